using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Store.Writing;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Snapshots_are_thinned_out_in_the_database()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("long"));
        for (long number = 1; number <= 120; number++)
        {
            await writer.WriteAsync(Some.Epoch(number, 10));
            await writer.SaveSnapshotAsync(Some.Snapshot(number, 50));
        }

        await writer.CompleteAsync(Some.Ending(120));
        // Deletions are not waited for, but the journal does them in order before the store is closed.
        await store.DisposeAsync();
        _folder.Execute("SELECT count(*) FROM taskswarm_snapshots").ShouldBeInRange(5, 18);
        await using RunStore again = await RunStore.OpenAsync(_folder.Address);
        (await again.LatestSnapshotAsync("long"))!.Epoch.ShouldBe(120);
        SnapshotBlock early = (await again.LatestSnapshotAsync("long", atOrBeforeMicros: 60_000))!;
        early.Epoch.ShouldBeInRange(1, 60);
        early.Payload.ToArray().ShouldBe(Some.Snapshot(early.Epoch, 50).Payload.ToArray());
        await again.CheckAsync("long");
    }

    [Property(MaxTest = 200)]
    public Property Thinning_keeps_few_snapshots_and_one_near_every_moment() => Prop.ForAll(
        Gen.Choose(1, 40).ListOf().Where(steps => steps.Count > 0).ToArbitrary(),
        steps =>
        {
            var kept = new List<long>();
            long now = 0;
            foreach (int step in steps.Concat(steps).Concat(steps))
            {
                now += step;
                kept.Add(now);
                SnapshotThinning.Surplus(kept).ForEach(s => kept.Remove(s));
            }

            int most = SnapshotThinning.Newest + 3 + (2 * (int)Math.Ceiling(Math.Log2(now + 1)));
            bool sound = kept.Count <= most && kept[^1] == now && kept[0] == steps[0];
            return sound.Label($"{kept.Count} of at most {most} kept");
        });

    [Fact]
    public async Task A_damaged_snapshot_is_an_error_or_passed_over_as_the_caller_likes()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("hurt")))
        {
            for (long number = 1; number <= 3; number++)
            {
                await writer.WriteAsync(Some.Epoch(number));
                await writer.SaveSnapshotAsync(Some.Snapshot(number));
            }

            await writer.CompleteAsync(Some.Ending(3));
        }

        Flip.Blob(_folder, "taskswarm_snapshots", "snapshot", "sequence_number = 3", 900);
        (await Should.ThrowAsync<StoreCorruptException>(() => store.LatestSnapshotAsync("hurt"))).Message
            .ShouldContain("after epoch 3 is damaged: the checksum differs");
        (await store.LatestSnapshotAsync("hurt", skipCorrupt: true))!.Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_snapshot_of_another_epoch_than_the_last_is_refused()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("order"));
        await writer.WriteAsync(Some.Epoch(1));
        await Should.ThrowAsync<ArgumentException>(async () => await writer.SaveSnapshotAsync(Some.Snapshot(2)));
        await Should.ThrowAsync<ArgumentException>(async () => await writer.WriteAsync(Some.Epoch(3)));
    }
}
