using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>All that members which share data know beforehand.</summary>
public sealed record SharingPlan : PeerPlan
{
    private readonly IReadOnlyList<RecordSchema> _schemas;

    /// <summary>Adds the terms to what all members know.</summary>
    [SetsRequiredMembers]
    internal SharingPlan(
        ModelPlan common, SharingRules rules, InteractionGraph graph, IReadOnlyList<RecordSchema> schemas, ulong seed)
        : base(common, graph, rules.Training, seed)
    {
        _schemas = schemas;
        (PerSecond, Every, PerMessage) = (rules.PerSecond, rules.Every.Value, rules.PerMessage);
        LearnAt = rules.LearnAt is { } at ? SimTime.Zero + at.Value : null;
        Shards = [.. common.Shards.Select((shard, member) => Shuffled(shard, seed, member))];
    }

    /// <summary>Records that a member collects in a second.</summary>
    public double PerSecond { get; }

    /// <summary>How often a member tells its neighbours what it has.</summary>
    public SimDuration Every { get; }

    /// <summary>The most records in a message.</summary>
    public int PerMessage { get; }

    /// <summary>When members learn at the latest; null: when they have all.</summary>
    public SimTime? LearnAt { get; }

    /// <summary>The version of a member's schema.</summary>
    public int VersionOf(int member) => _schemas[member].Version;

    /// <summary>Bytes of a record that a member has collected.</summary>
    public int BytesOf(int origin) => _schemas[origin].BytesOf(Training.Inputs);

    /// <summary>Whether a member understands another's records.</summary>
    public bool CanRead(int reader, int origin) => _schemas[reader].CanRead(_schemas[origin]);

    /// <summary>Images lie class by class in a shard, and are not collected like that.</summary>
    private static int[] Shuffled(int[] shard, ulong seed, int member)
    {
        int[] inOrder = [.. shard];
        new RandomStream(seed, "collection", $"{member}").Shuffle(inOrder.AsSpan());
        return inOrder;
    }
}
