namespace BasisActors.Host.EventLog;

/// <summary>What every record of a run says, and where the files are.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="Mode">Its mode, for example <c>btc_basis</c>.</param>
/// <param name="ExecutionMode"><c>backtest</c> or <c>live</c>.</param>
/// <param name="Directory">A backtest's results folder; in live the folder of the event files themselves.</param>
public sealed record EventSinkOptions(string RunId, string Mode, string ExecutionMode, string Directory)
{
    /// <summary>Events that a backtest holds in memory before they are in a file; at the limit the run waits for the disk.</summary>
    public int BufferEvents { get; init; } = 10_000;
}
