using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>supervision</c>: what a squad's supervisor does with a member that crashed.</summary>
internal static class SupervisionSection
{
    private static readonly Field<SupervisionDirective> Policy = Field.WithDefault(
        "policy", "restart the agent, stop it for good, or escalate: restart its whole squad",
        Shape.Choice(
            ("restart", SupervisionDirective.Restart), ("stop", SupervisionDirective.Stop),
            ("escalate", SupervisionDirective.Escalate)),
        or: "restart");

    private static readonly Field<bool> FromCheckpoint = Field.WithDefault(
        "state", "a restarted agent has the state of its last checkpoint, or starts empty",
        Shape.Choice(("checkpoint", true), ("empty", false)), or: "checkpoint");

    private static readonly Field<SimDuration> CheckpointEvery = Field.WithDefault(
        "checkpointEvery", "how often the state is saved for a restart", Shape.Duration(above: "0s"), or: "5s");

    private static readonly Field<SimDuration> Backoff = Field.WithDefault(
        "backoff", "delay before the first restart", Shape.Duration(above: "0s"), or: "1s");

    private static readonly Field<double> BackoffFactor = Field.WithDefault(
        "backoffFactor", "how many times longer each further restart waits", Shape.Number(1, 100), or: "2");

    private static readonly Field<SimDuration> MaxBackoff = Field.WithDefault(
        "maxBackoff", "no restart waits longer", Shape.Duration(above: "0s"), or: "30s");

    private static readonly Field<long> MaxRestarts = Field.WithDefault(
        "maxRestarts", "after this many restarts in the span the agent is stopped",
        Shape.WholeNumber(0, 1_000_000), or: "3");

    private static readonly Field<SimDuration> Within = Field.WithDefault(
        "within", "the span in which restarts are counted", Shape.Duration(above: "0s"), or: "60s");

    public static SectionShape<SupervisionPolicy> Shaped { get; } = Shape.Section(
        "supervision",
        [Policy, FromCheckpoint, CheckpointEvery, Backoff, BackoffFactor, MaxBackoff, MaxRestarts, Within],
        Build);

    private static SupervisionPolicy Build(SectionReading read)
    {
        var (backoff, maxBackoff) = (read.Get(Backoff), read.Get(MaxBackoff));
        if (maxBackoff < backoff)
        {
            read.Problem(MaxBackoff, maxBackoff.ToString(), $"a time of at least the backoff, which is {backoff}");
        }
        return new SupervisionPolicy
        {
            Directive = read.Get(Policy),
            FromCheckpoint = read.Get(FromCheckpoint),
            CheckpointEvery = read.Get(CheckpointEvery),
            Backoff = backoff,
            BackoffFactor = read.Get(BackoffFactor),
            MaxBackoff = maxBackoff,
            MaxRestarts = (int)read.Get(MaxRestarts),
            Within = read.Get(Within),
        };
    }
}
