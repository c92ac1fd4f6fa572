using System.Globalization;
using System.Numerics;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>What a crew's plan says of who can do what.</summary>
internal sealed class CrewFacts(CrewPlan plan) : IScenarioFacts
{
    private readonly CrewItems _items = new(plan);

    /// <inheritdoc/>
    public IReadOnlyList<AgentId> Workers { get; } =
        [.. Enumerable.Range(0, plan.Whole.Agents.Count).Select(CrewAgents.AgentOf)];

    /// <inheritdoc/>
    public TaskId? Find(string taskName)
    {
        for (int item = 0; item < _items.Count; item++)
        {
            if (_items.NameOf(item) == taskName)
            {
                return new TaskId(item);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public string? NameOf(TaskId task) =>
        (uint)task.Number < (uint)_items.Count ? _items.NameOf(task.Number) : null;

    /// <inheritdoc/>
    public Shortfall? WhyUnable(AgentId agent, TaskId task)
    {
        int place = CrewAgents.PlaceOf(agent);
        return place < 0 || place >= plan.Whole.Agents.Count || (uint)task.Number >= (uint)_items.Count
            ? null
            : Why(plan, place, _items.TaskOf(task.Number));
    }

    /// <summary>Why an agent cannot take part in a task at all; null if it can.</summary>
    internal static Shortfall? Why(CrewPlan plan, int place, int index)
    {
        AllocationProblem whole = plan.Whole;
        if (whole.CanDo(place, index))
        {
            return null;
        }

        AllocationAgent agent = whole.Agents[place];
        AllocationTask task = whole.Tasks[index];
        ulong missing = task.Skills & ~agent.Skills;
        if (missing != 0 && (!task.IsCoalition || missing == task.Skills))
        {
            return new Shortfall(Obstacle.Skill, $"lacks the {NamesOf(plan, missing, task.IsCoalition)}");
        }

        if (!double.IsFinite(whole.Duration[place, index]))
        {
            return new Shortfall(Obstacle.Skill, "is not among those that can do it");
        }

        return agent.Slots < task.Slots
            ? new Shortfall(Obstacle.Room, string.Create(
                CultureInfo.InvariantCulture, $"has room for {agent.Slots} at once where it takes {task.Slots}"))
            : new Shortfall(Obstacle.Room, string.Create(
                CultureInfo.InvariantCulture,
                $"has a budget of {agent.Budget} where it takes {whole.Need[place, index]}"));
    }

    private static string NamesOf(CrewPlan plan, ulong bits, bool any)
    {
        string[] names =
        [
            .. Enumerable.Range(0, 64).Where(b => (bits >> b & 1) != 0)
                .Select(b => b < plan.SkillNames.Count ? plan.SkillNames[b] : $"number {b}"),
        ];
        return (BitOperations.PopCount(bits) == 1 ? "skill " : "skills ")
            + string.Join(any ? " or " : " and ", names);
    }
}
