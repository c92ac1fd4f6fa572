using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class ForkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fork_of_a_fork_shares_the_past_without_copying_it()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 10, "root");
        await ForkAsync(store, "child", "root", 6, 9);
        await ForkAsync(store, "grandchild", "child", 8, 12);

        List<EpochBlock> blocks = await ReadAsync(store, "grandchild", 1);
        blocks.Select(b => b.Number).ShouldBe(Enumerable.Range(1, 12).Select(n => (long)n));
        blocks.Take(6).All(b => Some.Same(b, Some.Epoch(b.Number))).ShouldBeTrue();
        blocks.Skip(6).All(b => Some.Same(b, Other(b.Number))).ShouldBeTrue();
        (await ReadAsync(store, "grandchild", 8)).Select(b => b.Number).ShouldBe([8, 9, 10, 11, 12]);
        _folder.Execute("SELECT count(*) FROM taskswarm_journal").ShouldBe(10 + 3 + 4);
        RunRecord run = await store.FindAsync("grandchild");
        run.ShouldSatisfyAllConditions(
            () => run.Parent.ShouldBe("child"), () => run.ForkEpoch.ShouldBe(8), () => run.Epochs.ShouldBe(12));
        await store.CheckAsync("grandchild");
    }

    [Fact]
    public async Task A_fork_that_forks_before_its_parent_did_reaches_past_it()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 10, "root");
        await ForkAsync(store, "child", "root", 6, 9);
        await ForkAsync(store, "early", "child", 3, 5);
        List<EpochBlock> blocks = await ReadAsync(store, "early", 1);
        blocks.Count.ShouldBe(5);
        blocks.Take(3).All(b => Some.Same(b, Some.Epoch(b.Number))).ShouldBeTrue();
        blocks.Skip(3).All(b => Some.Same(b, Other(b.Number))).ShouldBeTrue();
        await store.CheckAsync("early");
    }

    [Fact]
    public async Task A_fork_finds_the_snapshots_of_its_shared_past_and_none_after_it()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("root")))
        {
            for (long number = 1; number <= 4; number++)
            {
                await writer.WriteAsync(Some.Epoch(number));
                await writer.SaveSnapshotAsync(Some.Snapshot(number));
            }

            await writer.CompleteAsync(Some.Ending(4));
        }

        await ForkAsync(store, "child", "root", 2, 5);
        (await store.LatestSnapshotAsync("child"))!.Epoch.ShouldBe(2);
        (await store.LatestSnapshotAsync("child", atOrBeforeMicros: 1999))!.Epoch.ShouldBe(1);
        (await store.LatestSnapshotAsync("child", atOrBeforeMicros: 999)).ShouldBeNull();
        await using RunWriter next = await store.CreateAsync(
            Some.Draft("late") with { Parent = "root", ForkEpoch = 2 });
        await next.SaveSnapshotAsync(Some.Snapshot(2, 77));
        await next.WriteAsync(Other(3));
        await next.CompleteAsync(Some.Ending(3));
        (await store.LatestSnapshotAsync("late"))!.Payload.Length.ShouldBe(77);
        await store.CheckAsync("late");
    }

    [Fact]
    public async Task A_run_that_others_fork_from_is_not_deleted()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 3, "root");
        await ForkAsync(store, "child", "root", 2, 4);
        StoreException refused = await Should.ThrowAsync<StoreException>(() => store.DeleteAsync("root"));
        refused.Message.ShouldContain("child forks from it");
        await store.DeleteAsync("child");
        await store.DeleteAsync("root");
        (await store.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fork_beyond_its_parent_is_refused()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 3, "root");
        (await Should.ThrowAsync<StoreException>(() => ForkAsync(store, "child", "root", 4, 5))).Message
            .ShouldContain("stored up to epoch 3");
        await Should.ThrowAsync<RunNotFoundException>(() => ForkAsync(store, "child", "nobody", 1, 5));
    }

    [Fact]
    public async Task A_parent_that_changed_under_its_fork_is_found()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 5, "root");
        await ForkAsync(store, "child", "root", 4, 6);
        await Should.ThrowAsync<RunNotFoundException>(() => store.DeleteAsync("nobody"));
        _folder.Execute("UPDATE taskswarm_journal SET message = (SELECT message FROM taskswarm_journal "
            + "WHERE sequence_number = 3 AND persistence_id = 'root') "
            + "WHERE sequence_number = 4 AND persistence_id = 'root'");
        (await Should.ThrowAsync<StoreCorruptException>(() => ReadAsync(store, "child", 1))).Message
            .ShouldContain("its parent root is not what it forked from");
    }

    /// <summary>What a fork writes differs from what its parent wrote.</summary>
    private static EpochBlock Other(long number) => Some.Epoch(number, 333);

    private static async Task ForkAsync(RunStore store, string id, string parent, long at, long to)
    {
        await using RunWriter writer =
            await store.CreateAsync(Some.Draft(id) with { Parent = parent, ForkEpoch = at });
        writer.LastEpoch.ShouldBe(at);
        await Some.WriteUpToAsync(writer, to, 333);
        await writer.CompleteAsync(Some.Ending(to));
    }

    private static async Task<List<EpochBlock>> ReadAsync(RunStore store, string run, long from)
    {
        var blocks = new List<EpochBlock>();
        await foreach (EpochBlock block in store.ReadEpochsAsync(run, from))
        {
            blocks.Add(block);
        }

        return blocks;
    }
}
