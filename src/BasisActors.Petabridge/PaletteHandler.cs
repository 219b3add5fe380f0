using Akka.Actor;
using BasisActors.Host.Inspection;
using Petabridge.Cmd.Host;

namespace BasisActors.Petabridge;

/// <summary>Gives each connection an actor of its own.</summary>
internal sealed class PaletteHandler(RemoteHost host) : CommandPaletteHandler(PaletteMap.Palette)
{
    public override Props HandlerProps { get; } = Props.Create(() => new PaletteActor(host));
}
