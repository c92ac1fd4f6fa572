using Shouldly;
using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Placement;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests;
using Xunit;

namespace TaskSwarm.Cluster.Tests;

/// <summary>Where regions are carried.</summary>
public sealed class PlacementTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void Seats_are_astray_until_they_stand_where_the_nodes_there_are_ask_for()
    {
        var roster = new Roster();
        var seating = new Seating(roster, "a");
        roster.Add("a", None);
        seating.Want(null, 4);
        seating.Astray.ShouldBe([0, 1, 2, 3]);

        Seat(seating, "a", 0, 1, 2, 3);
        seating.Astray.ShouldBeEmpty();

        roster.Add("b", None);
        seating.Astray.ShouldBe([2, 3]);
        Seat(seating, "b", 2, 3);
        seating.Astray.ShouldBeEmpty();

        roster.Depart("a");
        seating.Division[0].Regions.ShouldBeEmpty();
        seating.Astray.ShouldBe([0, 1]);
    }

    [Fact]
    public void Only_nodes_of_the_role_get_seats()
    {
        var roster = new Roster();
        var seating = new Seating(roster, "a");
        roster.Add("a", None);
        roster.Add("b", new HashSet<string> { "gpu" });
        seating.Want("gpu", 2);

        seating.Places.ShouldBe(["b", "b"]);
    }

    [Fact]
    public async Task A_run_for_a_role_is_carried_by_nodes_of_that_role_to_the_same_digest()
    {
        ScenarioLoader loader = ScenarioLoading.Loader();
        string file = WorkingCopy.PathOf("scenarios", "workflow", "three-tasks.yaml");
        ScenarioResult loaded = loader.LoadFile(file, ScenarioOverrides.None);
        Serilog.ILogger log = Serilog.Core.Logger.None;
        await using var first = ClusterNode.Start(new ClusterSettings(), loader, log);
        ClusterSettings joined = new() { SeedNodes = [first.Seed] };
        await using var second = ClusterNode.Start(joined with { Roles = ["gpu"] }, loader, log);
        await using var third = ClusterNode.Start(joined with { Roles = ["gpu"] }, loader, log);
        await using var client = ClusterClient.Start(joined);
        var order = new RunOrder(
            "run-1", file, loaded.Document, loaded.Companions, null, 0, 2, 1, 0, "1", "run", false, "gpu");
        IReadOnlyList<string> carriers = [];

        ClusterRunOutcome outcome = await client.RunAsync(
            order, p => carriers = p.Divisions > 0 ? p.Nodes : carriers, static _ => { }, default)
            .WaitAsync(TimeSpan.FromSeconds(60));

        outcome.Reason.ShouldBeNull();
        StoredEnding.Read(loaded.Simulation!, outcome.Ending).Result.Digest
            .ShouldBe(SequentialHost.Run(loaded.Simulation!).Digest);
        carriers.Count.ShouldBe(3);
        carriers.Single(c => c.StartsWith(first.Address, StringComparison.Ordinal)).ShouldEndWith("carries 0 regions");
    }

    private static void Seat(Seating seating, string node, params int[] regions)
    {
        foreach (int region in regions)
        {
            seating.Take(new SeatTaken(region, node));
        }
    }
}
