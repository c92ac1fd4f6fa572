using Shouldly;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Scenarios.Logistics;
using TaskSwarm.Scenarios.Logistics.Routing;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class InstanceConversionTests
{
    [Fact]
    public void A_unit_of_length_is_a_kilometre_and_takes_a_minute()
    {
        var instance = LiLimReader.Read(
            "3 10 1\n0 0 0 0 0 90 0 0 0\n1 3 4 5 6 7 8 0 2\n2 0 0 -5 1 90 2 1 0", "x").Instance!;

        var fleet = InstanceConversion.Fleet(instance, planningMicros: 1_000_000, fixedCostUnits: 2);
        var request = InstanceConversion.Requests(instance, planningMicros: 1_000_000).ShouldHaveSingleItem();

        fleet.Select(v => v.Name).ShouldBe(["truck-1", "truck-2", "truck-3"]);
        var way = fleet[0].Way(fleet[0].Depot, request.Pickup!.Place);
        way.ShouldBe(5_000_000);
        fleet[0].TravelMicros(way).ShouldBe(5 * SomeLogistics.Minute);
        fleet[0].FixedCost.ShouldBe(2_000_000_000);
        fleet[0].Shift.ShouldBe(new TimeWindow(1_000_000, 1_000_000 + (90 * SomeLogistics.Minute)));
        request.Pickup.Window.ShouldBe(
            new TimeWindow(1_000_000 + (6 * SomeLogistics.Minute), 1_000_000 + (7 * SomeLogistics.Minute)));
        request.Load.ShouldBe(new LoadVector(5000));
        request.Delivery.Node.ShouldBe(2);
    }
}
