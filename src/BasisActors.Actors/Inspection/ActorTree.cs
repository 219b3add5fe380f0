using System.Collections.Immutable;
using BasisActors.Actors.Lanes;

namespace BasisActors.Actors.Inspection;

/// <summary>An actor as its cell shows it from outside, without asking it anything: what there is to say of one that is busy.</summary>
/// <param name="Ref">The actor.</param>
/// <param name="Depth">0 for what stands directly below <c>/user</c>.</param>
/// <param name="Type">Its class, without the namespace.</param>
/// <param name="Dispatcher">Id of its dispatcher; null before it has begun.</param>
/// <param name="Mailbox">Messages in its mailbox. What the actors of one lane tell each other does not lie there but in the lane's queue.</param>
/// <param name="LaneWaiting">Messages in the queue of its lane; null where it runs on none.</param>
/// <param name="IsDescribed">True when it answers <see cref="Describe"/>.</param>
public sealed record ActorCellView(IActorRef Ref, int Depth, string Type, string? Dispatcher, int Mailbox, int? LaneWaiting, bool IsDescribed)
{
    /// <summary>Path without the address.</summary>
    public string Path => Ref.Path.ToStringWithoutAddress();
}

/// <summary>The actors that are alive, read from their cells.</summary>
public static class ActorTree
{
    /// <summary>All actors below <c>/user</c>, each before its children, children by name.</summary>
    public static ImmutableArray<ActorCellView> Of(ActorSystem system)
    {
        var found = ImmutableArray.CreateBuilder<ActorCellView>();
        Add(((ExtendedActorSystem)system).Guardian, -1, found);
        return found.ToImmutable();
    }

    private static void Add(IActorRef actor, int depth, ImmutableArray<ActorCellView>.Builder found)
    {
        if (actor is not ActorRefWithCell { Underlying: { } cell } alive || alive.IsTerminated)
            return;
        if (depth >= 0)
            found.Add(View(alive, cell, depth));
        foreach (var child in alive.Children.OrderBy(c => c.Path.Name, StringComparer.Ordinal))
            Add(child, depth + 1, found);
    }

    private static ActorCellView View(ActorRefWithCell actor, ICell cell, int depth)
    {
        var dispatcher = (cell as ActorCell)?.Dispatcher;
        return new ActorCellView(actor, depth, cell.Props.Type.Name, dispatcher?.Id, cell.NumberOfMessages, (dispatcher as LaneDispatcher)?.Waiting, typeof(IDescribed).IsAssignableFrom(cell.Props.Type));
    }
}
