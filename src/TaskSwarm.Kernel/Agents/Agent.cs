using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// One simulated agent: a plain class that reacts to messages and timers. A reaction reads the agent's own state, the
/// event and the view frozen at the window's start, and nothing else; it is atomic: if it throws, nothing of it counts.
/// </summary>
public abstract class Agent
{
    /// <summary>
    /// Whether the agent writes its state to a journal of its own before each reaction ends, as a dispatcher with a
    /// database does: a restart then finds the state of the last completed reaction, whatever the supervisor's policy.
    /// </summary>
    public virtual bool KeepsJournal => false;

    /// <summary>Called once, at the agent's first instant.</summary>
    public virtual void OnStart(AgentContext context)
    {
    }

    /// <summary>Called for each message, in the total order of events.</summary>
    public virtual void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
    }

    /// <summary>Called for each timer that the agent set and did not cancel.</summary>
    public virtual void OnTimer(AgentContext context, IMessage tag)
    {
    }

    /// <summary>
    /// Called on a new instance after a simulated crash, when the agent is up again. Timers from before are gone.
    /// </summary>
    /// <param name="context">The agent's context.</param>
    /// <param name="restored">Whether <see cref="Restore"/> has brought back the last checkpoint.</param>
    public virtual void OnRestart(AgentContext context, bool restored) => OnStart(context);

    /// <summary>Called when a fault changes the agent's speed; see <see cref="AgentContext.SpeedFactor"/>.</summary>
    public virtual void OnSpeedChanged(AgentContext context)
    {
    }

    /// <summary>
    /// Writes all state that a reaction may read later. Configuration given by the constructor is not state.
    /// </summary>
    public abstract void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote into a new instance.</summary>
    public abstract void Restore(StateReader reader);
}
