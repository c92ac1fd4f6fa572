using System.Buffers.Binary;
using Akka.Actor;
using Akka.Serialization;
using TaskSwarm.Cluster.Placement;

namespace TaskSwarm.Cluster.Messages;

/// <summary>
/// Parcels as bytes: id (8), index (4), count (4), little endian, then the piece. Calls of seats: the region (4).
/// </summary>
internal sealed class ParcelSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const string ParcelManifest = "parcel-1";
    public const string SeatManifest = "seat-1";

    private const int Head = 16;

    public override int Identifier => 174_002;

    public override string Manifest(object o) => o switch
    {
        Parcel => ParcelManifest,
        SeatCall => SeatManifest,
        _ => throw Unknown(o.GetType().Name),
    };

    public override byte[] ToBinary(object obj)
    {
        if (obj is SeatCall call)
        {
            byte[] number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(number, call.Region);
            return number;
        }

        if (obj is not Parcel parcel)
        {
            throw Unknown(obj.GetType().Name);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(Head + parcel.Bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, parcel.Id);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), parcel.Index);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), parcel.Count);
        parcel.Bytes.Span.CopyTo(bytes.AsSpan(Head));
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest == SeatManifest && bytes.Length == sizeof(int))
        {
            return new SeatCall(BinaryPrimitives.ReadInt32LittleEndian(bytes));
        }

        if (manifest != ParcelManifest || bytes.Length < Head)
        {
            throw Unknown(manifest);
        }

        int index = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        int count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        return count is >= 1 and <= Parcel.MostPieces && (uint)index < (uint)count
            && bytes.Length - Head <= Parcel.MostBytes
            ? new Parcel(BinaryPrimitives.ReadInt64LittleEndian(bytes), index, count, bytes.AsMemory(Head))
            : throw Unknown("a parcel with impossible numbers");
    }

    private static ArgumentException Unknown(string what) => new($"Nodes do not know '{what}'.");
}
