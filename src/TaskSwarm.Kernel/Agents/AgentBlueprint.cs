using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Agents;

/// <summary>How to make an agent: for the start of the run, for a restart, and for spawning.</summary>
/// <param name="Name">Unique in the run, such as <c>drone-07</c>. For spawned agents the part after the parent's
/// name.</param>
/// <param name="Create">Makes a fresh instance; called again for each restart, so it must not share mutable
/// state.</param>
public sealed record AgentBlueprint(string Name, Func<Agent> Create)
{
    /// <summary>
    /// The squad that supervises the agent; <see cref="Faults.SquadSpec.DefaultName"/> unless said otherwise.
    /// </summary>
    public string Squad { get; init; } = Faults.SquadSpec.DefaultName;

    /// <summary>Where the agent is at the start; null for agents without a place.</summary>
    public Body? Body { get; init; }

    /// <summary>The network group that decides its links; see <see cref="NetworkModel"/>.</summary>
    public int NetworkGroup { get; init; }
}
