using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace BasisActors.Host.Backtests;

/// <summary>
/// In the place of Akka's JSON for everything that no serializer of ours takes: messages stay in the process, and an event that is about to be stored as a document
/// with type names in it is an error.
/// </summary>
public sealed class NoSerializer : Serializer
{
    /// <summary>As Akka makes it: with the settings of the serializer that stood here, of which none is used.</summary>
    public NoSerializer(ExtendedActorSystem system, Config _)
        : base(system)
    {
    }

    public override int Identifier => 7001;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw Refused(obj.GetType());

    public override object FromBinary(byte[] bytes, Type type) => throw Refused(type);

    private static NotSupportedException Refused(Type type) => new($"{type} has no serializer; messages do not leave the process, and events have a serializer of their own.");
}
