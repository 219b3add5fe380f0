using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;

namespace BasisActors.Host.Results;

/// <summary>Sums of a run, tick by tick in order.</summary>
internal sealed class RunTotals : IDisposable
{
    private static readonly int ActionCount = StrategyActions.All.Count;

    private readonly RecordedRun _run;
    private readonly JournalHash _hash = new();
    private readonly decimal[] _buckets = new decimal[AttributionBuckets.Count];
    private readonly decimal[] _funding;
    private readonly Dictionary<string, int> _venueOfSource = new(StringComparer.Ordinal);
    private readonly long[] _actions = new long[ActionCount];
    private readonly long[] _executed = new long[ActionCount];
    private readonly RiskExtremes _risk;
    private readonly ChainCosts _chainCosts;
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);

    public RunTotals(RecordedRun run)
    {
        _run = run;
        _funding = new decimal[run.HedgeVenues.Length];
        _risk = new RiskExtremes(run.Configuration.Risk.MaintenanceMargin);
        _chainCosts = new ChainCosts(run);
        Meter = new PerformanceMeter(run.Market.StepSeconds);
    }

    public PerformanceMeter Meter { get; }

    public long Ticks { get; private set; }

    public int StaleTicks { get; private set; }

    public DateTimeOffset? FirstTick { get; private set; }

    public decimal Equity { get; private set; }

    /// <summary>All capital subscribed and paid out, the initial capital included.</summary>
    public decimal Flows { get; private set; }

    public decimal Residual { get; private set; }

    public decimal Fees { get; private set; }

    public decimal Gas { get; private set; }

    public decimal Slippage { get; private set; }

    public long Rebalances { get; private set; }

    public long Blocks { get; private set; }

    public long Instructions { get; private set; }

    public long Fills { get; private set; }

    public long Trades { get; private set; }

    /// <summary>Fees of flash loans, part of <see cref="Fees"/>.</summary>
    public decimal FlashFees => _chainCosts.FlashFees;

    /// <summary>Lost in sales of staked tokens against their oracle rate, part of <see cref="Slippage"/>.</summary>
    public decimal SaleLoss => _chainCosts.SaleLoss;

    /// <summary>Positions that an exchange or the lending protocol took over, each time it did.</summary>
    public int Liquidations { get; private set; }

    /// <summary>Smallest and largest risks so far, and those of the last tick.</summary>
    public RiskExtremes Risk => _risk;

    /// <summary>Executed plans by their reason.</summary>
    public ImmutableSortedDictionary<string, long> Reasons => _reasons.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public string JournalHash => _hash.Current;

    /// <summary>Cumulative amounts by bucket.</summary>
    public ReadOnlySpan<decimal> Buckets => _buckets;

    /// <summary>Cumulative funding by hedge venue, in the order of the run's venues; received is positive.</summary>
    public ReadOnlySpan<decimal> Funding => _funding;

    /// <summary>Ticks by the action chosen; they sum to the number of ticks.</summary>
    public ImmutableSortedDictionary<string, long> Actions => Named(_actions);

    /// <summary>Ticks by the action whose blocks were executed.</summary>
    public ImmutableSortedDictionary<string, long> Executed => Named(_executed);

    public void Add(in TickRow row, ReadOnlySpan<decimal> buckets)
    {
        FirstTick ??= row.Timestamp;
        Ticks++;
        StaleTicks += row.IsStale ? 1 : 0;
        Equity = row.Equity;
        Flows += row.NetFlow;
        decimal total = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            total += buckets[i];
            _buckets[i] += buckets[i];
        }

        Residual += row.Equity - row.EquityBefore - row.NetFlow - total;
        Fees += row.Fees;
        Gas += row.Gas;
        Slippage += row.Slippage;
        Meter.Add(row.Timestamp, row.EquityBefore, row.NetFlow, row.Equity, row.IsStale);
        _risk.Add(row);
        AddPostings(row);
        AddDecision(row);
        _hash.Add(row.Timestamp, row.Postings);
    }

    public void Add(in BlockRow block)
    {
        Blocks++;
        Instructions += block.Outcome.Block.Instructions.Length;
        foreach (var report in block.Outcome.Reports)
        {
            if (!report.IsConfirmed)
                continue;
            Fills++;
            Trades += report.Instruction.Type == InstructionType.CexTrade ? 1 : 0;
        }
    }

    public void Dispose() => _hash.Dispose();

    private static ImmutableSortedDictionary<string, long> Named(long[] counts) =>
        StrategyActions.All.Select((name, i) => (name, counts[i])).ToImmutableSortedDictionary(a => a.name, a => a.Item2, StringComparer.Ordinal);

    private void AddPostings(in TickRow row)
    {
        foreach (var posting in row.Postings)
        {
            switch (posting.Cause)
            {
                case Cause.Funding:
                    AddFunding(posting);
                    break;
                case Cause.Liquidation:
                    Liquidations++;
                    break;
                case Cause.Fee or Cause.Trade:
                    _chainCosts.Add(posting, row.Timestamp);
                    break;
            }
        }
    }

    private void AddFunding(Posting posting)
    {
        var venue = VenueOf(posting.Source);
        foreach (var leg in posting.Legs)
        {
            if (_run.Chart.Accounts[leg.Account].IsOwn)
                _funding[venue] += leg.Amount;
        }
    }

    private int VenueOf(string source)
    {
        if (_venueOfSource.TryGetValue(source, out var known))
            return known;
        var venue = _run.HedgeVenues.IndexOf(PositionKey.Parse(source).Venue);
        return _venueOfSource[source] = venue;
    }

    /// <summary>What was decided goes into the journal's hash in front of what was posted.</summary>
    private void AddDecision(in TickRow row)
    {
        _actions[(int)row.Action]++;
        _hash.AddText(row.Action.Name());
        if (row.Plan is not { } plan)
            return;
        _executed[(int)row.Action]++;
        Rebalances += plan.Change == ChangeType.Rebalance ? 1 : 0;
        CollectionsMarshal.GetValueRefOrAddDefault(_reasons, plan.Reason, out _)++;
        _hash.AddText(plan.Reason);
        foreach (var block in plan.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                _hash.AddText(instruction.Id);
                _hash.AddText(instruction.Operation.Name());
                _hash.AddDecimal(instruction.Amount);
            }
        }
    }
}
