using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog.Files;

namespace BasisActors.Host.EventLog;

/// <summary>
/// Writes the events of one backtest while it runs (S-181, S-182): the run's thread only adds them to a bounded queue, a second thread formats and writes.
/// An error of the second thread comes back at the next <see cref="Write"/> or at <see cref="Complete"/>, and stays.
/// </summary>
public sealed class BacktestEventSink : IEventSink, IDisposable
{
    private const int SmallestBuffer = 3;

    private readonly BacktestEventFiles _files;
    private readonly EventQueue _queue;
    private readonly string _directory;
    private BasisException? _disorder;
    private long _last;
    private bool _isCompleted;

    /// <param name="options">What every record says, and the run's results folder.</param>
    /// <param name="chart">The accounts that books and postings refer to.</param>
    /// <exception cref="BasisException">EVT-001 when the files cannot be made.</exception>
    public BacktestEventSink(EventSinkOptions options, ChartOfAccounts chart)
    {
        _directory = options.Directory;
        try
        {
            _files = new BacktestEventFiles(options, chart);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(exception);
        }

        _queue = new EventQueue(Math.Max(options.BufferEvents, SmallestBuffer), _files.Write);
    }

    /// <summary>Number of events taken; the order of the last one.</summary>
    public long Count => _last;

    /// <inheritdoc/>
    /// <exception cref="BasisException">EVT-001 when an earlier event could not be written; EVT-002 when an order is missing or repeated.</exception>
    public void Write(in OrderedEvent entry)
    {
        ObjectDisposedException.ThrowIf(_isCompleted, this);
        ThrowIfFailed();
        if (entry.Order != _last + 1)
        {
            var component = entry.Event.Component;
            _disorder = new BasisException("EVT-002", $"Event {entry.Order} of {component} came after event {_last}; it must be {_last + 1}.", component);
            throw _disorder;
        }

        _last = entry.Order;
        _queue.Add(entry);
    }

    /// <summary>Writes everything that is left and closes the files, of a failed run as well. A second call does nothing.</summary>
    /// <exception cref="BasisException">EVT-001 when not every event is in the files; EVT-002 when the order was broken.</exception>
    public void Complete()
    {
        if (_isCompleted)
            return;
        _isCompleted = true;
        using (_files)
        {
            _queue.Dispose();
            ThrowIfFailed();
            try
            {
                _files.Complete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw NotWritten(exception);
            }
        }
    }

    /// <summary>Stops the thread and closes the files. Without <see cref="Complete"/> the last events may be missing.</summary>
    public void Dispose()
    {
        if (_isCompleted)
            return;
        _isCompleted = true;
        _queue.Dispose();
        _files.Dispose();
    }

    private void ThrowIfFailed()
    {
        if (_queue.Failure is { } failure)
            throw NotWritten(failure);
        if (_disorder is not null)
            throw _disorder;
    }

    private BasisException NotWritten(Exception cause) => cause is BasisException known
        ? new BasisException(known.Error, known)
        : new BasisException(new BasisError("EVT-001", $"The events of the run could not be written: {cause.Message}", _directory), cause);
}
