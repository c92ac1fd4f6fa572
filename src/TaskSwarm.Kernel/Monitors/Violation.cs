using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>A law was broken.</summary>
/// <param name="Law">Which, in a word or two, such as <c>contract net</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Agent">By whom; <see cref="AgentId.None"/> if it cannot be laid at one agent's door.</param>
/// <param name="Conversation">In which conversation, or on which task; null if in none.</param>
/// <param name="Message">What was wrong, in words that go on from the agent's name: <c>proposes without a call</c>.
/// </param>
public sealed record Violation(string Law, SimTime Time, AgentId Agent, string? Conversation, string Message)
{
    /// <summary>For people: law, agent, time, conversation, and what was wrong.</summary>
    /// <param name="agentNames">Every agent's name, by number.</param>
    public string ToText(IReadOnlyList<string> agentNames)
    {
        ArgumentNullException.ThrowIfNull(agentNames);
        bool isNamed = Agent.Index >= 0 && Agent.Index < agentNames.Count;
        return Text(isNamed ? agentNames[Agent.Index] + " " : "");
    }

    /// <inheritdoc/>
    public override string ToString() => Text(Agent.Index >= 0 ? Agent + " " : "");

    private string Text(string agent) =>
        $"{Law}: {agent}at {Time}{(Conversation is null ? "" : $" in {Conversation}")}: {Message}";
}
