using System.Security.Cryptography;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Runs;

/// <summary>How a run's regions are shared out among nodes.</summary>
internal static class Division
{
    /// <summary>A number that no other division has.</summary>
    public static long NewNumber() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    /// <summary>Shares blocks of neighbouring regions out evenly; the coordinator's node is the first.</summary>
    /// <param name="nodes">Who can carry regions.</param>
    /// <param name="me">The coordinator's node; if it is none of them, its share is empty.</param>
    /// <param name="regions">How many regions there are, at least 1.</param>
    public static IReadOnlyList<Share> Of(IReadOnlyList<string> nodes, string me, int regions)
    {
        bool carries = nodes.Count == 0 || nodes.Contains(me);
        string[] carriers = [.. carries ? [me] : Array.Empty<string>(), .. nodes.Where(n => n != me)];
        int count = Math.Min(carriers.Length, regions);
        IEnumerable<Share> shares = carriers.Take(count).Select((node, i) => new Share(
            node, [.. Enumerable.Range(0, regions).Where(r => (int)((long)r * count / regions) == i)]));
        return [.. carries ? [] : new[] { new Share(me, []) }, .. shares];
    }
}
