using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;
using BasisActors.Tests.Fixtures;
using BasisActors.Venues.Simulated;

namespace BasisActors.Venues.Tests.Runs;

/// <summary>
/// The rules and the simulated venues run against each other without actors: tick by tick as the tree does it, with everything checked that must hold at every step.
/// </summary>
internal sealed class PaperRun
{
    private readonly SimulatedWorld _world;
    private readonly PeriodicSettlement _settlement;
    private readonly Liquidations _liquidations;
    private readonly PnlAttribution _attribution;
    private RiskHistory _history = RiskHistory.Start;
    private decimal _equity;
    private int _orders;

    public PaperRun(RunConfiguration configuration, MarketTable market, params ReadOnlySpan<(int Row, decimal Amount)> deposits)
    {
        Desk = new Desk(configuration, market);
        Book = Book.Open(Desk.Chart);
        Deposits = deposits.ToArray().ToLookup(d => d.Row, d => d.Amount);
        _world = new SimulatedWorld(configuration, market, [.. deposits.ToArray().Select(d => new WalletDeposit(MarketBuilder.Hour(d.Row), d.Amount))]);
        _settlement = new PeriodicSettlement(Desk.Chart, market);
        _liquidations = new Liquidations(configuration, Desk.Chart, market);
        _attribution = new PnlAttribution(Desk.Pricing);
    }

    public Desk Desk { get; }

    public Book Book { get; private set; }

    public ILookup<int, decimal> Deposits { get; }

    /// <summary>Σ of all buckets and all flows so far.</summary>
    public decimal Explained { get; private set; }

    public decimal Equity => _equity;

    /// <summary>The row of the last tick.</summary>
    public int LastRow { get; private set; }

    public List<Plan> Plans { get; } = [];

    /// <summary>True once something was liquidated.</summary>
    public bool IsLiquidated { get; private set; }

    /// <summary>One tick: settlements, flows, decision, execution, booking, reconciliation, attribution.</summary>
    /// <param name="row">Row of the market.</param>
    /// <param name="pending">The request that waits.</param>
    /// <param name="orders">Trades made by hand instead of the strategy's, to bring the book into some state.</param>
    public Plan Tick(int row, CapitalRequest? pending = null, params IEnumerable<Instruction> orders)
    {
        var (opening, now) = (Book, Desk.At(row));
        LastRow = row;
        foreach (var venue in _world.Venues)
            venue.Advance(now.Timestamp);
        var accruals = _settlement.Accruals(opening, now);
        List<Posting> events = [.. _settlement.Arrivals(opening, now), .. _settlement.FundingDue(opening, now)];
        foreach (var amount in Deposits[row])
            events.Add(Posting.Balanced(Desk.Chart, Cause.CapitalFlow, "deposit", new Leg(Desk.Chart.Own(PositionKey.Token("wallet", Desk.Configuration.Currency)), amount)));
        Book = opening.Post(accruals).Post([.. events]);
        var taken = _liquidations.Due(Book, now);
        (Book, IsLiquidated) = (Book.Post(taken), IsLiquidated || !taken.IsEmpty);
        events.AddRange(taken);
        RequireAgreement();

        Observe(row, events);
        var plan = Plan.Hold("by hand");
        foreach (var order in orders)
            Execute(order, now.Timestamp, events, plan: null);
        if (!orders.Any())
        {
            plan = Desk.Strategy.UpdateState(Desk.Input(Book, pending, row, _history) with { DepositWaits = row > 0 && Deposits[row].Any() });
            Plans.Add(plan);
            Assert.Empty(Desk.Violations(plan));
            var before = Desk.Exposure(Book, row);
            foreach (var block in plan.Blocks.OrderBy(b => b.Priority))
            {
                foreach (var instruction in block.Instructions)
                    Execute(instruction, now.Timestamp, events, plan);
                RequireAgreement();
            }

            RequireHedge(plan, before, Desk.Exposure(Book, row));
        }

        RequireAgreement();
        Observe(row, events);
        Attribute(row, opening, accruals, events);
        return plan;
    }

    public Instruction Order(Operation operation, string venue, decimal amount) => new()
    {
        Id = $"hand-{++_orders}",
        Operation = operation,
        Venue = venue,
        Symbol = operation >= Operation.CexSpotBuy ? Keys.Pair : "USDT",
        Amount = amount,
        ReduceOnly = operation == Operation.PerpReduceShort,
        EstimatedDeltas = [],
        EstimatedCost = 0m,
    };

    private void Execute(Instruction instruction, DateTimeOffset at, List<Posting> events, Plan? plan)
    {
        IExecutionVenue venue = OperationCatalogue.Of(instruction.Operation).OnChain ? _world.Chain : _world.Venues.Single(v => v.Name == instruction.Venue);
        var report = venue.Execute(instruction, at);
        if (plan is not null)
        {
            Assert.True(report.IsConfirmed, $"{report.Error}\nafter {string.Join(", ", Plans.Select(p => $"{p.Reason} {p.Facts.GetValueOrDefault("flow"):0} ({p.Blocks.Length} blocks)"))} at an equity of {Desk.Exposure(Book, LastRow).Equity}\nwith {string.Join(", ", Desk.Chart.Positions.Select(p => $"{p} {Book.Quantity(p)}"))}\n{string.Join('\n', plan.Told())}");
            Assert.Equal(instruction.EstimatedDeltas.OrderBy(d => d.Key), report.ActualDeltas.OrderBy(d => d.Key));
        }

        if (!report.IsConfirmed)
            return;
        var postings = ReportPostings.For(Book, report);
        events.AddRange(postings);
        Book = Book.Post(postings);
    }

    /// <summary>Ledger and venues agree to the last digit, and every unit of the ledger sums to zero.</summary>
    private void RequireAgreement()
    {
        var stated = _world.Venues.SelectMany(v => v.Statement()).ToList();
        Assert.Equal(Desk.Chart.Positions.Order(), stated.Select(s => s.Key).Order());
        Assert.All(stated, s => Assert.Equal((s.Key, s.Amount), (s.Key, Book.Quantity(s.Key))));
        Assert.All(Desk.Chart.Accounts.GroupBy(a => a.Unit), unit => Assert.Equal(0m, unit.Sum(a => Book[a.Index])));
    }

    /// <summary>What enters, grows or repairs never leaves the book leaning further than it did, beyond what risk lets pass without a warning.</summary>
    private void RequireHedge(Plan plan, ExposureSnapshot before, ExposureSnapshot after)
    {
        if (plan.Change is null or ChangeType.Withdrawal || plan.Action == StrategyAction.ExitFull || plan.Reason == "margin_critical")
            return;
        var (was, now) = (before.Asset("BTC"), after.Asset("BTC"));
        Assert.True(
            Math.Abs(now.Delta) <= Math.Abs(was.Delta) || Math.Abs(now.Delta) * now.Price <= Desk.Configuration.Risk.DeltaWarning * before.Equity,
            $"{plan.Reason} left {now.Delta} BTC unhedged at an equity of {after.Equity}.");
    }

    private void Observe(int row, List<Posting> events)
    {
        var flows = events.Where(p => p.Cause == Cause.CapitalFlow).SelectMany(p => p.Legs).Where(l => Desk.Chart.Accounts[l.Account].IsOwn).Sum(l => l.Amount);
        _history = _history.Observe(row, Desk.Exposure(Book, row).Equity, flows, false);
    }

    private void Attribute(int row, Book opening, System.Collections.Immutable.ImmutableArray<Posting> accruals, List<Posting> events)
    {
        var after = Desk.Exposure(Book, row).Equity;
        var pnl = _attribution.Attribute(opening, Desk.At(Math.Max(0, row - 1)), accruals, events.ToArray(), Desk.At(row), _equity, after);
        Assert.Equal(0m, pnl.Residual);
        Explained += pnl.Total + pnl.NetFlow;
        _equity = after;
    }
}
