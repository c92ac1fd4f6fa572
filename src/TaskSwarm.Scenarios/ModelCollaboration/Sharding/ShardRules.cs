using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>The terms of training on shards of which none is bound to a member: a contract net (Smith 1980) says in
/// every round who trains on which.</summary>
/// <param name="Shards">Into how many shards the images of each member are cut.</param>
/// <param name="Rounds">The most rounds.</param>
/// <param name="Target">Accuracy at which it is over, 0 to 1.</param>
/// <param name="Training">How a member trains on a shard.</param>
/// <param name="ServerSpeed">Floating-point operations that the server does in a second.</param>
internal sealed record ShardRules(
    Located<long> Shards, int Rounds, double Target, SgdSettings Training, double ServerSpeed) : CollaborationRules
{
    /// <inheritdoc/>
    internal override IReadOnlyList<string> Assistants { get; } = ["server"];

    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        ground.RequireOneShape("shard-training");
        ground.RequireLearners("shard-training");
        int fewest = ground.Common.Shards.Min(images => images.Length);
        if (Shards.Value > fewest)
        {
            scenario.Problem(Shards.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{Shards.Value} shards of {fewest} images"),
                "at most as many shards as a member has images"));
            return null;
        }

        IAwardRule rule = scenario.AwardRule;
        var plan = new ShardPlan(ground.Common, this, scenario);
        return scenario.Assemble(
        [
            .. ground.Names.Select((name, number) => new AgentBlueprint(name, () => new ShardTrainer(plan, number))),
            new AgentBlueprint(Assistants[0], () => new ShardServer(plan, rule)),
        ]) with
        { CreateReaders = () => [new ShardLog()] };
    }
}
