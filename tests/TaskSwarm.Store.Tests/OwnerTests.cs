using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

/// <summary>One writer a run, and what is left when a writer is killed.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_writer_in_the_same_process_is_refused()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("mine"));
        RunOwnedException refused = await Should.ThrowAsync<RunOwnedException>(() => store.ContinueAsync("mine"));
        refused.Message.ShouldContain($"process {Environment.ProcessId} on ");
        (await Should.ThrowAsync<RunOwnedException>(() => store.DeleteAsync("mine"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_process_that_is_alive_keeps_its_run_and_one_that_was_killed_loses_it()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        using var victim = new VictimProcess(_folder.Address, "theirs");
        (await victim.LineAsync()).ShouldBe("writing");
        await Should.ThrowAsync<RunOwnedException>(() => store.ContinueAsync("theirs"));
        (await store.FindAsync("theirs")).State.ShouldBe(RunState.Running);
        await victim.LineAsync();
        victim.Kill();

        (await store.FindAsync("theirs")).State.ShouldBe(RunState.Interrupted);
        await using RunWriter writer = await store.ContinueAsync("theirs");
        writer.LastEpoch.ShouldBeGreaterThanOrEqualTo(46);
        await Some.WriteUpToAsync(writer, writer.LastEpoch + 5);
        await writer.CompleteAsync(Some.Ending(writer.LastEpoch + 5));
        (await Some.CountAsync(store, "theirs")).ShouldBe(writer.LastEpoch + 5);
        await store.CheckAsync("theirs");
    }

    /// <summary>
    /// Killed at the line that a fixed list says, plus whatever the machine does until the signal comes.
    /// </summary>
    [Fact]
    public async Task Twenty_kills_leave_a_clean_prefix_every_time()
    {
        long before = 0;
        for (int kill = 0; kill < 20; kill++)
        {
            using (var victim = new VictimProcess(_folder.Address, "often"))
            {
                await victim.LineAsync();
                for (int line = 0; line < kill % 3; line++)
                {
                    await victim.LineAsync();
                }

                victim.Kill();
            }

            await using RunStore store = await RunStore.OpenAsync(_folder.Address);
            long count = await Some.CountAsync(store, "often");
            count.ShouldBeGreaterThanOrEqualTo(before);
            await store.CheckAsync("often");
            before = count;
        }

        before.ShouldBeGreaterThan(200);
        await using RunStore last = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter writer = await last.ContinueAsync("often");
        writer.LastEpoch.ShouldBe(before);
        await writer.CompleteAsync(Some.Ending(before));
        await last.CheckAsync("often");
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_taken_over_and_the_old_writer_can_add_nothing()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter old = await store.CreateAsync(Some.Draft("fence"));
        await Some.WriteUpToAsync(old, 5);
        while (old.CommittedEpoch < 5)
        {
            await Task.Yield();
        }

        // A process elsewhere whose lease still goes on keeps its run; without a lease it has lost it.
        _folder.Execute("UPDATE taskswarm_runs SET owner_machine = 'elsewhere'");
        (await Should.ThrowAsync<RunOwnedException>(() => store.ContinueAsync("fence"))).Message
            .ShouldContain("on elsewhere");
        _folder.Execute("UPDATE taskswarm_runs SET lease_until = 0");
        await using RunWriter next = await store.ContinueAsync("fence");
        next.LastEpoch.ShouldBe(5);

        await Should.ThrowAsync<RunOwnedException>(async () =>
        {
            for (long number = 6; number < 60; number++)
            {
                await old.WriteAsync(Some.Epoch(number));
            }
        });
        next.CommittedEpoch.ShouldBe(5);
        _folder.Execute("SELECT max(sequence_number) FROM taskswarm_journal").ShouldBe(5);
        await Some.WriteUpToAsync(next, 12);
        await next.CompleteAsync(Some.Ending(12));
        (await Some.CountAsync(store, "fence")).ShouldBe(12);
        await store.CheckAsync("fence");
    }

    [Fact]
    public async Task An_old_writer_that_would_complete_a_run_it_lost_is_refused()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter old = await store.CreateAsync(Some.Draft("late"));
        _folder.Execute("UPDATE taskswarm_runs SET lease_until = 0");
        await using RunWriter next = await store.ContinueAsync("late");
        await Should.ThrowAsync<RunOwnedException>(() => old.CompleteAsync(Some.Ending(0)));
        (await store.FindAsync("late")).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_writer_that_is_disposed_leaves_an_interrupted_run()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("pause")))
        {
            await Some.WriteUpToAsync(writer, 4);
        }

        RunRecord run = await store.FindAsync("pause");
        run.State.ShouldBe(RunState.Interrupted);
        run.Epochs.ShouldBe(4);
        run.Digest.ShouldBe(Some.Digest(4));
        run.Events.ShouldBe(Some.Ending(4).Events);
        run.SimulatedMicros.ShouldBe(4000);
        await using RunWriter next = await store.ContinueAsync("pause");
        await Some.WriteUpToAsync(next, 6);
        await next.CompleteAsync(Some.Ending(6));
        (await Some.CountAsync(store, "pause")).ShouldBe(6);
        (await Should.ThrowAsync<StoreException>(() => store.ContinueAsync("pause"))).Message
            .ShouldContain("has completed: there is nothing to resume");
    }

    [Fact]
    public async Task Several_processes_write_runs_of_their_own_into_one_file()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        using var first = new VictimProcess(_folder.Address, "one");
        using var second = new VictimProcess(_folder.Address, "two");
        await using RunWriter writer = await store.CreateAsync(Some.Draft("three"));
        await Some.WriteUpToAsync(writer, 300);
        await writer.CompleteAsync(Some.Ending(300));
        foreach (VictimProcess process in new[] { first, second })
        {
            (await process.LineAsync()).ShouldBe("writing");
            (await process.LineAsync()).ShouldBe("50");
            process.Kill();
        }

        foreach (string run in new[] { "one", "two", "three" })
        {
            (await Some.CountAsync(store, run)).ShouldBeGreaterThanOrEqualTo(46);
            await store.CheckAsync(run);
        }
    }
}
