using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;

namespace BasisActors.Tests.Fixtures;

/// <summary>The rules of one run put together over one market, as the composition root would.</summary>
public sealed class Desk
{
    public const string RunId = "run";

    private readonly RiskAssessor _assessor;
    private readonly ImmutableHashSet<string> _venues;

    public Desk(RunConfiguration configuration, MarketTable market)
    {
        (Configuration, Market) = (configuration, market);
        Chart = new ChartOfAccounts(configuration.PositionSubscriptions);
        Pricing = new UnitPricing(Chart, market, configuration.SpotVenue, configuration.ShareClass);
        Valuation = new ExposureCalculator(Pricing);
        Costs = new TradingCosts(configuration.Costs, market, configuration.ShareClass);
        Strategy = StrategyFactory.Create(new StrategySetup(RunId, configuration, Chart, market, Costs));
        _assessor = new RiskAssessor(configuration, Chart, market);
        _venues = [.. configuration.Venues.Select(v => v.Name)];
    }

    public Desk(RunConfiguration configuration, MarketBuilder market)
        : this(configuration, market.Build())
    {
    }

    public RunConfiguration Configuration { get; }

    public MarketTable Market { get; }

    public ChartOfAccounts Chart { get; }

    public UnitPricing Pricing { get; }

    public ExposureCalculator Valuation { get; }

    public TradingCosts Costs { get; }

    public Strategy Strategy { get; }

    public Holdings Holdings() => new(Chart);

    public EtherBook Ether() => new(Chart);

    public MarketSnapshot At(int row) => Market.At(MarketBuilder.Hour(row));

    public ExposureSnapshot Exposure(Book book, int row = 0) => Valuation.Calculate(book, At(row));

    public RiskAssessment Risk(Book book, int row = 0, RiskHistory? history = null) =>
        _assessor.Assess(book, At(row), Exposure(book, row), history ?? RiskHistory.Start);

    public StrategyInput Input(Book book, CapitalRequest? pending = null, int row = 0, RiskHistory? history = null) =>
        new(row + 1, At(row), book, Exposure(book, row), Risk(book, row, history), pending, false);

    /// <summary>The decision on one line: action, change and reason; "hold" without one.</summary>
    public string Told(Book book, CapitalRequest? pending = null, int row = 0, RiskHistory? history = null) => Told(Input(book, pending, row, history));

    public string Told(in StrategyInput input) => Strategy.Decide(input) is { } decision ? $"{decision.Action.Name()} {decision.Change} {decision.Reason}" : "hold";

    public Plan Decide(Book book, CapitalRequest? pending = null, int row = 0, RiskHistory? history = null) =>
        Strategy.UpdateState(Input(book, pending, row, history));

    public ImmutableArray<BasisError> Violations(Plan plan) => PlanRules.Check(plan, Chart, _venues);

    public static CapitalRequest Deposit(decimal amount) => new(CapitalRequestKind.Deposit, amount, MarketBuilder.Start);

    public static CapitalRequest Withdrawal(decimal amount) => new(CapitalRequestKind.Withdrawal, amount, MarketBuilder.Start);
}
