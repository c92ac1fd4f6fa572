using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>All that the agents of a federated run know beforehand.</summary>
public sealed record FederatedPlan : ModelPlan
{
    private const int FractionBits = 24;
    private const int UpdateHead = 72;

    /// <summary>Adds the terms to what all members know.</summary>
    /// <param name="common">What all members know.</param>
    /// <param name="rules">The terms.</param>
    /// <param name="talkTime">The most that a small message takes.</param>
    [SetsRequiredMembers]
    public FederatedPlan(ModelPlan common, FederatedRules rules, SimDuration talkTime)
        : base(common)
    {
        Rules = rules;
        Server = new AgentId(Members.Count);
        int edges = rules.Edges?.Value.Count ?? 0;
        Edges = [.. Enumerable.Range(0, edges).Select(e => new AgentId(Members.Count + 1 + e))];
        TalkTime = talkTime;
    }

    /// <summary>The terms.</summary>
    public FederatedRules Rules { get; }

    /// <summary>The server: the agent behind all members.</summary>
    public AgentId Server { get; }

    /// <summary>The most that a small message takes.</summary>
    public SimDuration TalkTime { get; }

    /// <summary>The servers between members and the cloud: the agents behind the server; none without edges.</summary>
    public IReadOnlyList<AgentId> Edges { get; }

    /// <summary>Numbers in sums that masks hide: of members' parameters times their images, any number of members at
    /// once.</summary>
    public FixedPoint Fixed => new(FractionBits, Math.Pow(2, 62 - FractionBits) / Members.Count, Members.Count);

    /// <summary>What a member's update takes to send, bytes.</summary>
    public int UpdateBytes => Rules.Secure is null
        ? UpdateHead + Rules.Compression.Value.BytesOf(Shape.ParameterCount)
        : UpdateHead + (sizeof(ulong) * (Shape.ParameterCount + 1));

    /// <summary>What a whole model takes to send, bytes.</summary>
    public int ModelBytes => UpdateHead + (sizeof(float) * Shape.ParameterCount);

    /// <summary>Who asks a member: the server, or the member's edge.</summary>
    public AgentId ServerOf(int member) => Edges.Count == 0 ? Server : Edges[member % Edges.Count];

    /// <summary>The members of an edge, in rising order.</summary>
    /// <param name="edge">Which edge, from 0.</param>
    public IReadOnlyList<AgentId> MembersOf(int edge) => [.. Members.Where((_, m) => m % Edges.Count == edge)];
}
