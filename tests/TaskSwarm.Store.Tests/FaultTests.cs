using Akka.Actor;
using Microsoft.Data.Sqlite;
using Shouldly;
using TaskSwarm.Store.Writing;
using Xunit;

namespace TaskSwarm.Store.Tests;

/// <summary>Real faults of an SQLite file, and of the actors.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_goes_on_when_a_locked_file_is_let_go()
    {
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(_folder.Address, troubled.Options());
        await using RunWriter writer = await store.CreateAsync(Some.Draft("locked"));
        using (Lock())
        {
            await Some.WriteUpToAsync(writer, 3);
            await troubled.First;
        }

        await writer.WriteAsync(Some.Epoch(4));
        await writer.CompleteAsync(Some.Ending(4));
        (await Some.CountAsync(store, "locked")).ShouldBe(4);
        troubled.Words.First().ShouldContain("the file is locked by another program");
        troubled.Words.Last().ShouldContain("takes run locked again");
    }

    [Fact]
    public async Task A_file_that_stays_locked_ends_the_writer_and_the_run_can_be_resumed()
    {
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(
            _folder.Address, troubled.Options() with { Patience = TimeSpan.FromMilliseconds(300) });
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("stuck")))
        {
            await Some.WriteUpToAsync(writer, 3);
            while (writer.CommittedEpoch < 3)
            {
                await Task.Yield();
            }

            StoreUnavailableException failure;
            using (Lock())
            {
                failure = await Should.ThrowAsync<StoreUnavailableException>(() => WriteAsync(writer, 4, 40));
            }

            failure.Message.ShouldContain("the file is locked");
            failure.Message.ShouldContain("stored up to epoch 3");
            failure.LastCommittedEpoch.ShouldBe(3);
            await Should.ThrowAsync<StoreUnavailableException>(() => writer.CompleteAsync(Some.Ending(4)));
        }

        await using RunWriter next = await store.ContinueAsync("stuck");
        next.LastEpoch.ShouldBe(3);
        await Some.WriteUpToAsync(next, 8);
        await next.CompleteAsync(Some.Ending(8));
        (await Some.CountAsync(store, "stuck")).ShouldBe(8);
        await store.CheckAsync("stuck");
    }

    [Fact]
    public async Task A_run_is_created_once_a_locked_file_is_let_go()
    {
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(_folder.Address, troubled.Options());
        Task<RunWriter> creating;
        using (Lock())
        {
            creating = store.CreateAsync(Some.Draft("later"));
            await troubled.First;
        }

        await using RunWriter writer = await creating;
        await writer.CompleteAsync(Some.Ending(0));
        (await store.FindAsync("later")).State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public async Task A_full_disk_ends_the_writer_and_the_run_can_be_resumed_when_there_is_room()
    {
        var troubled = new Trouble();
        StoreOptions small = troubled.Options() with
        {
            Patience = TimeSpan.FromMilliseconds(300),
            SqlitePageLimit = 60,
        };
        await using (RunStore store = await RunStore.OpenAsync(_folder.Address, small))
        {
            await using RunWriter writer = await store.CreateAsync(Some.Draft("full"));
            StoreUnavailableException failure = await Should.ThrowAsync<StoreUnavailableException>(
                () => WriteAsync(writer, 1, 1000));
            failure.Message.ShouldContain("the disk is full");
            failure.LastCommittedEpoch.ShouldBeGreaterThan(10);
        }

        await using RunStore roomy = await RunStore.OpenAsync(_folder.Address);
        (await roomy.FindAsync("full")).State.ShouldBe(RunState.Interrupted);
        await using RunWriter next = await roomy.ContinueAsync("full");
        await Some.WriteUpToAsync(next, 500);
        await next.CompleteAsync(Some.Ending(500));
        (await Some.CountAsync(roomy, "full")).ShouldBe(500);
        await roomy.CheckAsync("full");
    }

    [Fact]
    public async Task A_journal_that_dies_is_made_anew_and_nothing_is_lost()
    {
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(_folder.Address, troubled.Options());
        await using RunWriter writer = await store.CreateAsync(Some.Draft("killed"));
        IActorRef keeper = await writer.Keeper;
        for (int round = 0; round < 10; round++)
        {
            await WriteAsync(writer, (round * 5) + 1, (round * 5) + 5);
            new ActorSelection(keeper, "journal-*").Tell(Kill.Instance);
        }

        await writer.CompleteAsync(Some.Ending(50));
        (await Some.CountAsync(store, "killed")).ShouldBe(50);
        await store.CheckAsync("killed");
        troubled.Words.ShouldContain(w => w.Contains("the journal stopped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ActorKilledException))]
    [InlineData(typeof(TimeoutException))]
    public void A_journal_that_throws_is_stopped_and_never_restarted_in_doubt(Type failure) =>
        ((OneForOneStrategy)RunKeeper.Supervision).Decider.Decide((Exception)Activator.CreateInstance(
            failure, "as a test")!).ShouldBe(Directive.Stop);

    private static async Task WriteAsync(RunWriter writer, long from, long to)
    {
        for (long number = from; number <= to; number++)
        {
            await writer.WriteAsync(Some.Epoch(number));
        }
    }

    /// <summary>Holds the file as another program would.</summary>
    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
