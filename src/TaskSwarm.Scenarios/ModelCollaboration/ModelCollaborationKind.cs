using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Delivery;
using TaskSwarm.Scenarios.ModelCollaboration.Fusion;
using TaskSwarm.Scenarios.ModelCollaboration.Gossip;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;
using TaskSwarm.Scenarios.ModelCollaboration.Serving;
using TaskSwarm.Scenarios.ModelCollaboration.Sharding;
using TaskSwarm.Scenarios.ModelCollaboration.Sharing;

namespace TaskSwarm.Scenarios.ModelCollaboration;

/// <summary>
/// The kind <c>model-collaboration</c>: models that learn from images of their own and combine what they have learnt.
/// </summary>
public sealed class ModelCollaborationKind : IScenarioKind
{
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
            ("federated-averaging", FederatedSection.Shaped), ("consensus", ConsensusSection.Shaped),
            ("fusion", FusionSection.Shaped), ("serving", ServingSection.Shaped),
            ("shard-training", ShardSection.Shaped), ("gossip", GossipSection.Shaped),
            ("data-sharing", SharingSection.Shaped), ("content-delivery", DeliverySection.Shaped)));

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
        CollaborationRules rules = scenario.Get(Collaboration);
        if (count > rules.MostMembers)
        {
            scenario.Problem(Members, $"{count} members", $"at most {rules.MostMembers}");
            return null;
        }

        if (!rules.LearnsFromImages)
        {
            return BuildWithoutImages(scenario, groups, count);
        }

        if (Open(scenario) is not { } data)
        {
            return null;
        }

        (LabelledImages training, LabelledImages? heldOut) =
            DataSplit.HoldOut(data.Training, rules.HeldOutShare, new RandomStream(scenario.Seed, "data", "held-out"));
        if (!CanShare(scenario, training, count))
        {
            return null;
        }

        // Only now: names of more members than there are images for would take memory for nothing.
        string[] names = [.. groups.SelectMany(g => g.Names)];
        if (PretrainedModels.Open(scenario, groups, data.Training) is not { } kinds)
        {
            return null;
        }

        MemberTraits[] traits = [.. groups.Zip(kinds).SelectMany(g => Enumerable.Repeat(g.Second, g.First.Count))];
        if (!AreDifferent(scenario, [.. names, .. rules.Assistants], rules.Assistants)
            || SplitOf(scenario, training, traits) is not { } shards)
        {
            return null;
        }

        var common = new ModelPlan
        {
            Shape = new PerceptronShape([data.Training.Inputs, .. scenario.Get(Model), data.Training.Classes]),
            Training = training,
            HeldOut = heldOut,
            Testing = data.Testing,
            Shards = shards,
            Traits = traits,
            Members = [.. Enumerable.Range(0, count).Select(i => new AgentId(i))],
        };
        return rules.Build(new CollaborationGround(scenario, Members, common, names));
    }

    private static Simulation? BuildWithoutImages(
        ScenarioReading scenario, IReadOnlyList<MemberGroup> groups, int count)
    {
        CollaborationRules rules = scenario.Get(Collaboration);
        string[] names = [.. groups.SelectMany(g => g.Names)];
        if (!AreDifferent(scenario, [.. names, .. rules.Assistants], rules.Assistants))
        {
            return null;
        }

        var blank = new LabelledImages([0], [0]);
        var common = new ModelPlan
        {
            Shape = new PerceptronShape(1, 1),
            Training = blank,
            Testing = blank,
            Shards = [],
            Traits = [.. groups.SelectMany(g => Enumerable.Repeat(g.Traits, g.Count))],
            Members = [.. Enumerable.Range(0, count).Select(i => new AgentId(i))],
        };
        return rules.Build(new CollaborationGround(scenario, Members, common, names));
    }

    private static bool AreDifferent(ScenarioReading scenario, string[] names, IReadOnlyList<string> assistants)
    {
        string[] inOrder = [.. names.Order(StringComparer.Ordinal)];
        string? twice = inOrder.Zip(inOrder.Skip(1))
            .Where(pair => pair.First == pair.Second).Select(pair => pair.First).FirstOrDefault();
        if (twice is not null)
        {
            scenario.Problem(
                Members, $"two agents called \"{twice}\"",
                assistants.Count == 0
                    ? "names that differ"
                    : $"names that differ, also from the protocol's own: {string.Join(", ", assistants)}");
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
        if (parts <= images.Count || scenario.Get(Data).IsWhole)
        {
            return true;
        }

        scenario.Problem(
            Data, $"{images.Count} images to learn from", $"at least {parts}, one for each member and shard");
        return false;
    }

    private static IReadOnlyList<int[]>? SplitOf(
        ScenarioReading scenario, LabelledImages images, MemberTraits[] traits)
    {
        var random = new RandomStream(scenario.Seed, "data", "split");
        DataSection data = scenario.Get(Data);
        IReadOnlyList<int[]>? split = data.IsWhole || traits.Any(t => t.Classes is not null)
            ? KnownSplitOf(scenario, images, traits, random)
            : data.ShardsEach is { } each
                ? DataSplit.ByClass(images, traits.Length, each, random)
                : DataSplit.Identical(images, traits.Length, random);
        return split is null
            ? null
            : [.. split.Select((part, member) => Limited(part, traits[member].Images, scenario.Seed, member))];
    }

    private static int[] Limited(int[] part, int? most, ulong seed, int member)
    {
        if (most is not { } count || count >= part.Length)
        {
            return part;
        }

        int[] shuffled = [.. part];
        string purpose = string.Create(CultureInfo.InvariantCulture, $"images of {member}");
        new RandomStream(seed, "data", purpose).Shuffle(shuffled.AsSpan());
        return shuffled[..count];
    }

    /// <summary>Members get images of the classes that they name.</summary>
    private static IReadOnlyList<int[]>? KnownSplitOf(
        ScenarioReading scenario, LabelledImages images, MemberTraits[] traits, RandomStream random)
    {
        DataSection data = scenario.Get(Data);
        if (data.ShardsEach is not null)
        {
            scenario.Problem(
                Data, "split: by-class", "split: identical or whole where members name the classes that they learn",
                "members get images of the classes that they name, in equal parts or all of them");
            return null;
        }

        IReadOnlyList<int>[] known =
            [.. traits.Select(t => t.Classes ?? [.. Enumerable.Range(0, images.Classes)])];
        if (known.SelectMany(k => k).Where(k => k >= images.Classes).ToArray() is [int unknown, ..])
        {
            scenario.Problem(Members, $"class {unknown}", $"classes from 0 to {images.Classes - 1}");
            return null;
        }

        IReadOnlyList<int[]> split = data.IsWhole
            ? DataSplit.OfClasses(images, known)
            : DataSplit.ByKnownClasses(images, known, random);
        if (split.Any(part => part.Length == 0))
        {
            scenario.Problem(
                Members, "more members than images of the classes that they name", "at least one image for each");
            return null;
        }

        return split;
    }
}
