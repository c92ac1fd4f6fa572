using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Agents;

/// <summary>Agents that live on in their captured state alone.</summary>
internal static class Forgetful
{
    /// <summary>The same run with agents that are torn down and rebuilt from their captured state before each
    /// reaction: a state that is not captured whole changes the digest.</summary>
    public static Simulation Of(Simulation simulation) => simulation with
    {
        Agents = [.. simulation.Agents.Select(a => a with { Create = () => new ForgetfulAgent(a.Create) })],
    };

    private sealed class ForgetfulAgent(Func<Agent> create) : Agent
    {
        private Agent _inner = create();

        public override bool KeepsJournal => _inner.KeepsJournal;

        public override void OnStart(AgentContext context) => Renewed().OnStart(context);

        public override void OnRestart(AgentContext context, bool restored) =>
            Renewed().OnRestart(context, restored);

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message) =>
            Renewed().OnMessage(context, sender, message);

        public override void OnTimer(AgentContext context, IMessage tag) => Renewed().OnTimer(context, tag);

        public override void OnSpeedChanged(AgentContext context) => Renewed().OnSpeedChanged(context);

        public override void Capture(StateWriter writer) => _inner.Capture(writer);

        public override void Restore(StateReader reader) => _inner.Restore(reader);

        private Agent Renewed()
        {
            var writer = new StateWriter();
            _inner.Capture(writer);
            _inner = create();
            var reader = new StateReader(writer.ToArray());
            _inner.Restore(reader);
            Assert.True(reader.AtEnd);
            return _inner;
        }
    }
}
