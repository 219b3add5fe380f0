using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>A random run: its configuration, its market, its flows, what somebody did to the accounts by hand, and the instruction that its venue fails.</summary>
internal sealed record Scenario(RunConfiguration Configuration, Hour[] Hours, Hand[] ByHand, int FailsAt)
{
    /// <summary>Hours after the random ones in which nothing moves: what is under way arrives, what waits is answered, and the book comes to rest.</summary>
    private const int CalmHours = 240;

    /// <summary>At the end of them nothing is traded any more.</summary>
    private const int RestHours = 3;

    /// <summary>Gas of a few transactions at 20 gwei, USDT.</summary>
    private const decimal FewTransactions = 150;

    private static readonly ImmutableArray<HedgeWeight>[] Hedges =
    [
        [new("binance", 1m)], [new("binance", 0.4m), new("bybit", 0.3m), new("okx", 0.3m)], [new("bybit", 0.5m), new("okx", 0.5m)],
        [new("okx", 1m / 3m), new("binance", 2m / 3m)],
    ];

    private static readonly Gen<CostSettings> Costs = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool).Select(t =>
        new CostSettings((CostModel)t.Item1, t.Item2 == 0 ? 7.5m : null, t.Item3 == 2 ? null : t.Item3 == 1, t.Item4));

    private static readonly Gen<(Hour[] Hours, Hand[] Hands, int FailsAt)> Events = Gen.Select(Hour.Any.Array[2, 24], Hand.Any, Gen.Int[-30, 30])
        .Select(t => (t.Item1, t.Item2, Math.Max(0, t.Item3)));

    /// <summary>Random runs of a basis.</summary>
    public static Gen<Scenario> Basis(RunConfiguration mode) => Gen.Select(Costs, Gen.Int[0, Hedges.Length - 1], Draw.Decimal(1_000_00, 1_000_000_00, 0.01m), Draw.Decimal(20, 70, 0.01m), Gen.Bool, Events)
        .Select((costs, hedge, capital, allocation, slow, events) => new Scenario(
            Slow(mode with { Costs = costs, Hedge = Hedges[hedge], InitialCapital = capital, SpotAllocation = allocation, FundingWindow = 2 }, slow),
            events.Hours, events.Hands, events.FailsAt));

    /// <summary>Random runs of a mode that lends or stakes and never hedges.</summary>
    public static Gen<Scenario> Unhedged(RunConfiguration mode) => Gen.Select(
        Costs, mode.ShareClass == ShareClass.Eth ? Draw.Decimal(1_00, 300_00, 0.01m) : Draw.Decimal(1_000_00, 1_000_000_00, 0.01m), Loop(mode), Events)
        .Select((costs, capital, loop, events) => new Scenario(loop with { Costs = costs, InitialCapital = capital }, events.Hours, events.Hands, events.FailsAt));

    /// <summary>Random runs of a mode that stakes and sells its ETH short.</summary>
    public static Gen<Scenario> Hedged(RunConfiguration mode) => Gen.Select(
        Gen.Select(Costs, Gen.Int[0, Hedges.Length - 1]), Draw.Decimal(1_000_00, 1_000_000_00, 0.01m), Draw.Decimal(20, 60, 0.01m), Gen.Bool, Loop(mode), Events)
        .Select((chosen, capital, allocation, slow, loop, events) => new Scenario(
            Slow(loop with { Costs = chosen.Item1, Hedge = Hedges[chosen.Item2], InitialCapital = capital, Staking = loop.Staking! with { Allocation = allocation } }, slow),
            events.Hours, events.Hands, events.FailsAt));

    /// <summary>Target of the loop, fee of its flash loan, way out of the stake, guard of the carry.</summary>
    private static Gen<RunConfiguration> Loop(RunConfiguration mode) => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Bool).Select((target, fee, unwind, guarded) =>
    {
        if (mode.Staking is null)
            return mode;
        var configuration = mode.Staking.Supplied ? Modes.Levered(mode, target: target switch { 0 => 0m, 1 => 0.5m, _ => 0.91m }) : mode;
        return configuration with
        {
            Staking = configuration.Staking! with
            {
                Unwind = (UnwindMode)unwind,
                Carry = guarded && configuration.Staking.TargetLtv > 0 ? new CarryGuard(1, -0.02m, 0.002m, 90) : null,
            },
            Venues = [.. configuration.Venues.Select(v => v.Name == "morpho" ? v with { FlashFee = fee * 0.0005m } : v)],
            Risk = configuration.Risk with { BreakerHours = 2, StopLoss = guarded ? 0.15m : 0.9m },
        };
    });

    private static RunConfiguration Slow(RunConfiguration configuration, bool slow) => !slow
        ? configuration
        : configuration with
        {
            Venues = [.. configuration.Venues.Select(v => v.Type == VenueType.Cex ? v with { TransferTime = TimeSpan.FromMinutes(90) } : v)],
            PositionSubscriptions = [.. configuration.PositionSubscriptions.Where(p => p.Type != PositionType.Transit), PositionKey.InTransit("USDT"), PositionKey.InTransit("ETH")],
        };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Configuration.Mode}, {Configuration.Costs}, {Configuration.InitialCapital}, {Configuration.SpotAllocation} in coins, {Configuration.Staking}, hedged at {string.Join(", ", Configuration.Hedge)}, transfers take {Configuration.Venues.Max(v => v.TransferTime)}, instruction {FailsAt} fails; by hand {string.Join(", ", ByHand)};\n{string.Join('\n', Hours)}");

    /// <summary>Runs it to the end, to a stop, or to a liquidation.</summary>
    public PaperRun Play()
    {
        var deposits = new List<(int, decimal)> { (0, Configuration.InitialCapital) };
        for (var hour = 1; hour < Hours.Length; hour++)
        {
            if (Hours[hour].Flow > 0)
                deposits.Add((hour, decimal.Round(Hours[hour].Flow * Configuration.InitialCapital, 2)));
        }

        var hours = Hours.Concat(Enumerable.Repeat(Hour.Calm, CalmHours)).ToArray();
        var run = new PaperRun(Configuration, ScenarioMarket.Of(Configuration, hours), deposits.ToArray()) { FailsAt = FailsAt };
        var pending = new List<CapitalRequest>();
        for (var hour = 0; hour < hours.Length; hour++)
        {
            if (hour == Hours.Length / 2 && Hand.Orders(run, hour, ByHand).ToList() is { Count: > 0 } orders)
            {
                run.Tick(hour, null, orders);
                if (Hours[hour].Flow > 0)
                    pending.Add(Desk.Deposit(run.Deposits[hour].Sum()));
                continue;
            }

            if (Step(run, hour, hours[hour].Flow, pending).HaltsRun || run.IsLiquidated)
                return run;
            if (hour >= Hours.Length + RestHours && IsAtRest(run, pending))
                break;
        }

        RequireRest(run, pending);
        run.RequireOrder();
        return run;
    }

    /// <summary>A tick with the requests that wait for it; a deposit is booked at one tick and deployed at the next.</summary>
    private static Plan Step(PaperRun run, int hour, decimal flow, List<CapitalRequest> pending)
    {
        var withdrawal = decimal.Round(-flow * run.Equity, 2);
        if (hour > 0 && withdrawal > 0)
            pending.Add(Desk.Withdrawal(withdrawal));
        var asked = pending.Count > 0 ? pending[0] : null;
        var plan = run.Tick(hour, asked);
        if (hour > 0 && flow > 0)
            pending.Add(Desk.Deposit(run.Deposits[hour].Sum()));
        if (run.IsComplete && plan is { Change: ChangeType.InitialSetup, Blocks.IsEmpty: false })
            pending.RemoveAll(r => r.Kind == CapitalRequestKind.Deposit); // sized by all equity
        else if (run.IsComplete && plan.AnswersFlow && asked is not null)
            pending.RemoveAt(0);
        else if (run.HasMoved && asked is not null)
            Replace(pending, asked.AfterMove());
        return plan;
    }

    private static void Replace(List<CapitalRequest> pending, CapitalRequest? left)
    {
        pending.RemoveAt(0);
        if (left is not null)
            pending.Insert(0, left);
    }

    /// <summary>True when there is not enough money left anywhere for a few transactions on the chain or a little margin; then nothing can be done, and the plan says so.</summary>
    private static bool IsPenniless(PaperRun run)
    {
        var dollars = run.Desk.Configuration.ShareClass == ShareClass.Eth ? 3_300 : 1;
        var money = run.Desk.Chart.Positions.Where(p => p.Symbol == run.Desk.Configuration.Currency).Sum(run.Book.Quantity);
        return run.Equity * dollars < FewTransactions || (run.Plans[^1].Reason == BasisPlanner.NotAffordable && money * dollars < FewTransactions);
    }

    private static bool IsAtRest(PaperRun run, List<CapitalRequest> pending) =>
        pending.Count == 0 && run.Book.Receivables.IsEmpty && run.Plans.TakeLast(RestHours).All(p => p.Blocks.IsEmpty);

    private static void RequireRest(PaperRun run, List<CapitalRequest> pending)
    {
        if (IsPenniless(run))
            return;
        var last = run.Plans.TakeLast(RestHours).ToList();
        var says = $"in the end: {string.Join(", ", last.Select(p => $"{p.Reason} ({string.Join("; ", p.Told())})"))}\nwith {string.Join(", ", run.Desk.Chart.Positions.Select(p => $"{p} {run.Book.Quantity(p)}"))}";
        Assert.True(last.TrueForAll(p => p.Blocks.IsEmpty), $"The book does not come to rest; {says}");
        Assert.True(run.Book.Receivables.IsEmpty, $"Something never arrives; {says}");
        Assert.True(pending.Count == 0, $"{pending.FirstOrDefault()} is never answered; {says}");
    }
}
