using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Tests.Runs;

namespace BasisActors.Venues.Tests.Simulated;

/// <summary>Orders of a staking mode, sent to a simulated chain; ETH is counted, rates are round.</summary>
internal sealed class StakingDesk
{
    private readonly Outside _outside;

    /// <param name="configuration">A mode that stakes.</param>
    /// <param name="market">See <see cref="Market"/>.</param>
    /// <param name="eth">ETH in the wallet at the start.</param>
    public StakingDesk(RunConfiguration configuration, MarketBuilder market, decimal eth) => _outside = new Outside(configuration, market, (0, eth));

    public Outside Outside => _outside;

    /// <summary>Oracle rate 1.1, market rate 1.1, indexes 1.05 and 1.02, gas 20 gwei, ETH 3300.</summary>
    public static MarketBuilder Market(int rows = 1) => new MarketBuilder(rows)
        .Set(ReferenceSeries.Gas, 20m).Set(ReferenceSeries.EthUsdt, 3_300m)
        .Set(Modes.Token.OracleRate, 1.1m).Set(Modes.Token.MarketRate, 1.1m)
        .Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "weETH"), 1.05m).Set(new SeriesKey(SeriesKind.LiquidityIndex, "aave_v3", "WETH"), 1.05m)
        .Set(new SeriesKey(SeriesKind.BorrowIndex, "aave_v3", "WETH"), 1.02m);

    public decimal Holds(PositionKey key) => _outside.Holds(key);

    public decimal Eth => Holds(Modes.WalletEth);

    /// <summary>Scaled balances of the loop.</summary>
    public (decimal Supply, decimal Debt) Loop => (Holds(Modes.Supply), Holds(AavePositions.Debt));

    public Instruction Order(Operation operation, string venue, string symbol, decimal amount) => _outside.Order(operation, venue, amount) with { Symbol = symbol };

    public ExecutionReport Send(Operation operation, string venue, string symbol, decimal amount, int hour = 0) => _outside.Send(Order(operation, venue, symbol, amount), hour);

    public ExecutionReport Enter(decimal eth, decimal loan, decimal minHealthFactor = 1, int hour = 0) =>
        _outside.Send(Order(Operation.AtomicLeverageEntry, "instadapp", "weETH", eth) with { Bundle = new BundleTerms(loan, minHealthFactor, 0) }, hour);

    public ExecutionReport Deleverage(decimal tokens, decimal repaid, decimal minOut = 0, decimal minHealthFactor = 1, int hour = 0) =>
        _outside.Send(Order(Operation.AtomicDeleverageAave, "instadapp", "weETH", tokens) with { Bundle = new BundleTerms(repaid, minHealthFactor, minOut) }, hour);

    public ExecutionReport Claim(string? id, decimal eth, int hour) => _outside.Send(Order(Operation.UnstakeClaim, "etherfi", "weETH", eth) with { ClaimId = id }, hour);

    public static void Confirmed(ExecutionReport report, params Delta[] deltas)
    {
        Assert.Equal((ExecutionStatus.Confirmed, null), (report.Status, report.Error));
        Assert.Equal(deltas.OrderBy(d => d.Key), report.ActualDeltas.OrderBy(d => d.Key));
    }
}
