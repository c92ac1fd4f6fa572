namespace TaskSwarm.Chaos.Networks;

/// <summary>What happens to packets now.</summary>
internal sealed record Weather
{
    /// <summary>Nothing happens to any.</summary>
    public static readonly Weather Fair = new();

    /// <summary>The places whose packets, in and out, are lost, doubled and late.</summary>
    public IReadOnlySet<int> Rough { get; init; } = new HashSet<int>();

    /// <summary>The share of packets that are lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that come twice, 0 to 1.</summary>
    public double Doubled { get; init; }

    /// <summary>How late packets are at least.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How much later some are, at random; so they overtake each other.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Places that are cut off from all others; they reach each other.</summary>
    public IReadOnlySet<int> Cut { get; init; } = new HashSet<int>();

    /// <summary>Whether those that are cut off still send, and only hear nothing.</summary>
    public bool OnlyInwards { get; init; }

    /// <summary>Whether a packet cannot pass at all.</summary>
    public bool Stops(int from, int to) =>
        Cut.Contains(from) != Cut.Contains(to) && (!OnlyInwards || Cut.Contains(to));
}
