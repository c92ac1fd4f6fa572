using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>Replaces a run's faults half-way: from now on they are those of another list.</summary>
/// <param name="old">The faults that the run was planned with.</param>
/// <param name="changed">The faults that count from now on.</param>
/// <param name="from">From when they count.</param>
/// <param name="now">The first instant that can still be changed, at or after <paramref name="from"/>.</param>
internal sealed class FaultRevision(
    IReadOnlyList<Fault> old, IReadOnlyList<Fault> changed, SimTime from, SimTime now)
{
    /// <summary>Applies it to a run that has been restored with the old faults pending.</summary>
    public void Apply(RunCore run)
    {
        var left = Enumerable.Range(0, old.Count).ToList();
        var added = new List<Fault>();
        foreach (Fault fault in changed)
        {
            if (Take(left, j => old[j] == fault) < 0)
            {
                added.Add(fault);
            }
        }

        foreach (Fault fault in added.ToArray())
        {
            int number = Take(left, j => IsOngoing(old[j]) && IsSuccessor(fault, old[j]));
            if (number >= 0)
            {
                added.Remove(fault);
                Forget(run, number);
                Change(run, fault, number);
            }
        }

        foreach (int number in left)
        {
            Forget(run, number);
            EndNow(run, number);
        }

        int next = old.Count;
        foreach (Fault fault in added)
        {
            Begin(run, fault, next++);
        }

        ReviseRates(run);
    }

    private static int Take(List<int> numbers, Predicate<int> match)
    {
        int index = numbers.FindIndex(match);
        if (index < 0)
        {
            return -1;
        }

        int number = numbers[index];
        numbers.RemoveAt(index);
        return number;
    }

    /// <summary>Whether a fault has begun and is not over.</summary>
    private bool IsOngoing(Fault fault)
    {
        IReadOnlyList<PlannedCommand> commands = PlannedCommand.Of(fault, 0);
        return commands.Count == 2 && commands[0].At < now && commands[1].At >= now;
    }

    private static bool IsSuccessor(Fault fault, Fault of) =>
        fault.GetType() == of.GetType()
        && PlannedCommand.Of(fault, 0)[0].Agent == PlannedCommand.Of(of, 0)[0].Agent
        && PlannedCommand.Of(fault, 0)[0].At == PlannedCommand.Of(of, 0)[0].At;

    private void Forget(RunCore run, int number)
    {
        foreach (PlannedCommand planned in PlannedCommand.Of(old[number], number).Where(c => c.At >= now))
        {
            bool taken = false;
            run.RemovePending(e =>
            {
                bool match = !taken && e.Sender == AgentId.Environment && e.Receiver == planned.Agent
                    && e.Time == planned.At && planned.Command.Equals(e.Payload);
                taken |= match;
                return match;
            });
        }
    }

    private void Change(RunCore run, Fault fault, int number)
    {
        IReadOnlyList<PlannedCommand> commands = PlannedCommand.Of(fault, number);
        if (fault is not Fault.Silence)
        {
            run.PlanNow(commands[0] with { At = now });
        }

        run.PlanNow(commands[1] with { At = SimTime.Max(commands[1].At, now) });
    }

    private void EndNow(RunCore run, int number)
    {
        if (IsOngoing(old[number]))
        {
            run.PlanNow(PlannedCommand.Of(old[number], number)[1] with { At = now });
        }
    }

    private void Begin(RunCore run, Fault fault, int number)
    {
        IReadOnlyList<PlannedCommand> commands = PlannedCommand.Of(fault, number);
        if (commands.Count == 0 || commands[^1].At < from)
        {
            return;
        }

        foreach (PlannedCommand planned in commands)
        {
            run.PlanNow(planned with { At = SimTime.Max(planned.At, now) });
        }
    }

    private void ReviseRates(RunCore run)
    {
        HashSet<AgentId> before = Rated(old);
        HashSet<AgentId> after = Rated(changed);
        if (!before.IsSubsetOf(after))
        {
            run.RemovePending(e => e.Payload is KernelCommand.RandomCrash && !after.Contains(e.Receiver));
        }

        foreach (AgentCell cell in run.Cells)
        {
            if (after.Contains(cell.Id) && !before.Contains(cell.Id) && cell.Status == AgentStatus.Up)
            {
                run.Push(cell.FirstRandomCrash(now, run.Simulation.Seed));
            }
        }
    }

    private static HashSet<AgentId> Rated(IEnumerable<Fault> faults) =>
        [.. faults.OfType<Fault.RandomCrashes>().Select(f => f.Agent)];
}
