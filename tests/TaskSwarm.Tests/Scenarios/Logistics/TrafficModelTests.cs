using Shouldly;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Traffic;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class TrafficModelTests
{
    private const long Minute = SomeLogistics.Minute;

    // 60 km in an hour from west to east through the origin.
    private static readonly Leg Crossing =
        new(0, new Place(-30_000, 0), new Place(30_000, 0), 60_000_000, DepartMicros: 0, PaceNanos: 60_000);

    [Fact]
    public void On_a_free_road_only_the_length_counts() =>
        TrafficModel.Free.Arrival(Crossing).ShouldBe(60 * Minute);

    [Fact]
    public void A_jam_everywhere_slows_for_as_long_as_it_lasts() =>
        Arrival(new TrafficJam(0, 20 * Minute, 0.5)).ShouldBe(70 * Minute);

    [Fact]
    public void A_jam_that_begins_on_the_way_slows_from_then_on() =>
        Arrival(new TrafficJam(30 * Minute, 1000 * Minute, 0.5)).ShouldBe(90 * Minute);

    [Fact]
    public void A_circle_slows_where_the_way_crosses_it() =>
        Arrival(new TrafficJam(0, 1000 * Minute, 0.25, new Place(0, 0), 5_000)).ShouldBe((50 + 40) * Minute);

    [Fact]
    public void A_circle_beside_the_way_does_not_matter() =>
        Arrival(new TrafficJam(0, 1000 * Minute, 0.25, new Place(0, 6_000), 5_000)).ShouldBe(60 * Minute);

    [Fact]
    public void Where_jams_overlap_the_slowest_counts() =>
        Arrival(new TrafficJam(0, 1000 * Minute, 0.5), new TrafficJam(0, 1000 * Minute, 0.8)).ShouldBe(120 * Minute);

    [Fact]
    public void Vehicles_that_a_jam_does_not_name_are_not_slowed() =>
        Arrival(new TrafficJam(0, 1000 * Minute, 0.5, Vehicles: new HashSet<int> { 1 })).ShouldBe(60 * Minute);

    private static long Arrival(params TrafficJam[] jams) => new TrafficModel(jams).Arrival(Crossing);
}
