using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class ListingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_are_listed_by_scenario_kind_and_time()
    {
        var clock = new HandClock();
        await using RunStore store = await RunStore.OpenAsync(_folder.Address, new StoreOptions { Clock = clock });
        DateTimeOffset begin = clock.GetUtcNow();
        foreach ((string id, string scenario, string kind) in new[]
        {
            ("a", "couriers", "logistics"), ("b", "couriers", "contract-net"), ("c", "drones", "logistics"),
        })
        {
            await using RunWriter writer = await store.CreateAsync(
                Some.Draft(id) with { Scenario = scenario, Kind = kind, Keep = RunKeep.Summary });
            await writer.CompleteAsync(Some.Ending(0));
            clock.Advance(TimeSpan.FromHours(1));
        }

        (await IdsAsync(store, new RunFilter())).ShouldBe(["a", "b", "c"]);
        (await IdsAsync(store, new RunFilter(Scenario: "couriers"))).ShouldBe(["a", "b"]);
        (await IdsAsync(store, new RunFilter(Kind: "logistics"))).ShouldBe(["a", "c"]);
        (await IdsAsync(store, new RunFilter(Since: begin.AddHours(1)))).ShouldBe(["b", "c"]);
        (await IdsAsync(store, new RunFilter(Until: begin.AddHours(1)))).ShouldBe(["a"]);
        (await store.FindAsync("b")).StartedAt.ShouldBe(begin.AddHours(1));
    }

    [Fact]
    public async Task A_run_is_found_by_the_beginning_of_its_id_and_mistakes_are_answered_with_near_ids()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        (await Should.ThrowAsync<RunNotFoundException>(() => store.FindAsync("x"))).Message.ShouldContain("no runs");
        foreach (string id in new[] { "apple", "apply", "pear" })
        {
            await Some.RunAsync(store, 0, id);
        }

        (await store.FindAsync("p")).Id.ShouldBe("pear");
        (await store.FindAsync("apple")).Id.ShouldBe("apple");
        (await Should.ThrowAsync<RunNotFoundException>(() => store.FindAsync("app"))).Message
            .ShouldContain("2 runs in ");
        (await Should.ThrowAsync<RunNotFoundException>(() => store.FindAsync("appel"))).Message
            .ShouldContain("Did you mean apple or apply?");
        (await Should.ThrowAsync<StoreException>(() => store.CreateAsync(Some.Draft("pear")))).Message
            .ShouldContain("There is a run pear in ");
        (await Should.ThrowAsync<StoreException>(() => store.CreateAsync(Some.Draft("../x")))).Message
            .ShouldContain("cannot be the id of a run");
    }

    [Fact]
    public async Task Ids_that_the_store_makes_are_short_and_differ()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        var ids = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            await using RunWriter writer = await store.CreateAsync(Some.Draft() with { Keep = RunKeep.Summary });
            writer.RunId.ShouldMatch("^[a-z][a-z0-9]{5}$");
            ids.Add(writer.RunId).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_deleted_run_gives_its_space_back()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 2, "small");
        long before = await store.SizeAsync();
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("big")))
        {
            await Some.WriteUpToAsync(writer, 20, 1 << 20);
            await writer.CompleteAsync(Some.Ending(20));
        }

        (await store.FindAsync("big")).Bytes.ShouldBeGreaterThan(10 << 20);
        (await store.SizeAsync()).ShouldBeGreaterThan(before + (10 << 20));
        await store.DeleteAsync("big");
        (await store.SizeAsync()).ShouldBeLessThan(before + (1 << 20));
        (await Some.CountAsync(store, "small")).ShouldBe(2);
    }

    [Fact]
    public async Task A_payload_of_64_MiB_goes_in_and_out()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("large"));
        await writer.WriteAsync(Some.Epoch(1, 64 << 20));
        await writer.CompleteAsync(Some.Ending(1));
        (await Some.CountAsync(store, "large", 64 << 20)).ShouldBe(1);
    }

    private static async Task<IEnumerable<string>> IdsAsync(RunStore store, RunFilter filter) =>
        (await store.ListAsync(filter)).Select(r => r.Id);

    /// <summary>A wall clock that only the test moves.</summary>
    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
