using Akka.Actor;
using BasisActors.Actors.Health;

namespace BasisActors.Host.Alerts;

/// <summary>Hears of the health of the live runs of its actor system.</summary>
internal sealed class HealthWatchActor : ReceiveActor
{
    public HealthWatchActor(Action<RunHealthChanged> changed) => Receive<RunHealthChanged>(changed);

    public static Props Props(Action<RunHealthChanged> changed) => Akka.Actor.Props.Create(() => new HealthWatchActor(changed));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(RunHealthChanged));
}
