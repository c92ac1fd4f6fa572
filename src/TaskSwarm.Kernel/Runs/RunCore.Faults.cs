using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>The scenario's faults become pending events before the run starts.</content>
public sealed partial class RunCore
{
    private void PlanFaults()
    {
        for (int i = 0; i < Simulation.Faults.Count; i++)
        {
            switch (Simulation.Faults[i])
            {
                case Fault.Crash crash:
                    Plan(crash.Agent, crash.At, new KernelCommand.Crash(
                        crash.Cause, crash.RepairAfter, crash.Permanent));
                    break;
                case Fault.SlowDown slow:
                    Plan(slow.Agent, slow.At, new KernelCommand.Speed(i, slow.Factor));
                    Plan(slow.Agent, slow.Until, new KernelCommand.Speed(i, null));
                    break;
                case Fault.Lie lie:
                    Plan(lie.Agent, lie.At, new KernelCommand.Bids(i, lie.Factor));
                    Plan(lie.Agent, lie.Until, new KernelCommand.Bids(i, null));
                    break;
                case Fault.Silence silence:
                    Plan(silence.Agent, silence.At, new KernelCommand.Silence(true));
                    Plan(silence.Agent, silence.Until, new KernelCommand.Silence(false));
                    break;
                case Fault.RandomCrashes rate:
                    CellAt(rate.Agent).Faults.Rate = rate;
                    break;
                default:
                    throw new InvalidOperationException(
                        $"The kernel has no rule for the fault {Simulation.Faults[i].GetType().Name}.");
            }
        }
    }

    private void Plan(AgentId agent, SimTime at, KernelCommand command)
    {
        if (at <= Simulation.End)
        {
            _regions[RegionOf(agent)].Push(
                new Envelope(at, agent, AgentId.Environment, _environmentSequence++, command));
        }
    }
}
