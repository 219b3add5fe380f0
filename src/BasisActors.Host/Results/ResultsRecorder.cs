using System.Collections.Concurrent;
using BasisActors.Actors.Results;
using BasisActors.Actors.Runs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Results;

/// <summary>How far a run is.</summary>
/// <param name="Ticks">Ticks completed.</param>
/// <param name="At">Time of the last one; null before the first.</param>
/// <param name="Equity">Equity after it, share-class currency.</param>
/// <param name="Subscribed">All that was subscribed until then, the initial capital too, less all that was paid out.</param>
public readonly record struct RunProgress(long Ticks, DateTimeOffset? At, decimal Equity, decimal Subscribed);

/// <summary>
/// Keeps what a backtest produces. On the run's thread a tick is copied into a chunk and nothing more; one background thread writes the files, hashes the
/// journal and sums up. When the disk is slower than the engine the engine waits: chunks are few and fixed.
/// </summary>
public sealed class ResultsRecorder : IRunRecorder, IDisposable
{
    private const int Chunks = 4;

    private readonly RecordedRun _run;
    private readonly ResultsFolder _folder;
    private readonly ResultsWriter _writer;
    private readonly BlockingCollection<TickChunk> _full = new(Chunks);
    private readonly BlockingCollection<TickChunk> _free = new(Chunks);
    private readonly List<(DateTimeOffset Timestamp, BlockOutcome Outcome)> _blocks = [];
    private readonly Thread _thread;
    private TickChunk _chunk;
    private Book? _book;
    private long _ticks;
    private TickCompleted? _last;
    private Subscribed _subscribed = new(0, 0, 0);
    private volatile Exception? _failure;
    private bool _closed;

    /// <exception cref="BasisException">RST-001 when the files cannot be made.</exception>
    public ResultsRecorder(ResultsFolder folder, RecordedRun run)
    {
        _run = run;
        _folder = folder;
        try
        {
            _writer = new ResultsWriter(folder, run);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }

        for (var i = 0; i < Chunks; i++)
            _free.Add(new TickChunk(run.Assets.Length));
        _chunk = _free.Take();
        _thread = new Thread(WriteChunks) { IsBackground = true, Name = "results-writer" };
        _thread.Start();
    }

    /// <summary>How far the run is; cheap, and safe to ask from any thread.</summary>
    public RunProgress Progress => Volatile.Read(ref _last) is { } last
        ? new RunProgress(Volatile.Read(ref _ticks), last.Tick.Timestamp, last.Pnl.EquityAfter, Volatile.Read(ref _subscribed).At(last.Tick.Sequence))
        : default;

    /// <summary>The thinned series of the run for its report; complete after <see cref="Complete"/>.</summary>
    public ReportSeries Series => _writer.Series;

    public void Block(DateTimeOffset timestamp, BlockOutcome outcome) => _blocks.Add((timestamp, outcome));

    /// <exception cref="BasisException">RST-001 when an earlier tick could not be written.</exception>
    public void Tick(TickCompleted completed)
    {
        var book = completed.Computed.Positions.Book;
        foreach (var (timestamp, outcome) in _blocks)
            _chunk.Blocks.Add(new BlockRow(timestamp, outcome, completed.Plan.Reason));
        _chunk.Add(completed, _blocks.Count, !ReferenceEquals(book, _book));
        _blocks.Clear();
        _book = book;
        if (completed.Pnl.NetFlow != 0)
            Volatile.Write(ref _subscribed, new Subscribed(completed.Tick.Sequence, _subscribed.After, _subscribed.After + completed.Pnl.NetFlow));
        Volatile.Write(ref _ticks, _ticks + 1);
        Volatile.Write(ref _last, completed);
        if (!_chunk.IsFull)
            return;
        HandOver();
        ThrowIfFailed();
    }

    /// <summary>Writes what is left, closes all files, and writes the summary. The folder is not committed: the event log and the report may still follow.</summary>
    /// <param name="outcome">How the run ended; what it did until then is in the files whichever way.</param>
    /// <param name="data">What was found when loading the data.</param>
    /// <param name="times">What the run took.</param>
    /// <exception cref="BasisException">RST-001 when something could not be written; PNL-003 when the totals do not add up.</exception>
    public RunSummary Complete(RunOutcome outcome, DataReportView data, EngineTimes times)
    {
        foreach (var (timestamp, block) in _blocks)
            _chunk.Blocks.Add(new BlockRow(timestamp, block, null));
        _blocks.Clear();
        Close();
        ThrowIfFailed();
        try
        {
            _writer.Close();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }

        var summary = SummaryOf.Run(_run, _writer.Totals, _last, outcome, data, times);
        _folder.Save(ResultsFolder.Summary, summary.ToJson());
        return summary;
    }

    /// <summary>Stops the writer and closes the files, written or not.</summary>
    public void Dispose()
    {
        Close();
        _writer.Dispose();
        _full.Dispose();
        _free.Dispose();
    }

    private void Close()
    {
        if (_closed)
            return;
        _closed = true;
        _full.Add(_chunk);
        _full.CompleteAdding();
        _thread.Join();
    }

    private void HandOver()
    {
        _full.Add(_chunk);
        _chunk = _free.Take();
    }

    /// <summary>After a failure chunks are still taken, so that the run does not wait for ever before it hears of it.</summary>
    private void WriteChunks()
    {
        foreach (var chunk in _full.GetConsumingEnumerable())
        {
            try
            {
                if (_failure is null)
                    _writer.Write(chunk);
            }
            catch (Exception e)
            {
                _failure = e; // thrown on the run's thread with the next chunk, or at completion
            }

            chunk.Clear();
            _free.Add(chunk);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw failure is BasisException known ? new BasisException(known.Error, known) : NotWritten(failure);
    }

    private BasisException NotWritten(Exception cause) =>
        new(new BasisError("RST-001", $"Results could not be written: {cause.Message}", _folder.WorkPath, "Check disk space and permissions, or choose another folder with --results."), cause);

    /// <summary>Capital before and after the tick that last changed it: whoever looks may still see the tick before.</summary>
    private sealed record Subscribed(long Since, decimal Before, decimal After)
    {
        public decimal At(long tick) => tick < Since ? Before : After;
    }
}
