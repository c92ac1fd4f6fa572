using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Takes an epoch apart.</summary>
internal static class EpochReading
{
    private static readonly WindowCodec Codec = new(RunRecords.Catalog);

    /// <summary>The bytes of each window of an epoch, in order.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Slices(EpochBlock block)
    {
        var reader = new StateReader(block.Payload);
        while (!reader.AtEnd)
        {
            yield return reader.ReadSlice();
        }
    }

    /// <summary>The number and the bounds of a window.</summary>
    public static Window HeadOf(ReadOnlyMemory<byte> window) => WindowCodec.ReadHead(new StateReader(window));

    /// <summary>A window.</summary>
    public static StoredWindow Read(ReadOnlyMemory<byte> window) => Codec.Read(new StateReader(window));
}
