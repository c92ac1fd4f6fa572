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
            foreach (PlannedCommand planned in PlannedCommand.Of(Simulation.Faults[i], i))
            {
                Plan(planned.Agent, planned.At, planned.Command);
            }
        }
    }

    private void ApplyRates()
    {
        foreach (Fault.RandomCrashes rate in Simulation.Faults.OfType<Fault.RandomCrashes>())
        {
            CellAt(rate.Agent).Faults.Rate = rate;
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
