using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>What became of one award of a task.</summary>
internal sealed class AwardFile(int attempt, SimTime at, AgentId winner, double cost)
{
    /// <summary>Its number, from 1.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>When it was made.</summary>
    public SimTime At { get; } = at;

    /// <summary>To whom.</summary>
    public AgentId Winner { get; } = winner;

    /// <summary>At which cost.</summary>
    public double Cost { get; } = cost;

    /// <summary>Who told the winner.</summary>
    public AgentId Initiator { get; set; } = AgentId.None;

    /// <summary>Whether it answers no bid: a plan or a re-auction made it.</summary>
    public bool IsDirect { get; set; }

    /// <summary>When the winner was told; <see cref="SimTime.Never"/> if by other messages than a contract net's.
    /// </summary>
    public SimTime SentAt { get; set; } = SimTime.Never;

    /// <summary>When the winner heard of it.</summary>
    public SimTime HeardAt { get; set; } = SimTime.Never;

    /// <summary>When work began.</summary>
    public SimTime StartedAt { get; set; } = SimTime.Never;

    /// <summary>When the winner reported that it was done.</summary>
    public SimTime ReportedAt { get; set; } = SimTime.Never;

    /// <summary>When that was received.</summary>
    public SimTime ReportHeardAt { get; set; } = SimTime.Never;

    /// <summary>Why the winner gave it up; null if it did not.</summary>
    public string? GivenUp { get; set; }

    /// <summary>When the task was announced again, passed on or ended; <see cref="SimTime.Never"/> if the award was in
    /// force to the end of the run.</summary>
    public SimTime OverAt { get; set; } = SimTime.Never;

    /// <summary>Why it was announced again; null if it was not.</summary>
    public string? Reason { get; set; }
}
