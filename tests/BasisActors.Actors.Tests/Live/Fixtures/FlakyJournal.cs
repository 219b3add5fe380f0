using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace BasisActors.Actors.Tests.Live.Fixtures;

/// <summary>What a journal does with a write.</summary>
public enum WriteFate
{
    Written,

    /// <summary>The write fails and nothing is stored.</summary>
    Failed,

    /// <summary>The write is made and reported as failed, as when the connection is lost before the commit is answered.</summary>
    FailedThoughWritten,

    /// <summary>The event cannot be serialized.</summary>
    Rejected,
}

/// <summary>A journal in memory in which each write, once a test says so, waits to be told how it goes.</summary>
public sealed class FlakyJournal : MemoryJournal
{
    private readonly Channel<WriteFate> _fates = Channel.CreateUnbounded<WriteFate>();
    private bool _waits;

    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case WriteFate fate:
                return _fates.Writer.TryWrite(fate);
            case Wait:
                _waits = true;
                return true;
            default:
                return base.ReceivePluginInternal(message);
        }
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var fate = _waits ? await _fates.Reader.ReadAsync(cancellationToken) : WriteFate.Written;
        if (fate == WriteFate.Failed)
            throw new IOException("The database is away.");
        if (fate == WriteFate.Rejected)
            return [.. messages.Select(_ => new NotSupportedException("No serializer."))];
        var written = await base.WriteMessagesAsync(messages, cancellationToken);
        return fate == WriteFate.Written ? written : throw new IOException("The connection was closed.");
    }

    /// <summary>From here on writes wait for their <see cref="WriteFate"/>.</summary>
    public sealed class Wait;
}
