using System.Reflection;
using BasisActors.Actors.Attribution;
using BasisActors.Actors.Clock;
using BasisActors.Actors.Execution;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.Risk;
using BasisActors.Domain.Risk;

namespace BasisActors.Actors.Tests.Live;

/// <summary>
/// State that is restored half-way is the classic way to wrong positions. Whoever gives a component a new piece of state has to decide here: a snapshot holds it
/// (RunCells), or it is empty, of no consequence or made anew at the next tick.
/// </summary>
public sealed class SnapshotStateTests
{
    [Theory]
    [InlineData(typeof(LedgerState), "Book Block Booked Differences", "Opening IsStale Applied Unreconciled Awaited", "Held")]
    [InlineData(typeof(RiskState), "History Tick Liquidated WasStale", "Flows Last", "")]
    [InlineData(typeof(RiskHistory), "Equity PeakEquity StartEquity", "_tick _openEquity _openPeak _openStart", "")]
    [InlineData(typeof(AttributionState), "Equity ClosedAt", "Open Last", "")]
    [InlineData(typeof(LiveClockState), "Sent Completed SettledUpTo FlowsTaken Takeovers", "Overruns IsReading Due IsFinished LastBeat SilenceTold Waits", "Ending")]
    [InlineData(typeof(LiveExecutorState), "", "Open IntendedAt SettledUpTo Takeovers", "")] // the next tick brings the last two from the clock
    [InlineData(typeof(ExecutionState), "", "Assessed Plan Waiting Current Reports Done Failed HasMoved Past", "")] // idle between two ticks; the last is for who asks
    public void Every_piece_of_state_is_in_a_snapshot_or_need_not_be(Type state, string held, string madeAnew, string forbidsOne)
    {
        var fields = state.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Select(f => f.Name.StartsWith('<') ? f.Name[1..f.Name.IndexOf('>')] : f.Name);

        var known = string.Join(' ', held, madeAnew, forbidsOne).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(known.Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }
}
