using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of agreeing on parameters step by step.</summary>
/// <param name="Graph">Who exchanges models with whom.</param>
/// <param name="Step">How far a model moves towards its neighbours in a step, a.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="Every">Simulated time between them.</param>
/// <param name="Trim">How many extremes of each number do not count, above and below.</param>
/// <param name="Heal">Steps without a word of a neighbour after which its neighbours take its place; 0: never.</param>
/// <param name="Training">How members learn before.</param>
internal sealed record ConsensusRules(
    Located<GraphSection> Graph, Located<double> Step, int Steps, Located<SimDuration> Every, int Trim,
    int Heal, SgdSettings Training)
    : CollaborationRules
{
    /// <inheritdoc/>
    internal override Simulation? Build(CollaborationGround ground)
    {
        ScenarioReading scenario = ground.Scenario;
        if (ground.MakeGraph(Graph) is not { } graph)
        {
            return null;
        }

        double limit = ground.Names.Count < 2 ? double.PositiveInfinity : new ConsensusTheory(graph).StepLimit;
        if (Step.Value >= limit)
        {
            scenario.Problem(Step.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{Step.Value}"),
                string.Create(CultureInfo.InvariantCulture, $"less than 2 / largest eigenvalue = {limit:0.####}"),
                "with more the models never agree"));
        }

        if (Every.Value <= scenario.TalkTime)
        {
            scenario.Problem(Every.Problem(
                Every.Value.ToString(), $"more than the network's delay of up to {scenario.TalkTime}",
                "models that come after a step do not count in it"));
        }

        ground.RequireOneShape("consensus");
        ground.RequireLearners("consensus");
        ground.RequireOwnImages();
        var plan = new ConsensusPlan(ground.Common, this, graph, scenario.Seed);
        return scenario.Assemble(
        [
            .. ground.Names.Select((name, number) => new AgentBlueprint(name, () => new ConsensusMember(plan, number))),
        ]) with
        { CreateReaders = () => [new ConsensusLog(plan)] };
    }
}
