namespace TaskSwarm.Kernel.Faults;

/// <summary>A squad: agents under one supervisor; squads may nest.</summary>
/// <param name="Name">Unique in the run.</param>
/// <param name="Policy">For the squad's agents.</param>
public sealed record SquadSpec(string Name, SupervisionPolicy Policy)
{
    /// <summary>The squad of agents that name none.</summary>
    public const string DefaultName = "swarm";

    /// <summary>The squad above; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>
    /// What happens when a member's failure is escalated: the whole squad restarts after this policy's back-off
    /// (<see cref="SupervisionDirective.Restart"/>), stops, or hands on to its parent.
    /// </summary>
    public SupervisionPolicy OnEscalation { get; init; } = SupervisionPolicy.Default;
}
