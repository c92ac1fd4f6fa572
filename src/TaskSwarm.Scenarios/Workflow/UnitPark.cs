using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>The units of a scenario, one by one, in the order of the file.</summary>
internal sealed class UnitPark
{
    private readonly ScenarioReading _scenario;
    private readonly List<string> _names = [];
    private readonly List<UnitGroup> _groups = [];
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal) { CrewAgents.DispatcherName };

    /// <param name="scenario">Where problems are reported.</param>
    public UnitPark(ScenarioReading scenario) => _scenario = scenario;

    /// <summary>How many units there are.</summary>
    public int Count => _names.Count;

    /// <summary>The group of each unit.</summary>
    public IReadOnlyList<UnitGroup> Groups => _groups;

    /// <summary>The name of each unit.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads the groups; false if problems were reported.</summary>
    public bool Fill()
    {
        IReadOnlyList<UnitGroup> groups = _scenario.Get(WorkflowKind.Units);
        if (groups.Sum(g => (long)g.Count) >= ScenarioLimits.Agents)
        {
            _scenario.Problem(WorkflowKind.Units, "too many units", $"fewer than {ScenarioLimits.Agents}");
            return false;
        }

        bool isSound = true;
        foreach (UnitGroup group in groups)
        {
            foreach (string name in group.Names)
            {
                if (!_known.Add(name))
                {
                    _scenario.Problem(group.Name.Problem(
                        $"two agents called \"{name}\"",
                        $"names that are unique; the dispatcher's is \"{CrewAgents.DispatcherName}\""));
                    isSound = false;
                    break;
                }

                _names.Add(name);
                _groups.Add(group);
            }
        }

        return isSound;
    }

    /// <summary>Whether every unit that some tasks name is there; reports those that are not.</summary>
    public bool Knows(IReadOnlyList<WorkDeclaration> tasks)
    {
        bool isSound = true;
        foreach (Located<string> only in tasks.SelectMany(t => t.Only ?? []))
        {
            if (!_known.Contains(only.Value) || only.Value == CrewAgents.DispatcherName)
            {
                _scenario.Problem(only.Problem(
                    $"no unit \"{only.Value}\"", "the name of a unit", Suggestion.DidYouMean(only.Value, _names)));
                isSound = false;
            }
        }

        return isSound;
    }
}
