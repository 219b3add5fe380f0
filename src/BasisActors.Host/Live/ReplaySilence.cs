using BasisActors.Actors.Events;
using BasisActors.Actors.Journal;

namespace BasisActors.Host.Live;

/// <summary>Keeps events out of the files while a journal is replayed: they were written when they happened.</summary>
public sealed class ReplaySilence(IEventSink files, JournalReplay replay) : IEventSink
{
    public void Write(in OrderedEvent entry)
    {
        if (!replay.IsBehind)
            files.Write(entry);
    }
}
