using Npgsql;
using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class PostgresTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [SkippableFact]
    public async Task A_run_is_read_as_it_was_written()
    {
        StoreAddress address = postgres.NewDatabase();
        await using (RunStore store = await RunStore.OpenAsync(address))
        {
            await using RunWriter writer = await store.CreateAsync(Some.Draft("first"));
            for (long number = 1; number <= 30; number++)
            {
                await writer.WriteAsync(Some.Epoch(number));
                await writer.SaveSnapshotAsync(Some.Snapshot(number));
            }

            await writer.CompleteAsync(Some.Ending(30));
        }

        await using RunStore again = await RunStore.OpenAsync(address, new StoreOptions { CreateIfMissing = false });
        (await Some.CountAsync(again, "first")).ShouldBe(30);
        SnapshotBlock snapshot = (await again.LatestSnapshotAsync("first"))!;
        snapshot.Epoch.ShouldBe(30);
        snapshot.Payload.ToArray().ShouldBe(Some.Snapshot(30).Payload.ToArray());
        await again.CheckAsync("first");
        (await again.SizeAsync()).ShouldBeGreaterThan(30 * 500);
        (await again.FindAsync("fir")).State.ShouldBe(RunState.Completed);
        await again.DeleteAsync("first");
        (await again.ListAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_payload_of_64_MiB_goes_in_and_out()
    {
        await using RunStore store = await RunStore.OpenAsync(postgres.NewDatabase());
        await using RunWriter writer = await store.CreateAsync(Some.Draft("large"));
        await writer.WriteAsync(Some.Epoch(1, 64 << 20));
        await writer.CompleteAsync(Some.Ending(1));
        (await Some.CountAsync(store, "large", 64 << 20)).ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_run_goes_on_when_the_server_crashes_and_comes_back()
    {
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(postgres.NewDatabase(), troubled.Options());
        await using RunWriter writer = await store.CreateAsync(Some.Draft("crash"));
        await Some.WriteUpToAsync(writer, 10);
        postgres.Server.Crash();
        Task writing = WriteAsync(writer, 11, 40);
        await troubled.First;
        postgres.Server.Start();
        await writing;
        await writer.CompleteAsync(Some.Ending(40));

        (await Some.CountAsync(store, "crash")).ShouldBe(40);
        await store.CheckAsync("crash");
        troubled.Words.Last().ShouldContain("takes run crash again");
    }

    [SkippableFact]
    public async Task A_run_goes_on_while_its_connections_are_cut_again_and_again()
    {
        StoreAddress address = postgres.NewDatabase();
        await using RunStore store = await RunStore.OpenAsync(address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("cut"));
        for (int round = 0; round < 10; round++)
        {
            Task writing = WriteAsync(writer, (round * 20) + 1, (round * 20) + 20);
            await PostgresFixture.ExecuteAsync(address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await writing;
        }

        await writer.CompleteAsync(Some.Ending(200));
        (await Some.CountAsync(store, "cut")).ShouldBe(200);
        await store.CheckAsync("cut");
    }

    [SkippableFact]
    public async Task A_writer_gives_up_after_its_patience_and_the_run_can_be_resumed()
    {
        var troubled = new Trouble();
        StoreAddress address = postgres.NewDatabase();
        await using RunStore store = await RunStore.OpenAsync(
            address, troubled.Options() with { Patience = TimeSpan.FromSeconds(1), Lease = TimeSpan.FromSeconds(5) });
        RunWriter writer = await store.CreateAsync(Some.Draft("gone"));
        await Some.WriteUpToAsync(writer, 10);
        postgres.Server.Crash();
        StoreUnavailableException failure;
        try
        {
            failure = await Should.ThrowAsync<StoreUnavailableException>(() => WriteAsync(writer, 11, 100));
            await writer.DisposeAsync();
        }
        finally
        {
            postgres.Server.Start();
        }

        failure.Message.ShouldContain("cannot be reached");
        failure.LastCommittedEpoch.ShouldBeInRange(5, 10);
        await using RunWriter next = await store.ContinueAsync("gone");
        next.LastEpoch.ShouldBeGreaterThanOrEqualTo(failure.LastCommittedEpoch);
        await Some.WriteUpToAsync(next, 20);
        await next.CompleteAsync(Some.Ending(20));
        (await Some.CountAsync(store, "gone")).ShouldBe(20);
    }

    [SkippableFact]
    public async Task A_slow_server_makes_the_caller_wait_and_nothing_else()
    {
        StoreAddress address = postgres.NewDatabase();
        await using RunStore store = await RunStore.OpenAsync(address);
        await using RunWriter writer = await store.CreateAsync(Some.Draft("slow"));
        await Some.WriteUpToAsync(writer, 5);
        while (writer.CommittedEpoch < 5)
        {
            await Task.Yield();
        }

        await using var other = new NpgsqlConnection(address.Postgres!.ConnectionString);
        await other.OpenAsync();
        await using (NpgsqlTransaction transaction = await other.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("LOCK TABLE taskswarm_runs IN EXCLUSIVE MODE", other);
            await hold.ExecuteNonQueryAsync();
            for (long number = 6; number <= 9; number++)
            {
                await writer.WriteAsync(Some.Epoch(number));
            }

            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Should.ThrowAsync<OperationCanceledException>(
                async () => await writer.WriteAsync(Some.Epoch(10), soon.Token));
            writer.CommittedEpoch.ShouldBe(5);
        }

        await writer.WriteAsync(Some.Epoch(10));
        await writer.CompleteAsync(Some.Ending(10));
        (await Some.CountAsync(store, "slow")).ShouldBe(10);
    }

    [SkippableFact]
    public async Task A_writer_that_lost_its_run_can_add_nothing()
    {
        StoreAddress address = postgres.NewDatabase();
        await using RunStore store = await RunStore.OpenAsync(address);
        await using RunWriter old = await store.CreateAsync(Some.Draft("fence"));
        await Some.WriteUpToAsync(old, 5);
        while (old.CommittedEpoch < 5)
        {
            await Task.Yield();
        }

        await PostgresFixture.ExecuteAsync(address,
            "UPDATE taskswarm_runs SET owner_machine = 'elsewhere', lease_until = 0");
        await using RunWriter next = await store.ContinueAsync("fence");
        await Should.ThrowAsync<RunOwnedException>(() => WriteAsync(old, 6, 60));
        await Some.WriteUpToAsync(next, 12);
        await next.CompleteAsync(Some.Ending(12));
        (await Some.CountAsync(store, "fence")).ShouldBe(12);
    }

    [SkippableFact]
    public async Task A_flipped_byte_is_found()
    {
        StoreAddress address = postgres.NewDatabase();
        await using RunStore store = await RunStore.OpenAsync(address);
        string run = await Some.RunAsync(store, 5);
        await PostgresFixture.ExecuteAsync(address, """
            UPDATE taskswarm_journal SET message = set_byte(message, 400, get_byte(message, 400) # 1)
            WHERE sequence_number = 3
            """);
        StoreCorruptException found = await Should.ThrowAsync<StoreCorruptException>(() => store.CheckAsync(run));
        found.Message.ShouldContain("at epoch 3: the checksum differs");
    }

    [SkippableTheory]
    [InlineData("CREATE TABLE taskswarm_runs(x integer)", "tables of another program (taskswarm_runs)")]
    [InlineData("CREATE TABLE taskswarm_schema(version integer); INSERT INTO taskswarm_schema VALUES(99)", "newer")]
    [InlineData("CREATE TABLE taskswarm_schema(x text)", "does not hold one version")]
    public async Task A_newer_or_foreign_schema_is_refused(string sql, string words)
    {
        StoreAddress address = postgres.NewDatabase();
        await PostgresFixture.ExecuteAsync(address, sql);
        StoreException refused = await Should.ThrowAsync<StoreException>(() => RunStore.OpenAsync(address));
        refused.Message.ShouldContain(words);
        refused.Message.ShouldContain("Nothing was changed");
    }

    [SkippableFact]
    public async Task Tables_of_others_may_stand_beside_ours()
    {
        StoreAddress address = postgres.NewDatabase();
        await PostgresFixture.ExecuteAsync(address, "CREATE TABLE theirs(x integer)");
        await using RunStore store = await RunStore.OpenAsync(address);
        (await store.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        StoreAddress address = StoreAddress.Parse("postgresql://me:secret@127.0.0.1:1/nothing");
        StoreException refused =
            await Should.ThrowAsync<StoreUnavailableException>(() => RunStore.OpenAsync(address));
        refused.Message.ShouldContain("postgresql://me@127.0.0.1:1/nothing");
        refused.ToString().ShouldNotContain("secret");
    }

    private static async Task WriteAsync(RunWriter writer, long from, long to)
    {
        for (long number = from; number <= to; number++)
        {
            await writer.WriteAsync(Some.Epoch(number));
        }
    }
}
