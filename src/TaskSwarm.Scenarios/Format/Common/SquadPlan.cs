using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>Turns declared squads into the kernel's and puts agents into them.</summary>
internal sealed class SquadPlan
{
    private readonly IReadOnlyList<SquadDeclaration> declared;
    private readonly Problems problems;

    public SquadPlan(IReadOnlyList<SquadDeclaration> declared, SupervisionPolicy common, Problems problems)
    {
        this.declared = declared;
        this.problems = problems;
        RefuseTwins();
        RefuseBadParents();
        var specs = declared.Select(squad => new SquadSpec(squad.Name.Value, squad.Supervision ?? common)
        {
            Parent = squad.Parent?.Value,
            OnEscalation = squad.OnEscalation ?? SupervisionPolicy.Default,
        }).ToList();
        if (!specs.Exists(squad => squad.Name == SquadSpec.DefaultName))
        {
            specs.Insert(0, new SquadSpec(SquadSpec.DefaultName, common));
        }
        Specs = specs;
    }

    /// <summary>The squads, the default one among them.</summary>
    public IReadOnlyList<SquadSpec> Specs { get; }

    /// <summary>The agents with their squads: those that the file names, else those that the kind set.</summary>
    public IReadOnlyList<AgentBlueprint> Assign(IReadOnlyList<AgentBlueprint> agents, Roster roster)
    {
        var squadOf = new string?[agents.Count];
        foreach (var squad in declared)
        {
            foreach (var id in roster.Find(squad.Members))
            {
                if (squadOf[id.Index] is { } other && other != squad.Name.Value)
                {
                    problems.Add(squad.Members[0].Problem(
                        $"{agents[id.Index].Name}, which is in squad {other} already", "agents of one squad only"));
                    break;
                }
                squadOf[id.Index] = squad.Name.Value;
            }
        }
        return [.. agents.Select((agent, index) => agent with { Squad = squadOf[index] ?? agent.Squad })];
    }

    private void RefuseTwins()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var squad in declared.Where(squad => !seen.Add(squad.Name.Value)))
        {
            problems.Add(squad.Name.Problem(
                $"\"{squad.Name.Value}\", the name of another squad", "a name of its own for every squad"));
        }
    }

    private void RefuseBadParents()
    {
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal) { [SquadSpec.DefaultName] = null };
        foreach (var squad in declared)
        {
            parents[squad.Name.Value] = squad.Parent?.Value;
        }
        foreach (var parent in declared.Select(squad => squad.Parent).OfType<Located<string>>())
        {
            if (problems.IsFull)
            {
                return;
            }
            if (!parents.ContainsKey(parent.Value))
            {
                problems.Add(parent.Problem(
                    $"\"{parent.Value}\", which is no squad", "the name of a squad",
                    Suggestion.DidYouMean(parent.Value, parents.Keys)));
            }
            else if (IsOnCircle(parent.Value, parents))
            {
                problems.Add(parent.Problem(
                    $"\"{parent.Value}\", which is above itself", "squads without a circle of parents"));
            }
        }
    }

    private static bool IsOnCircle(string squad, Dictionary<string, string?> parents)
    {
        var current = parents[squad];
        for (var steps = 0; current is not null && steps <= parents.Count; steps++)
        {
            if (current == squad)
            {
                return true;
            }
            current = parents.GetValueOrDefault(current);
        }
        return false;
    }
}
