using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Tests.Kernel.Negotiation;

/// <summary>An agent inside a recorder: every message that reaches it is a domain event of the run.</summary>
internal sealed class Monitored(Agent inner) : Agent
{
    public Agent Inner => inner;

    public override bool KeepsJournal => inner.KeepsJournal;

    public override void OnStart(AgentContext context) => inner.OnStart(context);

    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        context.Emit(new Heard(sender, message));
        inner.OnMessage(context, sender, message);
    }

    public override void OnTimer(AgentContext context, IMessage tag) => inner.OnTimer(context, tag);

    public override void OnRestart(AgentContext context, bool restored) => inner.OnRestart(context, restored);

    public override void OnSpeedChanged(AgentContext context) => inner.OnSpeedChanged(context);

    public override void Capture(StateWriter writer) => inner.Capture(writer);

    public override void Restore(StateReader reader) => inner.Restore(reader);
}

/// <summary>A message has reached an agent.</summary>
internal sealed record Heard(AgentId Sender, IMessage Message) : DomainEvent
{
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Sender);
        encoder.Write(Message.ToString());
    }
}
