using Akka.Actor;
using Akka.Serialization;

namespace BasisActors.Host.Live;

/// <summary>Hands journal events to the database in <see cref="JournalFormat"/>.</summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 7101;

    public override string Manifest(object o) => JournalFormat.Manifest(o);

    public override byte[] ToBinary(object obj) => JournalFormat.Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => JournalFormat.Read(bytes, manifest);
}
