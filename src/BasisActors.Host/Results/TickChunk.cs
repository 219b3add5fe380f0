using System.Collections.Immutable;
using BasisActors.Actors.Results;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;

namespace BasisActors.Host.Results;

/// <summary>What is kept of one tick. Copied, so that the messages of a quiet tick can be collected at once.</summary>
internal struct TickRow
{
    public DateTimeOffset Timestamp;
    public decimal EquityBefore;
    public decimal Equity;
    public decimal NetFlow;
    public decimal Fees;
    public decimal Gas;
    public decimal Slippage;
    public decimal Deployed;
    public decimal PerpNotional;
    public decimal? DeltaDrift;
    public decimal? MinMarginRatio;
    public string? WorstVenue;
    public decimal? LoanToValue;
    public decimal? HealthFactor;
    public LendingAccount? Loan;
    public decimal? PegDiscount;
    public bool IsCircuitOpen;
    public StrategyAction Action;
    public string Reason;
    public int Blocks;
    public bool IsStale;

    /// <summary>Only of a tick with blocks.</summary>
    public Plan? Plan;

    public ImmutableArray<Posting> Postings;

    /// <summary>Only when it is not the book of the tick before.</summary>
    public Book? Book;

    public void Take(TickCompleted completed, int blocks, bool bookChanged)
    {
        var (pnl, risk, plan) = (completed.Pnl, completed.Assessed.Risk, completed.Plan);
        var exposure = completed.Computed.Exposure;
        Timestamp = completed.Tick.Timestamp;
        EquityBefore = pnl.EquityBefore;
        Equity = pnl.EquityAfter;
        NetFlow = pnl.NetFlow;
        Fees = pnl.Fees;
        Gas = pnl.Gas;
        Slippage = pnl.Slippage;
        Deployed = exposure.TotalDeployed;
        PerpNotional = exposure.GrossPerpNotional;
        DeltaDrift = risk.DeltaDrift;
        MinMarginRatio = risk.MinMarginRatio;
        WorstVenue = risk.WorstVenue;
        LoanToValue = risk.LoanToValue;
        HealthFactor = risk.HealthFactor;
        Loan = risk.Loan;
        PegDiscount = risk.PegDiscount;
        IsCircuitOpen = plan.CircuitOpen;
        Action = plan.Action;
        Reason = plan.Reason;
        Blocks = blocks;
        IsStale = completed.IsStale;
        Plan = plan.Blocks.IsEmpty ? null : plan;
        Postings = completed.Postings;
        Book = bookChanged ? completed.Computed.Positions.Book : null;
    }
}

/// <summary>A finished block with the reason of its plan; null when its tick was not completed.</summary>
internal readonly record struct BlockRow(DateTimeOffset Timestamp, BlockOutcome Outcome, string? Reason);

/// <summary>Some hundred ticks on their way to the files. A fixed number of chunks goes round, so memory does not grow with the run.</summary>
internal sealed class TickChunk(int assets)
{
    private const int Capacity = 1024;
    private const int BlockCapacity = 256;

    private readonly TickRow[] _rows = new TickRow[Capacity];
    private readonly decimal[] _buckets = new decimal[Capacity * AttributionBuckets.Count];
    private readonly decimal[] _deltas = new decimal[Capacity * assets];

    public int Count { get; private set; }

    public List<BlockRow> Blocks { get; } = new(BlockCapacity);

    public bool IsFull => Count == Capacity || Blocks.Count >= BlockCapacity;

    public ref readonly TickRow this[int row] => ref _rows[row];

    public ReadOnlySpan<decimal> Buckets(int row) => _buckets.AsSpan(row * AttributionBuckets.Count, AttributionBuckets.Count);

    public ReadOnlySpan<decimal> Deltas(int row) => _deltas.AsSpan(row * assets, assets);

    public void Add(TickCompleted completed, int blocks, bool bookChanged)
    {
        _rows[Count].Take(completed, blocks, bookChanged);
        completed.Pnl.Buckets.CopyTo(_buckets.AsSpan(Count * AttributionBuckets.Count));
        var exposure = completed.Computed.Exposure;
        for (var i = 0; i < assets; i++)
            _deltas[Count * assets + i] = exposure.Assets[i].Delta;
        Count++;
    }

    /// <summary>Empties the chunk and lets go of what it referred to.</summary>
    public void Clear()
    {
        Array.Clear(_rows, 0, Count);
        Blocks.Clear();
        Count = 0;
    }
}
