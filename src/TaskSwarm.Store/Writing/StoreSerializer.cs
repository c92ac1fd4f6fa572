using Akka.Actor;
using Akka.Serialization;

namespace TaskSwarm.Store.Writing;

/// <summary>Frames are bytes already; the manifest says which layout they have.</summary>
internal sealed class StoreSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 174_001;
    public const string EpochManifest = "epoch-1";
    public const string SnapshotManifest = "snapshot-1";

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        StoredEpoch => EpochManifest,
        StoredSnapshot => SnapshotManifest,
        _ => throw Unknown(o.GetType().Name),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        StoredEpoch epoch => epoch.Frame.ToArray(),
        StoredSnapshot snapshot => snapshot.Frame.ToArray(),
        _ => throw Unknown(obj.GetType().Name),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        EpochManifest => new StoredEpoch(bytes),
        SnapshotManifest => new StoredSnapshot(bytes),
        _ => throw Unknown(manifest),
    };

    private static ArgumentException Unknown(string what) => new($"The store does not know '{what}'.");
}
