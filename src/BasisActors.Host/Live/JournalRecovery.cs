using System.Collections.Immutable;
using BasisActors.Actors.Journal;

namespace BasisActors.Host.Live;

/// <summary>Where a run that is taken up goes on: from a snapshot and what was stored after it, or from the whole journal.</summary>
/// <param name="Snapshot">The snapshot; null when all is replayed.</param>
/// <param name="Events">What is to be replayed, oldest first.</param>
/// <param name="Stored">Events that the journal holds.</param>
public sealed record JournalRecovery(RunSnapshot? Snapshot, ImmutableArray<IJournalEvent> Events, long Stored)
{
    /// <summary>Reads as little of a journal as its snapshot allows. A snapshot that does not belong to the journal, or cannot be used, is left aside and said.</summary>
    /// <param name="database">The journal.</param>
    /// <param name="runId">Name of the run.</param>
    /// <param name="file">Its snapshot.</param>
    /// <param name="warn">Told why a snapshot is left aside.</param>
    /// <param name="cancellation">Ends the read.</param>
    public static async Task<JournalRecovery> ReadAsync(JournalDatabase database, string runId, SnapshotFile file, Action<string> warn, CancellationToken cancellation)
    {
        var snapshot = file.Read(out var refusal);
        if (snapshot is not null)
        {
            var first = await JournalReader.ReadAsync(database, runId, cancellation, 1, 1).ConfigureAwait(false);
            var after = await JournalReader.ReadAsync(database, runId, cancellation, snapshot.Events).ConfigureAwait(false);
            if (IsSame(first, snapshot.Opened) && IsSame(after, snapshot.Closed) && after.Skip(1).Any(e => e is TickClosed))
                return new JournalRecovery(snapshot, after[1..], snapshot.Events + after.Length - 1);
            refusal = "it is of another journal";
        }

        if (refusal is not null)
            warn($"The snapshot of {runId} is left aside: {refusal}. The whole journal is replayed.");
        var events = await JournalReader.ReadAsync(database, runId, cancellation).ConfigureAwait(false);
        return new JournalRecovery(null, events, events.Length);
    }

    private static bool IsSame(ImmutableArray<IJournalEvent> stored, IJournalEvent expected) =>
        !stored.IsEmpty && stored[0].GetType() == expected.GetType() && JournalFormat.Write(stored[0]).AsSpan().SequenceEqual(JournalFormat.Write(expected));
}
