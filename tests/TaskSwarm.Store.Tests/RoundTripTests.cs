using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class RoundTripTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_read_as_it_was_written()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("first"));
        writer.LastEpoch.ShouldBe(0);
        await Some.WriteUpToAsync(writer, 20);
        await writer.CompleteAsync(Some.Ending(20));

        (await Some.CountAsync(store, "first")).ShouldBe(20);
        RunRecord run = await store.FindAsync("first");
        run.ShouldSatisfyAllConditions(
            () => run.State.ShouldBe(RunState.Completed),
            () => run.Seed.ShouldBe(ulong.MaxValue - 6),
            () => run.Epochs.ShouldBe(20),
            () => run.Events.ShouldBe(Some.Ending(20).Events),
            () => run.Digest.ShouldBe(Some.Digest(20)),
            () => run.SimulatedMicros.ShouldBe(20_000),
            () => run.EndedAt.ShouldNotBeNull(),
            () => run.Bytes.ShouldBeGreaterThan(20 * 500),
            () => run.Description.ToArray().ShouldBe(Some.Bytes(300, 1)),
            () => run.Ending.ToArray().ShouldBe(Some.Bytes(200, 2)));
        await store.CheckAsync("first");
    }

    [Fact]
    public async Task Payloads_of_any_kind_come_back()
    {
        ReadOnlyMemory<byte>[] payloads =
        [
            default, new byte[] { 7 }, new byte[100_000], System.Security.Cryptography.SHA512.HashData([1]),
            Some.Bytes(70_001, 3),
        ];
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("kinds"));
        for (int i = 0; i < payloads.Length; i++)
        {
            await writer.WriteAsync(Some.Epoch(i + 1) with { Payload = payloads[i], Digest = "" });
        }

        await writer.CompleteAsync(Some.Ending(payloads.Length) with { Ending = default });
        int read = 0;
        await foreach (EpochBlock block in store.ReadEpochsAsync("kinds"))
        {
            block.Payload.ToArray().ShouldBe(payloads[read++].ToArray());
        }

        read.ShouldBe(payloads.Length);
        (await store.FindAsync("kinds")).Ending.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_long_run_is_read_from_any_epoch()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await Some.RunAsync(store, 150, "long");
        foreach (long from in new[] { 1, 2, 64, 65, 149, 150 })
        {
            long next = from;
            await foreach (EpochBlock block in store.ReadEpochsAsync("long", from))
            {
                Some.Same(block, Some.Epoch(next++)).ShouldBeTrue();
            }

            next.ShouldBe(151);
        }

        await foreach (EpochBlock _ in store.ReadEpochsAsync("long", 151))
        {
            Assert.Fail("There is no epoch 151.");
        }
    }

    [Fact]
    public async Task A_failed_run_says_so_and_is_not_resumed()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("bug"));
        await writer.WriteAsync(Some.Epoch(1));
        await writer.CompleteAsync(Some.Ending(1, RunState.Failed));
        (await store.FindAsync("bug")).State.ShouldBe(RunState.Failed);
        (await Should.ThrowAsync<StoreException>(() => store.ContinueAsync("bug"))).Message.ShouldContain("has failed");
    }

    [Fact]
    public async Task A_store_that_is_closed_under_a_writer_leaves_nobody_waiting()
    {
        RunStore store = await RunStore.OpenAsync(_folder.Address);
        RunWriter writer = await store.CreateAsync(Some.Draft("shut"));
        await Some.WriteUpToAsync(writer, 3);
        await store.DisposeAsync();
        await writer.DisposeAsync();
        await Should.ThrowAsync<StoreException>(async () => await writer.WriteAsync(Some.Epoch(4)));
        await using RunStore again = await RunStore.OpenAsync(_folder.Address);
        (await again.FindAsync("shut")).State.ShouldBe(RunState.Interrupted);
        await again.CheckAsync("shut");
    }
}
