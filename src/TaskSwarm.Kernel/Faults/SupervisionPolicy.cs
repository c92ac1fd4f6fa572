using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Faults;

/// <summary>What a squad's supervisor does with an agent that crashed, in simulated time.</summary>
public sealed record SupervisionPolicy
{
    /// <summary>Restart from the last checkpoint after a second, at most three times a minute.</summary>
    public static readonly SupervisionPolicy Default = new();

    /// <summary>What to do.</summary>
    public SupervisionDirective Directive { get; init; } = SupervisionDirective.Restart;

    /// <summary>Whether a restarted agent gets its last checkpoint back, or starts empty.</summary>
    public bool FromCheckpoint { get; init; } = true;

    /// <summary>How often state is saved for a restart; the first checkpoint is the agent's start.</summary>
    public SimDuration CheckpointEvery { get; init; } = SimDuration.FromMillis(5000);

    /// <summary>Delay before the first restart.</summary>
    public SimDuration Backoff { get; init; } = SimDuration.FromMillis(1000);

    /// <summary>Each further restart inside <see cref="Within"/> waits this many times longer; at least 1.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>No delay is longer.</summary>
    public SimDuration MaxBackoff { get; init; } = SimDuration.FromMillis(30_000);

    /// <summary>After this many restarts inside <see cref="Within"/> the agent is stopped.</summary>
    public int MaxRestarts { get; init; } = 3;

    /// <summary>The span in which restarts are counted.</summary>
    public SimDuration Within { get; init; } = SimDuration.FromMillis(60_000);

    /// <summary>The delay before restart number <paramref name="earlier"/> + 1.</summary>
    /// <param name="earlier">Restarts already inside <see cref="Within"/>.</param>
    public SimDuration DelayAfter(int earlier)
    {
        double delay = Backoff.Micros;
        for (int i = 0; i < earlier && delay < MaxBackoff.Micros; i++)
        {
            delay *= BackoffFactor;
        }

        return new SimDuration(Math.Max(1, (long)Math.Min(delay, MaxBackoff.Micros)));
    }
}
