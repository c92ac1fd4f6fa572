using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Market;

namespace TaskSwarm.Scenarios.Logistics.Sections;

/// <summary>The section <c>reauction</c>.</summary>
/// <param name="Options">What was read; no rounds if it is switched off.</param>
/// <param name="DayRounds">Rounds after each change during the day.</param>
internal sealed record ReauctionSection(ReauctionOptions Options, int DayRounds)
{
    private static readonly Field<bool> Enabled = Field.WithDefault(
        "enabled", "false: the plain contract net, without re-auction and swaps", Shape.Truth(), or: "true");

    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "rounds of re-auction in the planning before the day", Shape.WholeNumber(1, 10_000_000), or: "1000");

    private static readonly Field<long> DayRoundsField = Field.WithDefault(
        "dayRounds", "rounds of re-auction after each change during the day", Shape.WholeNumber(0, 100_000), or: "40");

    private static readonly Field<long> ClusterSize = Field.WithDefault(
        "clusterSize", "mean number of loads that are taken back in a round", Shape.WholeNumber(1, 1000), or: "10");

    private static readonly Field<bool> Swaps = Field.WithDefault(
        "swaps", "whether pairs of loads are swapped between vehicles as well", Shape.Truth(), or: "true");

    /// <summary>The section.</summary>
    public static Shape<ReauctionSection> Shaped { get; } = Shape.Section(
        "re-auction",
        [Enabled, Rounds, DayRoundsField, ClusterSize, Swaps],
        read => new ReauctionSection(
            new ReauctionOptions(
                read.Get(Enabled) ? (int)read.Get(Rounds) : 0, (int)read.Get(ClusterSize), read.Get(Swaps)),
            (int)read.Get(DayRoundsField)));
}
