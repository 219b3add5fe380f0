using BasisActors.Host.Results;

namespace BasisActors.Host.Backtests.Queued;

/// <summary>A backtest in the queue's hands.</summary>
internal sealed class BacktestEntry(QueuedBacktest backtest)
{
    private readonly CancellationTokenSource _cancellation = new();
    private QueuedBacktest _backtest = backtest;
    private ResultsRecorder? _recorder;

    public string Id { get; } = backtest.Id;

    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Knows how far the run is; null before its first tick and once it is over.</summary>
    public ResultsRecorder? Recorder
    {
        set => Volatile.Write(ref _recorder, value);
    }

    /// <summary>The backtest as it is now.</summary>
    public QueuedBacktest Now
    {
        get
        {
            var (recorder, backtest) = (Volatile.Read(ref _recorder), Volatile.Read(ref _backtest));
            if (recorder is null || backtest.IsOver)
                return backtest;
            var progress = recorder.Progress;
            return progress.At is null
                ? backtest
                : backtest with { Ticks = progress.Ticks, CurrentTick = progress.At, Equity = progress.Equity, Pnl = progress.Equity - progress.Subscribed };
        }
    }

    public void Set(QueuedBacktest backtest) => Volatile.Write(ref _backtest, backtest);

    public Task CancelAsync() => _cancellation.CancelAsync();
}
