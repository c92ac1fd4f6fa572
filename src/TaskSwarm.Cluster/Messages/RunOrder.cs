using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Cluster.Messages;

/// <summary>A run to be made by the nodes of a cluster.</summary>
/// <param name="RunId">Its id, the same in the store.</param>
/// <param name="File">The scenario's file, for messages.</param>
/// <param name="Document">The scenario as JSON, every change made.</param>
/// <param name="Companions">The texts of the files that it names.</param>
/// <param name="Store">The address of the store; null for none.</param>
/// <param name="Keep">What is kept of it; see <see cref="TaskSwarm.Store.RunKeep"/>.</param>
/// <param name="Nodes">So many nodes are waited for before it begins.</param>
/// <param name="Workers">Threads for agents on each node; 0: one for each processor.</param>
/// <param name="Regions">Parts into which the agents are cut; 0: as many as suit the nodes.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Reproduce">The command that makes the same run again.</param>
/// <param name="Restarts">Whether a run without a store begins anew when a node is lost.</param>
/// <param name="Role">Only nodes of this role carry regions; null: all do.</param>
/// <param name="HasBegun">Whether some coordinator has begun it already.</param>
/// <param name="Trace">The span that the run's spans lie within, as W3C's traceparent; null for none.</param>
public sealed record RunOrder(
    string RunId, string File, string Document, IReadOnlyDictionary<string, string> Companions, string? Store,
    int Keep, int Nodes, int Workers, int Regions, string Version, string Reproduce, bool Restarts,
    string? Role = null, bool HasBegun = false, string? Trace = null)
{
    internal void Write(StateWriter writer)
    {
        writer.Write(RunId);
        writer.Write(File);
        writer.Write(Document);
        writer.WriteMap(Companions, static (w, k) => w.Write(k), static (w, v) => w.Write(v));
        writer.Write(Store);
        writer.Write(Keep);
        writer.Write(Nodes);
        writer.Write(Workers);
        writer.Write(Regions);
        writer.Write(Version);
        writer.Write(Reproduce);
        writer.Write(Restarts);
        writer.Write(Role);
        writer.Write(HasBegun);
        writer.Write(Trace);
    }

    internal static RunOrder Read(StateReader reader) => new(
        reader.ReadString()!, reader.ReadString()!, reader.ReadString()!, ReadTexts(reader), reader.ReadString(),
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString()!,
        reader.ReadString()!, reader.ReadBoolean(), reader.ReadString(), reader.ReadBoolean(), reader.ReadString());

    private static SortedDictionary<string, string> ReadTexts(StateReader reader)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        reader.ReadMap(texts, static r => r.ReadString()!, static r => r.ReadString()!);
        return texts;
    }
}
