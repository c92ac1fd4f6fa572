using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration;

/// <summary>
/// The kind <c>model-collaboration</c>: models that learn from images of their own and combine what they have learnt.
/// </summary>
public sealed class ModelCollaborationKind : IScenarioKind
{
    private const string ServerName = "server";

    private static readonly Field<DataSection> Data = Field.WithDefault(
        "data", "what is learnt from", DataSection.Shaped, or: "{}");

    private static readonly Field<IReadOnlyList<int>> Model = Field.WithDefault(
        "model", "the model that all have, a multilayer perceptron", ModelSection.Shaped, or: "{}");

    private static readonly Field<IReadOnlyList<MemberGroup>> Members = Field.Required(
        "members", "groups of members that are alike", Shape.List(MemberGroup.Shaped, 1, 1000));

    private static readonly Field<CollaborationRules> Collaboration = Field.Required(
        "collaboration", "how they combine what they have learnt",
        Shape.Tagged(
            "a collaboration", "protocol", "which protocol",
            ("federated-averaging", FederatedSection.Shaped), ("consensus", ConsensusSection.Shaped)));

    /// <inheritdoc/>
    public string Name => "model-collaboration";

    /// <inheritdoc/>
    public string Description => "models that learn from data of their own and combine what they know";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections { get; } = [Data, Model, Members, Collaboration];

    /// <inheritdoc/>
    public string Template => """
        taskswarm: 1
        kind: model-collaboration
        name: my-collaboration
        description: Twenty phones learn to read digits, and no image leaves its phone.
        seed: 1
        duration: 10h
        network: { latency: 20ms, bandwidth: 100Mbit/s }
        data:
          source: mnist-2000      # built in; mnist after: taskswarm data get mnist
          split: identical        # or by-class: most members then know two digits only
        model: { hidden: [50] }
        members:
          - { name: phone, count: 18, speed: 5 }            # billions of operations a second
          - { name: tablet, count: 2, speed: 1, dropOut: 10% }
        collaboration:
          protocol: federated-averaging
          rounds: 30
          share: 30%
          rate: 0.1
          target: 85%
        """;

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Name == DefaultStrategy
            ? null
            : $"{strategy.Name} allocates tasks; members of a collaboration are drawn or agree among themselves";
    }

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        IReadOnlyList<MemberGroup> groups = scenario.Get(Members);
        int count = groups.Sum(g => g.Count);
        if (Open(scenario) is not { } data || !CanShare(scenario, data.Training, count))
        {
            return null;
        }

        // Only now: names of more members than there are images for would take memory for nothing.
        string[] names = [.. groups.SelectMany(g => g.Names), ServerName];
        if (!AreDifferent(scenario, names))
        {
            return null;
        }

        var common = new ModelPlan
        {
            Shape = new PerceptronShape([data.Training.Inputs, .. scenario.Get(Model), data.Training.Classes]),
            Training = data.Training,
            Testing = data.Testing,
            Shards = SplitOf(scenario, data.Training, count),
            Traits = [.. groups.SelectMany(g => Enumerable.Repeat(g.Traits, g.Count))],
            Members = [.. Enumerable.Range(0, count).Select(i => new AgentId(i))],
        };
        return scenario.Get(Collaboration) switch
        {
            ConsensusRules rules => Consensus(scenario, common, rules, names[..count]),
            var rules => Federated(
                scenario, new FederatedPlan(common, (FederatedRules)rules, scenario.TalkTime), names),
        };
    }

    private static Simulation Federated(ScenarioReading scenario, FederatedPlan plan, string[] names) =>
        scenario.Assemble(
        [
            .. names[..^1].Select(
                (name, number) => new AgentBlueprint(name, () => new LearningMember(plan, number))),
            new AgentBlueprint(names[^1], () => new AveragingServer(plan)),
        ]) with
        { CreateReaders = () => [new LearningLog(plan)] };

    private static Simulation? Consensus(
        ScenarioReading scenario, ModelPlan common, ConsensusRules rules, string[] names)
    {
        (InteractionGraph? graph, string? expected) = rules.Graph.Value.Make(names.Length, "members");
        if (graph is null)
        {
            scenario.Problem(rules.Graph.Problem($"a graph over {names.Length} members", expected!));
            return null;
        }

        double limit = names.Length < 2 ? double.PositiveInfinity : new ConsensusTheory(graph).StepLimit;
        if (rules.Step.Value >= limit)
        {
            scenario.Problem(rules.Step.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{rules.Step.Value}"),
                string.Create(CultureInfo.InvariantCulture, $"less than 2 / largest eigenvalue = {limit:0.####}"),
                "with more the models never agree"));
        }

        if (rules.Every.Value <= scenario.TalkTime)
        {
            scenario.Problem(rules.Every.Problem(
                rules.Every.Value.ToString(), $"more than the network's delay of up to {scenario.TalkTime}",
                "models that come after a step do not count in it"));
        }

        if (common.Traits.Any(t => t.DropOut > 0 || t.Stragglers is not null || t.Poison is not null))
        {
            scenario.Problem(
                Members, "members that drop out, straggle or lie", "none of that with the protocol consensus",
                "members step at fixed instants; crash them by faults, or lose their messages by network.loss");
        }

        var plan = new ConsensusPlan(common, rules, graph, scenario.Seed);
        return scenario.Assemble(
        [
            .. names.Select((name, number) => new AgentBlueprint(name, () => new ConsensusMember(plan, number))),
        ]) with
        { CreateReaders = () => [new ConsensusLog(plan)] };
    }

    private static bool AreDifferent(ScenarioReading scenario, string[] names)
    {
        string[] inOrder = [.. names.Order(StringComparer.Ordinal)];
        string? twice = inOrder.Zip(inOrder.Skip(1))
            .Where(pair => pair.First == pair.Second).Select(pair => pair.First).FirstOrDefault();
        if (twice is not null)
        {
            scenario.Problem(
                Members, $"two agents called \"{twice}\"",
                $"names that differ; the server is called \"{ServerName}\"");
        }

        return twice is null;
    }

    private static DataSet? Open(ScenarioReading scenario)
    {
        Located<string> source = scenario.Get(Data).Source;
        try
        {
            return DataSets.Open(source.Value);
        }
        catch (InvalidDataException error)
        {
            scenario.Problem(source.Problem(
                $"\"{source.Value}\", but {error.Message}",
                $"a data set that is there: taskswarm data get {source.Value}",
                $"or {DataSets.Subset}, which is built in"));
            return null;
        }
    }

    private static bool CanShare(ScenarioReading scenario, LabelledImages images, int members)
    {
        long parts = (long)members * (scenario.Get(Data).ShardsEach ?? 1);
        if (parts <= images.Count)
        {
            return true;
        }

        scenario.Problem(
            Data, $"{images.Count} images to learn from", $"at least {parts}, one for each member and shard");
        return false;
    }

    private static IReadOnlyList<int[]> SplitOf(ScenarioReading scenario, LabelledImages images, int members)
    {
        var random = new RandomStream(scenario.Seed, "data", "split");
        return scenario.Get(Data).ShardsEach is { } shards
            ? DataSplit.ByClass(images, members, shards, random)
            : DataSplit.Identical(images, members, random);
    }
}
