using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

/// <summary>A kind that has groups of members and shows which models they get.</summary>
internal sealed class GroupsKind : IScenarioKind
{
    private static readonly Field<IReadOnlyList<MemberGroup>> Members = Field.Required(
        "members", "the groups", Shape.List(MemberGroup.Shaped, 1, 10));

    /// <summary>Of each group of the scenario that was loaded last.</summary>
    public IReadOnlyList<OnnxModel?> Models { get; private set; } = [];

    public string Name => "groups";

    public string Description => "groups of members and their models";

    public string DefaultStrategy => "contract-net";

    public IReadOnlyList<Field> Sections => [Members];

    public string Template => "";

    public string? Objection(StrategyInfo strategy) =>
        strategy.Name == DefaultStrategy ? null : "groups only show their models";

    public Simulation? Build(ScenarioReading scenario)
    {
        Models =
        [
            .. PretrainedModels.Open(scenario, scenario.Get(Members), DataSets.Open(DataSets.Subset).Training)!
                .Select(traits => traits.Onnx),
        ];
        return scenario.Assemble([]);
    }
}
