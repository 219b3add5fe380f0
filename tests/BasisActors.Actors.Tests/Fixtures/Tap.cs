namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>One message on its way.</summary>
internal sealed record Step(string To, object Message)
{
    public override string ToString() => $"{Message.GetType().Name} → {To}";
}

/// <summary>Stands before an actor, writes down what it is told, and passes it on as often as it is told to: 0 loses it, 2 repeats it.</summary>
internal sealed class Tap(string name, IActorRef actor, List<Step> log, Func<object, int> copies) : MinimalActorRef
{
    public override ActorPath Path => actor.Path;

    public override IActorRefProvider Provider => ((IInternalActorRef)actor).Provider;

    protected override void TellInternal(object message, IActorRef sender)
    {
        log.Add(new Step(name, message));
        for (var i = copies(message); i > 0; i--)
            actor.Tell(message, sender);
    }
}
