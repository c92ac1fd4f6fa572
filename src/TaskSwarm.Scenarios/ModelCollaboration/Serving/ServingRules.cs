using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>The terms by which models answer cases that come to some of them.</summary>
public sealed record ServingRules : CollaborationRules
{
    /// <summary>Whether the member to which a case comes gives the first opinion without asking others.</summary>
    public required bool LooksFirst { get; init; }

    /// <summary>The most opinions of a case.</summary>
    public required int Opinions { get; init; }

    /// <summary>How sure is sure enough, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What bids are made of.</summary>
    public required ServingWeights Weights { get; init; }

    /// <summary>How long a case may take; then it is decided with what is known.</summary>
    public required SimDuration Deadline { get; init; }

    /// <summary>How long an opinion may take before it is asked of somebody else.</summary>
    public required SimDuration Patience { get; init; }

    /// <summary>The most answers that a member has before it; it refuses more.</summary>
    public required int Queue { get; init; }

    /// <summary>Bytes of a case that is sent.</summary>
    public required int CaseBytes { get; init; }

    /// <summary>Joules that sending a megabyte takes.</summary>
    public required double RadioEnergy { get; init; }

    /// <summary>When others are no longer asked; null: never.</summary>
    public required DistrustRule? Distrust { get; init; }

    /// <summary>How members learn before.</summary>
    public required SgdSettings Training { get; init; }

    /// <summary>Share of the images to learn from by which members find out what they can.</summary>
    public required double HeldOut { get; init; }

    /// <inheritdoc/>
    internal override double HeldOutShare => HeldOut;

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        if (ground.Common.Traits.All(t => t.Service is not { Cases: > 0 }))
        {
            scenario.Problem(ground.Members, "no member to which cases come", "cases: { count: ... } for at least one");
            return null;
        }

        ground.Refuse(
            t => t.Poison is not null && t.Poison.Factor != 1, "members that multiply their change of the model",
            "poison: { noise: ... } or { labels: ... } with the protocol serving", "what counts is what members say");
        var plan = new ServingPlan(ground.Common, this, scenario.Allocation.ContractNet, scenario.Link, scenario.Seed);
        if (plan.TasksInAll > int.MaxValue)
        {
            scenario.Problem(
                ground.Members, string.Create(CultureInfo.InvariantCulture, $"{plan.TasksInAll} opinions of cases"),
                string.Create(CultureInfo.InvariantCulture, $"at most {int.MaxValue}"));
            return null;
        }

        IAwardRule rule = scenario.AwardRule;
        return scenario.Assemble(
        [
            .. ground.Names.Select(
                (name, number) => new AgentBlueprint(name, () => new ServingMember(plan, rule, number))),
        ]) with
        { CreateReaders = () => [new ServingLog()] };
    }
}
