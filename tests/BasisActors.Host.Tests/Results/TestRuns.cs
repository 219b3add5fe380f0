using System.Collections.Immutable;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Exposure;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Results;
using BasisActors.Actors.Risk;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Results;
using BasisActors.Venues.Simulated;

namespace BasisActors.Host.Tests.Results;

/// <summary>Configurations and markets made in memory.</summary>
internal static class TestRuns
{
    public static readonly DateTimeOffset Start = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static RunConfiguration Basis => new()
    {
        Mode = "btc_basis",
        ShareClass = ShareClass.Usdt,
        Asset = "BTC",
        InitialCapital = 100_000,
        TargetApy = 0.08m,
        MaxDrawdown = 0.05m,
        RebalanceThreshold = 0.05m,
        RebalancingEnabled = true,
        ActionHistoryLimit = 100,
        FundingEntryThreshold = 0.00005m,
        FundingExitThreshold = -0.00005m,
        FundingWindow = 3,
        SpotVenue = "binance",
        SpotAllocation = 0.5m,
        Hedge = [new HedgeWeight("binance", 0.5m), new HedgeWeight("bybit", 0.5m)],
        PositionSubscriptions =
        [
            .. new[] { "wallet:BaseToken:USDT", "binance:BaseToken:USDT", "binance:BaseToken:BTC", "binance:Perp:BTCUSDT", "bybit:BaseToken:USDT", "bybit:Perp:BTCUSDT" }
                .Select(PositionKey.Parse),
        ],
        Risk = new RiskLimits
        {
            MarginWarning = 0.3m,
            MarginCritical = 0.2m,
            MaintenanceMargin = 0.1m,
            DeltaWarning = 0.03m,
            DeltaCritical = 0.06m,
            LtvCritical = 0.9m,
            StopLoss = 0.15m,
            BasisWarning = 0.02m,
            MaxPositionSizeUsd = 1_000_000,
        },
        Costs = new CostSettings(CostModel.Full, null, null, true),
        Data = new DataRules(PriceRule.PrevClose, GapRule.Carry, MissingFunding.Fail, null, true),
        Events = new EventLogSettings(30, 100, 10_000),
        Venues = [Exchange("binance", 0.001m), Exchange("bybit", 0.0006m)],
    };

    /// <summary>A year or less of hourly prices that wander by a fixed rule; funding every eight hours, at times negative.</summary>
    public static MarketTable Market(int hours)
    {
        var btc = new decimal[hours];
        decimal price = 60_000;
        var seed = 12345u;
        for (var i = 0; i < hours; i++)
        {
            btc[i] = price;
            seed = seed * 1664525 + 1013904223;
            price = decimal.Round(price * (1 + ((int)(seed >> 16) % 1000 - 497) * 0.00001m), 2);
        }

        decimal[] perp = [.. btc.Select((p, i) => decimal.Round(p * (1 + (i % 17 - 8) * 0.00004m), 2))];
        decimal[] rate = [.. Enumerable.Range(0, hours).Select(i => 0.0001m + (i / 8 % 90 - 40) * (i / 2160 % 2 == 0 ? 0.000001m : 0.000006m))];
        int[] settled = [.. Enumerable.Range(0, hours).Select(i => i % 8 * 3600)];
        rate = [.. rate.Select((_, i) => rate[i / 8 * 8])];
        return new MarketTable(Start, 3600, hours,
        [
            Fresh(new SeriesKey(SeriesKind.Spot, "binance", "BTCUSDT"), btc),
            Fresh(new SeriesKey(SeriesKind.Perp, "binance", "BTCUSDT"), perp),
            Fresh(new SeriesKey(SeriesKind.Perp, "bybit", "BTCUSDT"), perp),
            new SeriesColumn(new SeriesKey(SeriesKind.Funding, "binance", "BTCUSDT"), 28_800, rate, settled),
            new SeriesColumn(new SeriesKey(SeriesKind.Funding, "bybit", "BTCUSDT"), 28_800, [.. rate.Select(r => r * 0.9m)], settled),
            Fresh(ReferenceSeries.Gas, [.. Enumerable.Repeat(10m, hours)]),
            Fresh(ReferenceSeries.EthUsdt, [.. Enumerable.Repeat(3000m, hours)]),
        ]);
    }

    private static SeriesColumn Fresh(SeriesKey key, decimal[] values) => new(key, 3600, values, new int[values.Length]);

    private static VenueSettings Exchange(string name, decimal fee) => new()
    {
        Name = name,
        Type = VenueType.Cex,
        SpotTakerFee = fee,
        PerpTakerFee = fee / 2,
        MinTradeSizeUsd = 10,
        SpotSlippage = [new SlippagePoint(10_000, 2), new SlippagePoint(1_000_000, 10)],
        PerpSlippage = [new SlippagePoint(10_000, 1), new SlippagePoint(1_000_000, 8)],
        InitialMarginRate = 0.1m,
        MaintenanceMarginRate = 0.05m,
    };
}

/// <summary>A run without actors: the same calls into Domain in the same order, told to a recorder.</summary>
internal sealed class LoopRun(RunConfiguration configuration, MarketTable market, string key = "k")
{
    private readonly UnitPricing _pricing = new(new ChartOfAccounts(configuration.PositionSubscriptions), market, configuration.SpotVenue);
    private readonly TradingCosts _costs = new(configuration.Costs, market);
    private RiskHistory _history = RiskHistory.Start;
    private decimal _equity;

    /// <summary>What a recorder hears, in order: a tick, or a block with its time.</summary>
    public List<object> Heard { get; } = [];

    public LoopRun Run(int ticks, Func<int, bool>? isStale = null)
    {
        var chart = _pricing.Chart;
        var exposures = new ExposureCalculator(_pricing);
        var assessor = new RiskAssessor(configuration, chart, market);
        var settlement = new PeriodicSettlement(chart, market);
        var attribution = new PnlAttribution(_pricing);
        var strategy = StrategyFactory.Create(new StrategySetup(key, configuration, chart, market, _costs));
        var world = new SimulatedWorld(configuration, market, [new WalletDeposit(market.Start, configuration.InitialCapital)]);
        var book = Book.Open(chart);
        var before = market.At(market.Start);
        for (var i = 0; i < ticks; i++)
        {
            var tick = new Tick(i, market.Start.AddHours(i), TickTrigger.FullLoop, []);
            var now = market.At(tick.Timestamp);
            foreach (var venue in world.Venues)
                venue.Advance(tick.Timestamp);
            var opening = book;
            var stale = isStale?.Invoke(i) ?? false;
            var accruals = settlement.Accruals(opening, now);
            var postings = settlement.FundingDue(opening, now);
            if (i == 0)
                postings = postings.Add(Posting.Balanced(chart, Cause.CapitalFlow, "initial-capital", new Leg(chart.Own(PositionKey.Parse("wallet:BaseToken:USDT")), configuration.InitialCapital)));
            book = book.Post(accruals).Post(postings);
            var flow = i == 0 ? configuration.InitialCapital : 0;
            var assessed = Assess(exposures, assessor, new PositionsSettled(tick, stale, opening, accruals, postings, book, null), now, flow);
            var plan = stale ? Plan.Hold("stale") : strategy.UpdateState(new StrategyInput(i, now, book, assessed.Computed.Exposure, assessed.Risk, null, false));
            foreach (var block in plan.Blocks.OrderBy(b => b.Priority))
            {
                ImmutableArray<ExecutionReport> reports = [.. block.Instructions.Select(x => VenueOf(world, x).Execute(x, tick.Timestamp))];
                foreach (var report in reports.Where(r => r.IsConfirmed))
                {
                    var booked = ReportPostings.For(book, report);
                    book = book.Post(booked);
                    postings = postings.AddRange(booked);
                }

                Heard.Add((tick.Timestamp, new BlockOutcome(block, reports)));
                assessed = Assess(exposures, assessor, new PositionsSettled(tick, stale, opening, accruals, postings, book, block.Id), now, flow);
            }

            var equity = assessed.Computed.Exposure.Equity;
            var pnl = attribution.Attribute(opening, before, accruals, postings.AsSpan(), now, _equity, equity);
            Heard.Add(new TickCompleted(tick, assessed, plan, accruals.AddRange(postings), pnl, null));
            (_equity, before) = (equity, now);
        }

        return this;
    }

    public void TellTo(IRunRecorder recorder)
    {
        foreach (var message in Heard)
        {
            if (message is TickCompleted completed)
                recorder.Tick(completed);
            else if (message is (DateTimeOffset at, BlockOutcome outcome))
                recorder.Block(at, outcome);
        }
    }

    public RecordedRun Recorded(string runId = "test") => new(runId, configuration, market, market.Start, market.End, "config-hash");

    private static IExecutionVenue VenueOf(SimulatedWorld world, Instruction instruction) =>
        OperationCatalogue.Of(instruction.Operation).OnChain ? world.Chain : world.Venues.First(v => v.Name == instruction.Venue);

    private RiskAssessed Assess(ExposureCalculator exposures, RiskAssessor assessor, PositionsSettled settled, in MarketSnapshot now, decimal flow)
    {
        var exposure = exposures.Calculate(settled.Book, now);
        _history = _history.Observe(settled.Tick.Sequence, exposure.Equity, flow, settled.IsStale);
        return new RiskAssessed(new ExposureComputed(settled, exposure), assessor.Assess(settled.Book, now, exposure, _history));
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("basis-results-").FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
