using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>All that the agents of a fusion know beforehand.</summary>
public sealed record FusionPlan : ModelPlan
{
    /// <summary>Adds the terms to what all members know.</summary>
    /// <param name="common">What all members know.</param>
    /// <param name="rules">The terms.</param>
    /// <param name="talkTime">The most that a small message takes.</param>
    [SetsRequiredMembers]
    public FusionPlan(ModelPlan common, FusionRules rules, SimDuration talkTime)
        : base(common)
    {
        Rules = rules;
        Combiner = new AgentId(Members.Count);
        TalkTime = talkTime;
    }

    /// <summary>The terms.</summary>
    public FusionRules Rules { get; }

    /// <summary>The combiner: the agent behind all members.</summary>
    public AgentId Combiner { get; }

    /// <summary>The most that a small message takes.</summary>
    public SimDuration TalkTime { get; }
}
