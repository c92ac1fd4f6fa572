using Shouldly;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Logistics;

public sealed class BrokenLogisticsTests
{
    private static readonly string Good = SomeTown.With(SomeTown.OneLoad);

    public static TheoryData<string, string, string> Broken => new()
    {
        {
            "depot: home", "depot: hom",
            "town.yaml:10:35: vehicles[0].depot: found \"hom\", which is no depot; expected the name of a depot; "
            + "did you mean \"home\"?"
        },
        {
            "load: { kg: 5 }", "load: { lb: 5 }",
            "town.yaml:12:27: requests[0].load: found \"lb\", which no vehicle can carry; expected a dimension of "
            + "the vehicles' capacity; dimensions are kg"
        },
        {
            "planning: 5min", "planning: 10h",
            "town.yaml:5:11: planning: found 36000s of planning in a run of 36000s; expected less than the run's "
            + "duration"
        },
        {
            "name: van, count: 2", "name: dispatcher",
            "town.yaml:10:3: vehicles: found two agents called \"dispatcher\"; expected names that are unique; the "
            + "dispatcher's is \"dispatcher\""
        },
        {
            "depots: { home: [0m, 0m] }", "instance: none.txt",
            "town.yaml:10:3: vehicles: found a section beside instance; expected either an instance or sections of "
            + "its own"
        },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_section_is_refused_with_place_and_reason(string old, string by, string expected) =>
        SomeTown.ProblemsOf(Good.Replace(old, by, StringComparison.Ordinal))[0].ShouldBe(expected);

    [Fact]
    public void A_scenario_without_vehicles_and_instance_says_what_is_missing() =>
        SomeTown.ProblemsOf("taskswarm: 1\nkind: logistics\nname: x\nduration: 1h\n")
            .ShouldBe([
                "town.yaml:1:1: depots: found no depots; expected depots, vehicles and requests, or an instance",
                "town.yaml:1:1: vehicles: found no vehicles; expected depots, vehicles and requests, or an instance",
                "town.yaml:1:1: requests: found no requests; expected depots, vehicles and requests, or an instance",
            ]);

    [Fact]
    public void An_instance_that_is_not_there_is_named_with_its_path() =>
        SomeTown.ProblemsOf("taskswarm: 1\nkind: logistics\nname: x\nduration: 1h\ninstance: no.txt\n")
            .ShouldHaveSingleItem()
            .ShouldEndWith(":5:11: instance: found \"no.txt\" (no such file); expected the path of an instance file");
}
