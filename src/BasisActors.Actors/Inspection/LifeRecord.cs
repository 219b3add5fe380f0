using BasisActors.Domain.Errors;

namespace BasisActors.Actors.Inspection;

/// <summary>
/// What an actor that is no component of a run knows of its own life. It is made with the actor's props and not with the actor, so that it outlasts restarts.
/// </summary>
public sealed class LifeRecord
{
    private Type? _lastMessage;
    private long _updates;

    /// <summary>Times it was restarted.</summary>
    public int Restarts { get; private set; }

    /// <summary>The last error; null when there was none.</summary>
    public BasisError? LastError { get; private set; }

    /// <summary>Takes note of a message that is about to be handled.</summary>
    /// <returns>True when it was a question and needs no handling.</returns>
    /// <exception cref="BasisException">INS-002 when the message is <see cref="Crash"/>.</exception>
    public bool Meets(object message, IActorContext context, Func<ActorDescription> describe)
    {
        if (message is Describe)
        {
            context.Sender.Tell(describe() with
            {
                Path = context.Self.Path.ToStringWithoutAddress(),
                Restarts = Restarts,
                RestartedFor = LastError?.Message,
                LastMessage = _lastMessage?.Name,
                LastError = LastError,
                Updates = _updates,
            });
            return true;
        }

        _lastMessage = message.GetType();
        _updates++;
        return message is Crash crash ? throw crash.At(context.Self.Path.ToStringWithoutAddress()) : false;
    }

    /// <summary>The actor was restarted, or another one took its place.</summary>
    public BasisError Restarted(string actor, Exception cause)
    {
        Restarts++;
        return LastError = cause is BasisException known ? known.Error : new BasisError("EDS-001", $"{cause.GetType().Name}: {cause.Message}", actor);
    }
}
