using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Results;

/// <summary>Sums a run up on the run's own thread and keeps no series and no files: what a sweep needs of each of its points.</summary>
public sealed class TotalsRecorder : IRunRecorder, IDisposable
{
    private readonly RecordedRun _run;
    private readonly RunTotals _totals;
    private TickCompleted? _last;

    public TotalsRecorder(RecordedRun run)
    {
        _run = run;
        _totals = new RunTotals(run);
    }

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _totals.Add(new BlockRow(timestamp, outcome, null));

    public void Tick(TickCompleted completed)
    {
        TickRow row = default;
        row.Take(completed, blocks: 0, bookChanged: false);
        _totals.Add(row, completed.Pnl.Buckets.AsSpan());
        _last = completed;
    }

    /// <exception cref="BasisException">PNL-003 when the totals do not add up.</exception>
    public RunSummary Complete(RunOutcome outcome, DataReportView data, EngineTimes times) => SummaryOf.Run(_run, _totals, _last, outcome, data, times);

    public void Dispose() => _totals.Dispose();
}
