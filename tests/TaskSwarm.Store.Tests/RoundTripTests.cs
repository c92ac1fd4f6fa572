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
}
