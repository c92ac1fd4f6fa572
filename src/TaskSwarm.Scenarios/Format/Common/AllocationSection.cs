using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>allocation</c>; its strategies are the kind's.</summary>
/// <param name="Settings">What was read.</param>
/// <param name="ReplyTime">How long bids are waited for, and where it was written.</param>
internal sealed record AllocationSection(AllocationSettings Settings, Located<SimDuration> ReplyTime)
{
    private static readonly Field<Located<SimDuration>> ReplyWithin = Field.WithDefault(
        "replyWithin", "how long bids are waited for", Shape.Duration(above: "0s").Located(), or: "500ms");

    private static readonly Field<SimDuration> Heartbeat = Field.WithDefault(
        "heartbeat", "how often an agent that holds tasks says that it is there", Shape.Duration(above: "0s"),
        or: "1s");

    private static readonly Field<long> MissedHeartbeats = Field.WithDefault(
        "missedHeartbeats", "after so many missing heartbeats an agent is taken to have failed",
        Shape.WholeNumber(1, 1000), or: "3");

    private static readonly Field<long> MaxRounds = Field.WithDefault(
        "maxRounds", "rounds of one call for proposals, in the iterated form", Shape.WholeNumber(1, 1000), or: "3");

    private static readonly Field<long> MaxReannouncements = Field.WithDefault(
        "maxReannouncements", "how often one task is announced again before it fails",
        Shape.WholeNumber(0, 1_000_000), or: "10");

    /// <summary>The section for a kind that knows some strategies; the first is the default.</summary>
    public static SectionShape<AllocationSection> ShapedFor(IReadOnlyList<string> strategies)
    {
        var strategy = Field.WithDefault(
            "strategy", "how tasks are given to agents",
            Shape.Choice([.. strategies.Select(name => (name, name))]), or: strategies[0]);
        return Shape.Section(
            "the allocation",
            [strategy, ReplyWithin, Heartbeat, MissedHeartbeats, MaxRounds, MaxReannouncements],
            read => new AllocationSection(
                new AllocationSettings(
                    read.Get(strategy), read.Get(ReplyWithin).Value, read.Get(Heartbeat),
                    (int)read.Get(MissedHeartbeats), (int)read.Get(MaxRounds), (int)read.Get(MaxReannouncements)),
                read.Get(ReplyWithin)));
    }

    /// <summary>Refuses a time in which no bid can come back: a call and a bid each take the latency.</summary>
    public void RequireTimeFor(SimDuration latency, Problems problems)
    {
        if (ReplyTime.Value < latency * 2)
        {
            problems.Add(ReplyTime.Problem(
                ReplyTime.Value.ToString(), $"at least {latency * 2}, twice the network's latency",
                "every bid would come late"));
        }
    }
}
