using System.Collections.Immutable;
using Akka.Actor;
using BasisActors.Actors.Journal;
using BasisActors.Host.Backtests;

namespace BasisActors.Host.Live;

/// <summary>Reads the journal of a run that may be going on in another process.</summary>
public static class JournalReader
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static async Task<ImmutableArray<IJournalEvent>> ReadAsync(JournalDatabase database, string runId, CancellationToken cancellation)
    {
        await using var host = await ActorHost.StartAsync(lanes: 1, database).ConfigureAwait(false);
        return (await host.OpenJournal(runId).Ask<JournalContents>(ReadJournal.Instance, Timeout, cancellation).ConfigureAwait(false)).Events;
    }
}
