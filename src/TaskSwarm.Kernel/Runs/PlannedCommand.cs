using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>What the kernel will tell an agent because of a fault of the scenario.</summary>
/// <param name="Agent">Whom.</param>
/// <param name="At">When.</param>
/// <param name="Command">What.</param>
/// <param name="Ends">Whether it ends what an earlier command began.</param>
internal readonly record struct PlannedCommand(AgentId Agent, SimTime At, KernelCommand Command, bool Ends)
{
    /// <summary>The commands of a fault, in order; none for failures that are drawn as the run goes.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="number">Its number, by which what it began is ended.</param>
    public static IReadOnlyList<PlannedCommand> Of(Fault fault, int number) => fault switch
    {
        Fault.Crash crash =>
        [
            new(crash.Agent, crash.At, new KernelCommand.Crash(crash.Cause, crash.RepairAfter, crash.Permanent), false),
        ],
        Fault.SlowDown slow =>
        [
            new(slow.Agent, slow.At, new KernelCommand.Speed(number, slow.Factor), false),
            new(slow.Agent, slow.Until, new KernelCommand.Speed(number, null), true),
        ],
        Fault.Lie lie =>
        [
            new(lie.Agent, lie.At, new KernelCommand.Bids(number, lie.Factor), false),
            new(lie.Agent, lie.Until, new KernelCommand.Bids(number, null), true),
        ],
        Fault.Silence silence =>
        [
            new(silence.Agent, silence.At, new KernelCommand.Silence(true), false),
            new(silence.Agent, silence.Until, new KernelCommand.Silence(false), true),
        ],
        Fault.RandomCrashes => [],
        _ => throw new InvalidOperationException($"The kernel has no rule for the fault {fault.GetType().Name}."),
    };
}
