using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew;

namespace TaskSwarm.Scenarios.Workflow.Runs;

/// <summary>Work on a unit, done or lost.</summary>
/// <param name="Task">The task's place in the plan.</param>
/// <param name="Part">The part from 1; 0 for a task that was not split.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended, or was lost.</param>
/// <param name="IsLost">Whether it came to nothing.</param>
internal readonly record struct UnitWork(int Task, int Part, int Unit, SimTime Start, SimTime End, bool IsLost)
{
    public void Capture(StateWriter writer)
    {
        writer.Write(Task);
        writer.Write(Part);
        writer.Write(Unit);
        writer.Write(Start);
        writer.Write(End);
        writer.Write(IsLost);
    }

    public static UnitWork Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadTime(), reader.ReadTime(),
        reader.ReadBoolean());
}

/// <summary>
/// Tells which cores work was on. Units do not say, so it takes the lowest that are free; since no unit has more in use
/// than it has, there are always enough.
/// </summary>
internal sealed class CoreUse
{
    private readonly AllocationProblem _whole;
    private readonly int[] _first;

    /// <param name="plan">The scenario.</param>
    public CoreUse(CrewPlan plan)
    {
        _whole = plan.Whole;
        _first = new int[_whole.Agents.Count + 1];
        for (int unit = 1; unit < _first.Length; unit++)
        {
            _first[unit] = _first[unit - 1] + _whole.Agents[unit - 1].Slots;
        }
    }

    /// <summary>How many cores there are in all; they are numbered unit by unit.</summary>
    public int Cores => _first[^1];

    /// <summary>The number of a unit's first core.</summary>
    public int FirstOf(int unit) => _first[unit];

    /// <summary>The cores of each piece of work, in the order in which they began.</summary>
    public IEnumerable<(UnitWork Work, IReadOnlyList<int> Cores)> Assign(IEnumerable<UnitWork> all)
    {
        long[] freeFrom = new long[Cores];
        foreach (UnitWork work in all.OrderBy(w => w.Start).ThenBy(w => w.End).ThenBy(w => w.Task).ThenBy(w => w.Part))
        {
            var cores = new List<int>();
            int wanted = _whole.Tasks[work.Task].Slots;
            for (int core = _first[work.Unit]; core < _first[work.Unit + 1] && cores.Count < wanted; core++)
            {
                if (freeFrom[core] <= work.Start.Micros)
                {
                    freeFrom[core] = work.End.Micros;
                    cores.Add(core);
                }
            }

            yield return (work, cores);
        }
    }
}
