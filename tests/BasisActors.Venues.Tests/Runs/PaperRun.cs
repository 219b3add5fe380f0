using System.Collections.Immutable;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Configuration;
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
    private readonly RunChecks _checks;
    private RiskHistory _history = RiskHistory.Start;
    private CircuitBreaker _breaker;
    private int _orders, _sent;

    public PaperRun(RunConfiguration configuration, MarketTable market, params ReadOnlySpan<(int Row, decimal Amount)> deposits)
    {
        Desk = new Desk(configuration, market);
        Book = Book.Open(Desk.Chart);
        Deposits = deposits.ToArray().ToLookup(d => d.Row, d => d.Amount);
        _world = new SimulatedWorld(configuration, market, [.. deposits.ToArray().Select(d => new WalletDeposit(MarketBuilder.Hour(d.Row), d.Amount))]);
        _settlement = new PeriodicSettlement(Desk.Chart, market);
        _liquidations = new Liquidations(configuration, Desk.Chart, market);
        _attribution = new PnlAttribution(Desk.Pricing);
        _checks = new RunChecks(Desk, _world);
    }

    public Desk Desk { get; }

    public Book Book { get; private set; }

    public ILookup<int, decimal> Deposits { get; }

    /// <summary>The instruction of a plan that its venue fails, counted from 1 over the whole run; 0 fails none.</summary>
    public int FailsAt { get; init; }

    /// <summary>Σ of all buckets and all flows so far.</summary>
    public decimal Explained { get; private set; }

    public decimal Equity { get; private set; }

    /// <summary>The row of the last tick.</summary>
    public int LastRow { get; private set; }

    public List<Plan> Plans { get; } = [];

    /// <summary>True once something was liquidated.</summary>
    public bool IsLiquidated { get; private set; }

    /// <summary>True when every block of the last plan was carried out.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>True when the last plan was for a deposit or withdrawal and coins were bought, sold or freed for it, whatever failed beside them.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Plans that were broken off.</summary>
    public int Failed { get; private set; }

    /// <summary>True while the circuit breaker holds back entries.</summary>
    public bool IsReduceOnly { get; private set; }

    /// <summary>One tick: settlements, flows, decision, execution, booking, reconciliation, attribution.</summary>
    /// <param name="row">Row of the market.</param>
    /// <param name="pending">The request that waits.</param>
    /// <param name="orders">Orders made by hand instead of the strategy's, to bring the book into some state.</param>
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
        _checks.RequireAgreement(Book, row);
        Observe(row, events);
        var plan = Plan.Hold("by hand");
        if (orders.Any())
        {
            foreach (var order in orders)
                Execute(order, now.Timestamp, events);
        }
        else
        {
            plan = Decide(row, pending, taken);
            Carry(plan, row, events);
        }

        _checks.RequireAgreement(Book, row);
        Observe(row, events);
        Attribute(row, opening, accruals, events);
        return plan;
    }

    public Instruction Order(Operation operation, string venue, string symbol, decimal amount) => new()
    {
        Id = $"hand-{++_orders}",
        Operation = operation,
        Venue = venue,
        Symbol = symbol,
        Amount = amount,
        ReduceOnly = operation == Operation.PerpReduceShort,
        EstimatedDeltas = [],
        EstimatedCost = 0m,
    };

    /// <summary>Once nothing is traded any more: what is held is hedged, the loan is within its limits, nothing lies unused, unless the last plan says why not.</summary>
    public void RequireOrder()
    {
        if (Plans[^1].Reason is BasisPlanner.NotAffordable or BasisPlanner.BelowMinimum or "sale_below_debt" or "circuit_breaker")
            return;
        _checks.RequireOrder(Book, LastRow, Plans[^1].Reason);
    }

    private Plan Decide(int row, CapitalRequest? pending, ImmutableArray<Posting> taken)
    {
        var input = Desk.Input(Book, pending, row, _history);
        var risk = input.Risk with { LiquidatedVenue = taken.IsEmpty ? null : PositionKey.Parse(taken[0].Source).Venue };
        _breaker = _breaker.Observe(input.Snapshot.Timestamp, risk, Desk.Configuration.Risk);
        IsReduceOnly = _breaker.IsOpen(input.Snapshot.Timestamp);
        var plan = Desk.Strategy.UpdateState(input with { Risk = risk, DepositWaits = row > 0 && Deposits[row].Any(), ReduceOnly = IsReduceOnly });
        Plans.Add(plan);
        Assert.Empty(Desk.Violations(plan));
        return plan;
    }

    /// <summary>Carries a plan out as the tree does: by priority, then creation; what depends on a failed block is cancelled.</summary>
    private void Carry(Plan plan, int row, List<Posting> events)
    {
        var before = Book;
        HasMoved = false;
        var failed = new HashSet<string>(StringComparer.Ordinal);
        var waiting = plan.Blocks.OrderBy(b => b.Priority).ToList();
        while (waiting.Count > 0)
        {
            var block = waiting.First(b => b.Dependencies.All(d => !waiting.Exists(w => w.Id == d)));
            waiting.Remove(block);
            if (block.Dependencies.Any(failed.Contains) || !TryCarry(block, plan, row, events))
                failed.Add(block.Id);
        }

        IsComplete = failed.Count == 0;
        Failed += IsComplete ? 0 : 1;
        if (!plan.Blocks.IsEmpty)
            _breaker = _breaker.Executed(IsComplete);
        if (IsComplete)
            _checks.RequireOutcome(plan, before, Book, row);
    }

    private bool TryCarry(InstructionBlock block, Plan plan, int row, List<Posting> events)
    {
        foreach (var instruction in block.Instructions)
        {
            if (++_sent == FailsAt)
                return false;
            var report = Execute(instruction, Desk.At(row).Timestamp, events);
            Assert.True(report.IsConfirmed, $"{report.Error}\n{Account(plan, row)}");
            Assert.Equal(instruction.EstimatedDeltas.OrderBy(d => d.Key), report.ActualDeltas.OrderBy(d => d.Key));
            HasMoved |= plan.Change is ChangeType.Deposit or ChangeType.Withdrawal && CapitalRequest.IsMovedBy(instruction.Operation);
        }

        _checks.RequireAgreement(Book, row);
        return true;
    }

    private string Account(Plan plan, int row) =>
        $"after {string.Join(", ", Plans.Select(p => $"{p.Reason} {p.Facts.GetValueOrDefault("flow"):0} ({p.Blocks.Length} blocks)"))} at an equity of {Desk.Exposure(Book, row).Equity}"
        + $"\nwith {string.Join(", ", Desk.Chart.Positions.Select(p => $"{p} {Book.Quantity(p)}"))}\n{string.Join('\n', plan.Told())}";

    private ExecutionReport Execute(Instruction instruction, DateTimeOffset at, List<Posting> events)
    {
        IExecutionVenue venue = OperationCatalogue.Of(instruction.Operation).OnChain ? _world.Chain : _world.Venues.Single(v => v.Name == instruction.Venue);
        var report = venue.Execute(instruction, at);
        if (report.IsConfirmed)
        {
            var postings = ReportPostings.For(Book, report);
            events.AddRange(postings);
            Book = Book.Post(postings);
        }

        return report;
    }

    private void Observe(int row, List<Posting> events)
    {
        var flows = events.Where(p => p.Cause == Cause.CapitalFlow).SelectMany(p => p.Legs).Where(l => Desk.Chart.Accounts[l.Account].IsOwn).Sum(l => l.Amount);
        _history = _history.Observe(row, Desk.Exposure(Book, row).Equity, flows, false);
    }

    private void Attribute(int row, Book opening, ImmutableArray<Posting> accruals, List<Posting> events)
    {
        var after = Desk.Exposure(Book, row).Equity;
        var pnl = _attribution.Attribute(opening, Desk.At(Math.Max(0, row - 1)), accruals, events.ToArray(), Desk.At(row), Equity, after);
        Assert.Equal(0m, pnl.Residual);
        Explained += pnl.Total + pnl.NetFlow;
        Equity = after;
    }
}
