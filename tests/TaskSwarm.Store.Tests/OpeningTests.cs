using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_is_made_with_its_folder_and_opened_again()
    {
        StoreAddress deep = StoreAddress.Parse(Path.Combine(_folder.Root, "a", "b", "runs.db"));
        await using (RunStore store = await RunStore.OpenAsync(deep))
        {
            await Some.RunAsync(store, 1);
        }

        await using RunStore again = await RunStore.OpenAsync(deep, new StoreOptions { CreateIfMissing = false });
        (await again.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_is_only_read_is_not_made()
    {
        StoreMissingException missing = await Should.ThrowAsync<StoreMissingException>(
            () => RunStore.OpenAsync(_folder.Address, new StoreOptions { CreateIfMissing = false }));
        missing.Message.ShouldContain(_folder.File);
        File.Exists(_folder.File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_untouched()
    {
        File.WriteAllText(_folder.File, "Dear diary, today I did not back up my runs. " + new string('x', 200));
        await RefuseAsync("is not an SQLite database");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_untouched()
    {
        _folder.Execute("CREATE TABLE songs(title TEXT); INSERT INTO songs VALUES('So What')");
        await RefuseAsync("tables of another program (songs)");
    }

    [Fact]
    public async Task Tables_of_our_names_without_a_version_are_refused_untouched()
    {
        _folder.Execute("CREATE TABLE taskswarm_runs(id TEXT)");
        await RefuseAsync("tables of another program (taskswarm_runs)");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_untouched()
    {
        await using (await RunStore.OpenAsync(_folder.Address))
        {
        }

        _folder.Execute("UPDATE taskswarm_schema SET version = 2");
        await RefuseAsync("a newer version of TaskSwarm: its schema is version 2, this program's is 1");
    }

    [Theory]
    [InlineData("DELETE FROM taskswarm_schema", "does not hold one version")]
    [InlineData("UPDATE taskswarm_schema SET version = 'one'", "does not hold one version")]
    [InlineData("DROP TABLE taskswarm_journal", "taskswarm_journal is missing")]
    public async Task A_schema_in_pieces_is_refused_untouched(string sql, string words)
    {
        await using (await RunStore.OpenAsync(_folder.Address))
        {
        }

        _folder.Execute(sql);
        await RefuseAsync(words);
    }

    [Fact]
    public async Task Two_may_make_the_same_store_at_once()
    {
        RunStore[] stores = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => Task.Run(() => RunStore.OpenAsync(_folder.Address))));
        foreach (RunStore store in stores)
        {
            await Some.RunAsync(store, 2);
            await store.DisposeAsync();
        }

        await using RunStore again = await RunStore.OpenAsync(_folder.Address);
        (await again.ListAsync()).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE t(x); DROP TABLE t;")]
    public async Task A_store_whose_maker_was_killed_amid_it_is_made_anew(string before)
    {
        CopyAmid(before);
        File.Exists(_folder.File + "-journal").ShouldBeTrue();
        await using (RunStore store = await RunStore.OpenAsync(_folder.Address))
        {
            await Some.RunAsync(store, 1);
        }

        await using RunStore again = await RunStore.OpenAsync(_folder.Address);
        (await again.ListAsync()).Count.ShouldBe(1);
    }

    /// <summary>Leaves a file and its journal as they are amid a transaction.</summary>
    private void CopyAmid(string before)
    {
        string other = _folder.File + ".amid";
        using var connection = new SqliteConnection($"Data Source={other};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA cache_size = 1; {before} BEGIN; CREATE TABLE t(x);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO t SELECT randomblob(1000) FROM n
            """;
        command.ExecuteNonQuery();
        foreach (string end in new[] { "", "-journal" })
        {
            File.Copy(other + end, _folder.File + end);
        }
    }

    private async Task RefuseAsync(string words)
    {
        byte[] before = await File.ReadAllBytesAsync(_folder.File);
        StoreException refused = await Should.ThrowAsync<StoreException>(() => RunStore.OpenAsync(_folder.Address));
        refused.Message.ShouldContain(words);
        refused.Message.ShouldContain("Nothing was changed");
        (await File.ReadAllBytesAsync(_folder.File)).ShouldBe(before);
    }
}
