using BasisActors.Domain.Attribution;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BenchmarkDotNet.Attributes;

namespace BasisActors.Benchmarks;

/// <summary>The rules of one quiet tick of the basis, one by one, without actors: what a tick costs before any message.</summary>
[MemoryDiagnoser]
public class TickPath
{
    private MarketTable _market = null!;
    private Book _book = null!;
    private ExposureCalculator _exposure = null!;
    private RiskAssessor _risk = null!;
    private PnlAttribution _attribution = null!;
    private Strategy _strategy = null!;
    private PeriodicSettlement _settlement = null!;
    private ExposureSnapshot _snapshot = null!;
    private RiskAssessment _assessment = null!;
    private DateTimeOffset _before, _now;

    [GlobalSetup]
    public void Open()
    {
        var directory = SampleMarket.Directory(1);
        var configuration = SampleMarket.Fitted(directory, SampleMarket.Configuration("btc_basis").Run);
        _market = SampleMarket.Load(directory, configuration, 1).Table;
        (_before, _now) = (SampleMarket.From.AddHours(100), SampleMarket.From.AddHours(101));
        var chart = new ChartOfAccounts(configuration.PositionSubscriptions);
        var pricing = new UnitPricing(chart, _market, configuration.SpotVenue);
        _exposure = new ExposureCalculator(pricing);
        _risk = new RiskAssessor(configuration, chart, _market);
        _attribution = new PnlAttribution(pricing);
        _settlement = new PeriodicSettlement(chart, _market);
        _strategy = StrategyFactory.Create(new StrategySetup("bench", configuration, chart, _market, new TradingCosts(configuration.Costs, _market)));
        _book = HedgedBook.Of(chart, configuration);
        _snapshot = _exposure.Calculate(_book, _market.At(_now));
        _assessment = Assess();
    }

    [Benchmark]
    public ExposureSnapshot Exposure() => _exposure.Calculate(_book, _market.At(_now));

    [Benchmark]
    public RiskAssessment Assess() => _risk.Assess(_book, _market.At(_now), _snapshot, RiskHistory.Start.Observe(0, 100_000, 100_000, false));

    [Benchmark]
    public Plan Decide() => _strategy.UpdateState(new StrategyInput(101, _market.At(_now), _book, _snapshot, _assessment, null, false));

    [Benchmark]
    public TickPnl Attribute() => _attribution.Attribute(_book, _market.At(_before), [], [], _market.At(_now), 100_000, 100_000);

    [Benchmark]
    public int Settle() => _settlement.Accruals(_book, _market.At(_now)).Length + _settlement.FundingDue(_book, _market.At(_now)).Length;
}
