using TaskSwarm.Kernel.Agents;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>Writes shares of secrets as state of an agent.</summary>
internal static class ShareCodec
{
    public static void Write(StateWriter writer, DealtShares shares)
    {
        writer.Write(shares.From);
        writer.Write(shares.To);
        Write(writer, shares.Key);
        Write(writer, shares.Self);
    }

    public static DealtShares ReadDealt(StateReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt32(), Read(reader), Read(reader));

    public static void Write(StateWriter writer, RevealedShares shares)
    {
        writer.Write(shares.By);
        writer.WriteList(shares.Keys, Write);
        writer.WriteList(shares.Selves, Write);
    }

    public static RevealedShares ReadRevealed(StateReader reader) =>
        new(reader.ReadInt32(), reader.ReadList(ReadHeld), reader.ReadList(ReadHeld));

    private static void Write(StateWriter writer, HeldShare share)
    {
        writer.Write(share.Owner);
        Write(writer, share.Share);
    }

    private static HeldShare ReadHeld(StateReader reader) => new(reader.ReadInt32(), Read(reader));

    private static void Write(StateWriter writer, SeedShare share)
    {
        writer.Write(share.Point);
        writer.Write(share.Low);
        writer.Write(share.Middle);
        writer.Write(share.High);
    }

    private static SeedShare Read(StateReader reader) =>
        new(reader.ReadInt32(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
}
