using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using CsCheck;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>One hour of a random run.</summary>
/// <param name="Step">Growth of the price.</param>
/// <param name="Premiums">Mark over spot by venue, fraction.</param>
/// <param name="Funding">Rate, settled every second hour.</param>
/// <param name="IndexGrowth">Growth of the lending index.</param>
/// <param name="Flow">What an investor does, as a share of equity: positive deposits, negative withdraws, 0 nothing.</param>
internal readonly record struct Hour(decimal Step, decimal[] Premiums, decimal Funding, decimal IndexGrowth, decimal Flow);

/// <summary>A random run: its configuration, its market, its flows and what somebody did to the accounts by hand.</summary>
internal sealed record Scenario(RunConfiguration Configuration, Hour[] Hours, (Operation Operation, int Venue, decimal Share)[] ByHand)
{
    private static readonly string[] Venues = ["binance", "bybit", "okx"];

    private static readonly Operation[] Disturbances =
        [Operation.TransferFromCex, Operation.TransferToCex, Operation.PerpOpenShort, Operation.PerpReduceShort, Operation.CexSpotBuy, Operation.CexSpotSell];

    private static readonly ImmutableArray<HedgeWeight>[] Hedges =
    [
        [new("binance", 1m)], [new("binance", 0.4m), new("bybit", 0.3m), new("okx", 0.3m)], [new("bybit", 0.5m), new("okx", 0.5m)],
        [new("okx", 1m / 3m), new("binance", 2m / 3m)],
    ];

    private static readonly Gen<CostSettings> Costs = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool).Select(t =>
        new CostSettings((CostModel)t.Item1, t.Item2 == 0 ? 7.5m : null, t.Item3 == 2 ? null : t.Item3 == 1, t.Item4));

    private static readonly Gen<Hour> AnyHour = Gen.Select(
        Draw.Step, Draw.Decimal(-500, 500, 0.00001m).Array[3], Draw.Decimal(-20, 60, 0.00001m), Draw.Decimal(0, 1_000_000_000, 0.0000000000001m),
        Gen.Select(Gen.Int[0, 5], Draw.Decimal(1, 110, 0.01m)).Select(t => t.Item1 switch { 0 => t.Item2, 1 => -t.Item2, _ => 0m }))
        .Select((step, premiums, funding, growth, flow) => new Hour(step, premiums, funding, growth, flow));

    private static readonly Gen<(Operation, int, decimal)[]> Hands = Gen.Select(Gen.Int[0, Disturbances.Length - 1], Gen.Int[0, 2], Draw.Decimal(1, 60, 0.01m))
        .Select(t => (Disturbances[t.Item1], t.Item2, t.Item3)).Array[0, 5];

    public static readonly Gen<Scenario> Basis = Gen.Select(Costs, Gen.Int[0, Hedges.Length - 1], Draw.Decimal(1_000_00, 1_000_000_00, 0.01m), Draw.Decimal(20, 70, 0.01m), AnyHour.Array[2, 24], Hands)
        .Select((costs, hedge, capital, allocation, hours, hands) => new Scenario(
            Configurations.BtcBasisOnThreeVenues with { Costs = costs, Hedge = Hedges[hedge], InitialCapital = capital, SpotAllocation = allocation, FundingWindow = 2 }, hours, hands));

    public static readonly Gen<Scenario> Lending = Gen.Select(Costs, Draw.Decimal(1_000_00, 1_000_000_00, 0.01m), AnyHour.Array[2, 24])
        .Select((costs, capital, hours) => new Scenario(Configurations.PureLending with { Costs = costs, InitialCapital = capital }, hours, []));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Configuration.Costs}, {Configuration.InitialCapital} of which {Configuration.SpotAllocation} in coins, hedged at {string.Join(", ", Configuration.Hedge)}; by hand {string.Join(", ", ByHand)};\n{string.Join('\n', Hours)}");

    /// <summary>Runs it to the end, to a stop, or to where a venue would liquidate.</summary>
    public PaperRun Play()
    {
        var deposits = new List<(int, decimal)> { (0, Configuration.InitialCapital) };
        for (var hour = 1; hour < Hours.Length; hour++)
        {
            if (Hours[hour].Flow > 0)
                deposits.Add((hour, decimal.Round(Hours[hour].Flow * Configuration.InitialCapital, 2)));
        }

        var run = new PaperRun(Configuration, Market(), deposits.ToArray());
        var pending = new Queue<CapitalRequest>();
        for (var hour = 0; hour < Hours.Length && !run.IsLiquidated; hour++)
        {
            if (hour == Hours.Length / 2 && Orders(run, hour).ToList() is { Count: > 0 } orders)
            {
                run.Tick(hour, null, orders);
                if (Hours[hour].Flow > 0)
                    pending.Enqueue(Desk.Deposit(run.Deposits[hour].Sum()));
                continue;
            }

            // a withdrawal that is not answered at once is taken back: one that spends a waiting deposit is another matter
            var withdrawal = decimal.Round(-Hours[hour].Flow * run.Equity, 2);
            var asked = pending.TryPeek(out var oldest) ? oldest : withdrawal > 0 ? Desk.Withdrawal(withdrawal) : null;
            var plan = run.Tick(hour, asked);
            if (plan.AnswersFlow && oldest is not null)
                pending.Dequeue();
            if (hour > 0 && Hours[hour].Flow > 0)
                pending.Enqueue(Desk.Deposit(run.Deposits[hour].Sum())); // booked now, deployed at the next tick
            if (plan is { Change: ChangeType.InitialSetup, Blocks.IsEmpty: false })
                pending.Clear(); // sized by all equity
            if (plan.HaltsRun)
                break;
        }

        return run;
    }

    private IEnumerable<Instruction> Orders(PaperRun run, int hour)
    {
        // only where the mode trades: money elsewhere is out of its reach
        string[] used = [.. Configuration.Hedge.Select(h => h.Venue).Append(Configuration.SpotVenue).Distinct()];
        foreach (var (operation, number, share) in ByHand)
        {
            var venue = used[number % used.Length];
            var holder = operation == Operation.TransferToCex ? "wallet" : operation is Operation.CexSpotBuy or Operation.CexSpotSell ? Configuration.SpotVenue : venue;
            var cash = run.Book.Quantity(Keys.Cash(holder)) * share;
            var amount = operation is Operation.TransferFromCex or Operation.TransferToCex ? cash : cash / run.Desk.At(hour).Value(run.Desk.Market.Find(Keys.Spot("binance")));
            amount = decimal.Round(amount, 8, MidpointRounding.ToZero);
            if (amount > 0)
                yield return run.Order(operation, operation == Operation.TransferToCex ? venue : holder, amount);
        }
    }

    private MarketTable Market()
    {
        var market = new MarketBuilder(Hours.Length).Set(ReferenceSeries.Gas, [.. Hours.Select(h => 20m * h.Step)]).Set(ReferenceSeries.EthUsdt, 3_300m).Set(Keys.SupplyRate, 0.05m);
        var spot = new decimal[Hours.Length];
        var index = new decimal[Hours.Length];
        for (var hour = 0; hour < Hours.Length; hour++)
        {
            spot[hour] = decimal.Round((hour == 0 ? 50_000m : spot[hour - 1]) * Hours[hour].Step, 2);
            index[hour] = (hour == 0 ? 1.05m : index[hour - 1]) + Hours[hour].IndexGrowth;
        }

        market.Set(Keys.Spot("binance"), spot).Set(Keys.LiquidityIndex, index);
        for (var venue = 0; venue < Venues.Length; venue++)
        {
            var (at, name) = (venue, Venues[venue]);
            market.Set(Keys.Mark(name), [.. Hours.Select((h, hour) => decimal.Round(spot[hour] * (1 + h.Premiums[at]), 2))]);
            market.Observe(Keys.Funding(name), 2 * 3600, [.. Hours.Select((h, hour) => (hour, h.Funding)).Where(o => o.hour % 2 == 0)]);
        }

        return market.Build();
    }
}
