using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

/// <summary>A flipped byte is found, wherever it is.</summary>
public sealed class CorruptionTests : IDisposable
{
    private const int Large = 50_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Columns()
    {
        var data = new TheoryData<string, string>();
        (string Table, string Columns)[] all =
        [
            ("taskswarm_runs", "scenario kind strategy seed scenario_hash version keep parent fork_epoch parent_sum "
                + "started_at genesis state epochs bytes ended_at digest events simulated head_sum seal"),
            ("taskswarm_blobs", "run name sum content"),
            ("taskswarm_journal", "persistence_id sequence_number deleted created tags identifier manifest message"),
            ("taskswarm_snapshots", "sequence_number created manifest serializer_id snapshot"),
        ];
        foreach ((string table, string columns) in all)
        {
            foreach (string column in columns.Split(' '))
            {
                data.Add(table, column);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_change_of_any_column_is_found(string table, string column)
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await WriteAsync(store);
        foreach ((string where, int offset) in Rows(table))
        {
            byte[] before = await SaveAsync();
            Flip.Blob(_folder, table, column, where, offset);
            StoreException found = await Should.ThrowAsync<StoreException>(() => store.CheckAsync("victim"));
            found.Message.ShouldContain("victim");
            found.ShouldBeOfType<StoreCorruptException>();
            await RestoreAsync(before);
        }
    }

    /// <summary>
    /// Over the whole file: either the run is found damaged, or it reads exactly as it was written (the byte was in a
    /// page that is not used, or in a copy that SQLite keeps for speed).
    /// </summary>
    [Fact]
    public async Task A_flipped_byte_anywhere_in_the_file_is_never_accepted_as_another_run()
    {
        await using (RunStore store = await RunStore.OpenAsync(_folder.Address))
        {
            await WriteAsync(store, Large);
        }

        byte[] sound = await File.ReadAllBytesAsync(_folder.File);
        int found = 0;
        ulong state = 42;
        for (int round = 0; round < 300; round++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            byte[] hurt = [.. sound];
            hurt[(int)((state >> 20) % (ulong)hurt.Length)] ^= (byte)(1 << (int)(state >> 60 & 7));
            await File.WriteAllBytesAsync(_folder.File, hurt);
            try
            {
                await using RunStore store = await RunStore.OpenAsync(_folder.Address);
                await store.CheckAsync("victim");
                await RequireSameAsync(store);
            }
            catch (StoreException)
            {
                found++;
            }
            finally
            {
                SqliteConnection.ClearAllPools();
            }
        }

        found.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task A_run_that_lost_its_last_epochs_is_not_taken_for_a_shorter_one()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await using (RunWriter writer = await store.CreateAsync(Some.Draft("victim")))
        {
            await Some.WriteUpToAsync(writer, 6);
        }

        _folder.Execute("DELETE FROM taskswarm_journal WHERE sequence_number > 4");
        (await Should.ThrowAsync<StoreCorruptException>(() => store.ContinueAsync("victim"))).Message
            .ShouldContain("it should have 6 epochs of its own, and has 4");
        (await Should.ThrowAsync<StoreCorruptException>(() => Some.CountAsync(store, "victim"))).Message
            .ShouldContain("row 5");
    }

    [Fact]
    public async Task A_damaged_run_can_be_deleted_and_its_neighbour_read()
    {
        await using RunStore store = await RunStore.OpenAsync(_folder.Address);
        await WriteAsync(store);
        await Some.RunAsync(store, 3, "neighbour");
        Flip.Blob(_folder, "taskswarm_runs", "seed", "id = 'victim'", 3);
        (await Some.CountAsync(store, "neighbour")).ShouldBe(3);
        await store.DeleteAsync("victim");
        (await store.ListAsync()).Single().Id.ShouldBe("neighbour");
    }

    /// <param name="store">Where to.</param>
    /// <param name="size">Bytes of an epoch: many, and most of the file's bytes are of epochs.</param>
    private static async Task WriteAsync(RunStore store, int size = 1000)
    {
        await using RunWriter writer = await store.CreateAsync(Some.Draft("victim"));
        for (long number = 1; number <= 4; number++)
        {
            await writer.WriteAsync(Some.Epoch(number, size));
        }

        await writer.SaveSnapshotAsync(Some.Snapshot(4));
        await writer.CompleteAsync(Some.Ending(4));
    }

    private static async Task RequireSameAsync(RunStore store)
    {
        RunRecord run = await store.FindAsync("victim");
        RunEnding ending = Some.Ending(4);
        (run.State, run.Digest, run.Events, run.SimulatedMicros, run.Seed, run.Scenario)
            .ShouldBe((
                ending.State, ending.Digest, ending.Events, ending.SimulatedMicros, Some.Draft().Seed, "couriers"));
        run.Ending.Span.SequenceEqual(ending.Ending.Span).ShouldBeTrue();
        run.Description.Span.SequenceEqual(Some.Draft().Description.Span).ShouldBeTrue();
        (await Some.CountAsync(store, "victim", Large)).ShouldBe(4);
        SnapshotBlock? snapshot = await store.LatestSnapshotAsync("victim");
        (snapshot is null || snapshot.Payload.Span.SequenceEqual(Some.Snapshot(4).Payload.Span)).ShouldBeTrue();
    }

    private static IEnumerable<(string Where, int Offset)> Rows(string table) => table switch
    {
        "taskswarm_journal" => [("sequence_number = 1", 0), ("sequence_number = 2", 300), ("sequence_number = 4", 45)],
        "taskswarm_blobs" => [("name = 'description'", 30), ("name = 'ending'", 3)],
        "taskswarm_snapshots" => [("sequence_number = 4", 25), ("sequence_number = 4", 2222)],
        _ => [("id = 'victim'", 0), ("id = 'victim'", 7)],
    };

    private async Task<byte[]> SaveAsync()
    {
        _folder.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return await File.ReadAllBytesAsync(_folder.File);
    }

    private async Task RestoreAsync(byte[] bytes)
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_folder.File + "-wal");
        File.Delete(_folder.File + "-shm");
        await File.WriteAllBytesAsync(_folder.File, bytes);
    }
}
