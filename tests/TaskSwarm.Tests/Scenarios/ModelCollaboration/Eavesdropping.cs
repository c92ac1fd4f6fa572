using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

/// <summary>Writes down what one agent of a simulation is sent.</summary>
internal sealed class Eavesdropping(string agent)
{
    public List<(AgentId Sender, IMessage Message)> Heard { get; } = [];

    public Simulation On(Simulation simulation) => simulation with
    {
        Agents =
        [
            .. simulation.Agents.Select(blueprint => blueprint.Name == agent
                ? blueprint with { Create = () => new Ear(blueprint.Create(), Heard) }
                : blueprint),
        ],
    };

    private sealed class Ear(Agent inner, List<(AgentId Sender, IMessage Message)> heard) : Agent
    {
        public override bool KeepsJournal => inner.KeepsJournal;

        public override void OnStart(AgentContext context) => inner.OnStart(context);

        public override void OnRestart(AgentContext context, bool restored) => inner.OnRestart(context, restored);

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
        {
            heard.Add((sender, message));
            inner.OnMessage(context, sender, message);
        }

        public override void OnTimer(AgentContext context, IMessage tag) => inner.OnTimer(context, tag);

        public override void Capture(StateWriter writer) => inner.Capture(writer);

        public override void Restore(StateReader reader) => inner.Restore(reader);
    }
}
