using System.Collections.Immutable;

namespace BasisActors.Host.Tests.Golden;

/// <summary>For every flow of the rules a run in which the data alone brings it about. docs/stress.md lists them.</summary>
public static class FlowCases
{
    private const string Limit = "component_config.risk_monitor.";

    /// <summary>Slow to give up, so that what comes before giving up can be seen.</summary>
    private static readonly ImmutableArray<string> Patient = [Limit + "emergency_stop_loss_pct=0.9", Limit + "drawdown_stop=false"];

    private static readonly ImmutableArray<string> SlowTransfers = ["venues.binance.transfer_minutes=90", "venues.bybit.transfer_minutes=150", "venues.okx.transfer_minutes=60"];

    private static readonly Case Neutral = new("usdt_market_neutral", "2024-06-15", "2024-08-31");
    private static readonly Case Levered = new("eth_leveraged", "2024-06-15", "2024-08-31");
    private static readonly Case Basis = new("btc_basis", "2024-06-15", "2024-08-31") { Sets = ["funding_entry_threshold=-0.01", "funding_exit_threshold=-0.02"] };

    public static readonly Case MarginFromIdleCash = Neutral.With("rally:at=2024-07-15,size=0.8,hours=72") with { Flows = ["2024-07-17T15:00:00Z:deposit:60000"] };

    public static readonly Case MarginFromAnotherVenue = Neutral.With("rally:at=2024-07-05,size=0.8,hours=300", "rejections:share=0.5,seed=40") with
    {
        Sets = [Limit + "target_margin_ratio=0.4", "initial_capital=300000"],
    };

    public static readonly Case MarginFromTheStake = Neutral.With("rally:at=2024-07-15,size=0.8,hours=72");

    public static readonly Case ReducedLoanToValue = Neutral.With("oracle_jump:at=2024-07-15,size=0.028") with { Sets = Patient };

    public static readonly Case AdjustedDelta = Neutral.With("partial_fills:share=0.5,seed=1");

    public static readonly Case EmergencyDeleverage = Levered.With("oracle_jump:at=2024-07-15,size=0.04") with { Sets = Patient };

    public static readonly Case CarryGuard = Neutral.With("borrow_spike:at=2024-07-15,rate=0.4,hours=168");

    public static readonly Case StopLoss = Neutral.With("oracle_jump:at=2024-07-15,size=0.036");

    public static readonly Case DrawdownLimit = Basis.With("funding_flip:at=2024-07-15,rate=-0.001,hours=700");

    public static readonly Case BreakerByPeg = Neutral.With("depeg:at=2024-07-15,size=0.03,hours=72") with { Flows = ["2024-07-15T03:00:00Z:deposit:20000"] };

    public static readonly Case BreakerByPrice = Neutral.With("crash:at=2024-07-15,size=0.3,hours=0") with { Flows = ["2024-07-15T03:00:00Z:deposit:20000"] };

    public static readonly Case BreakerByFailures = Neutral.With("rejections:share=0.9,seed=1");

    public static readonly Case ExchangeLiquidation = Neutral.With("rally:at=2024-07-15,size=1.2,hours=0");

    public static readonly Case LoanLiquidation = Levered.With("oracle_jump:at=2024-07-15,size=0.045");

    public static readonly Case PartialFills = Neutral.With("partial_fills:share=1,fill=0.5") with { Flows = ["2024-07-15T03:00:00Z:deposit:20000", "2024-07-25T03:00:00Z:withdraw:20000"] };

    public static readonly Case Rejections = PartialFills.With("rejections:share=0.3,seed=1");

    public static readonly Case Outage = Neutral.With("venue_outage:at=2024-07-15,venue=bybit,hours=24") with { Flows = ["2024-07-15T03:00:00Z:deposit:20000"] };

    public static readonly Case SlowTransfer = Neutral with { Sets = SlowTransfers, Flows = ["2024-07-15T03:00:00Z:deposit:20000", "2024-07-25T03:00:00Z:withdraw:15000"] };

    public static readonly Case SlowUnwind = Levered with { Sets = ["unwind_mode=slow"], Flows = ["2024-07-16T12:00:00Z:withdraw:15"] };

    public static readonly Case FastUnwind = Levered with { Sets = ["unwind_mode=fast"], Flows = ["2024-07-16T12:00:00Z:withdraw:15"] };

    public static IEnumerable<Case> All =>
    [
        MarginFromIdleCash, MarginFromAnotherVenue, MarginFromTheStake, ReducedLoanToValue, AdjustedDelta, EmergencyDeleverage, CarryGuard, StopLoss, DrawdownLimit,
        BreakerByPeg, BreakerByPrice, BreakerByFailures, ExchangeLiquidation, LoanLiquidation, PartialFills, Rejections, Outage, SlowTransfer, SlowUnwind, FastUnwind,
    ];
}
