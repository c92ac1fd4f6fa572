using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Scenarios.Assignments.Sections;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments;

/// <summary>Makes tables over agents and tasks of what tasks declare, and checks that lists are as long as there are
/// agents.</summary>
internal sealed class AssignmentTables(
    ScenarioReading scenario, IReadOnlyList<AgentDeclaration> agents, IReadOnlyList<TaskDeclaration> tasks)
{
    /// <summary>Whole microseconds; infinite where a task is not for an agent.</summary>
    public PairTable Durations()
    {
        foreach (var task in tasks)
        {
            CheckLength(task.Duration);
            CheckNames(task);
        }

        return PairTable.Of(agents.Count, tasks.Count, (a, t) => IsFor(a, tasks[t])
            ? At(tasks[t].Duration.Value, a).Micros
            : double.PositiveInfinity);
    }

    /// <summary>What tasks take of budgets.</summary>
    public PairTable Needs()
    {
        foreach (var task in tasks)
        {
            CheckLength(task.Need);
        }

        return PairTable.Of(agents.Count, tasks.Count, (a, t) => At(tasks[t].Need.Value, a));
    }

    /// <summary>Costs or profits as they are written.</summary>
    public PairTable Costs()
    {
        foreach (var task in tasks)
        {
            if (task.Cost is { } cost)
            {
                CheckLength(cost);
            }
        }

        return PairTable.Of(agents.Count, tasks.Count, (a, t) => tasks[t].Cost is { } cost ? At(cost.Value, a) : 0);
    }

    private static bool IsOnly(TaskDeclaration task, string agent) =>
        task.Only!.Any(o => string.Equals(o.Value, agent, StringComparison.Ordinal));

    // A list of a wrong length has been reported; what stands in for it is never run.
    private static T At<T>(IReadOnlyList<T> values, int agent) =>
        values.Count == 1 ? values[0] : values[Math.Min(agent, values.Count - 1)];

    private bool IsFor(int agent, TaskDeclaration task) =>
        task.Only is null || IsOnly(task, agents[agent].Name.Value);

    private void CheckLength<T>(Located<IReadOnlyList<T>> values)
    {
        if (values.Value.Count != 1 && values.Value.Count != agents.Count)
        {
            scenario.Problem(values.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{values.Value.Count} values"),
                string.Create(
                    CultureInfo.InvariantCulture, $"one value, or {agents.Count}, one for each agent in their order")));
        }
    }

    private void CheckNames(TaskDeclaration task)
    {
        foreach (var name in task.Only ?? [])
        {
            if (!agents.Any(a => a.Name.Value == name.Value))
            {
                scenario.Problem(name.Problem(
                    $"no agent \"{name.Value}\"", "the name of an agent",
                    Suggestion.DidYouMean(name.Value, agents.Select(a => a.Name.Value))));
            }
        }
    }
}
