namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>The actors that are alive, read from the system itself.</summary>
internal static class LiveTree
{
    /// <summary>All actors below an actor, depth first.</summary>
    public static IEnumerable<ActorRefWithCell> Below(ActorRefWithCell actor) =>
        actor.Children.OfType<ActorRefWithCell>().SelectMany(child => Below(child).Prepend(child));

    public static IEnumerable<ActorRefWithCell> UserActors(ActorSystem system) => Below((ActorRefWithCell)((ExtendedActorSystem)system).Guardian);

    public static string DispatcherOf(ActorRefWithCell actor) => ((ActorCell)actor.Underlying).Dispatcher.Id;
}
