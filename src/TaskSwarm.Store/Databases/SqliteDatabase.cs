using System.Data.Common;
using System.Globalization;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace TaskSwarm.Store.Databases;

/// <summary>An SQLite file in WAL mode.</summary>
/// <remarks>
/// Epochs are committed with synchronous=NORMAL: a killed process loses nothing, and a power loss loses at most the
/// last epochs, never their order, so what is left is a clean prefix that resume goes on from. The commit that ends a
/// run is made with synchronous=FULL, which makes everything before it durable as well.
/// </remarks>
internal sealed class SqliteDatabase : Database
{
    /// <summary>SQLITE_READONLY_ROLLBACK.</summary>
    private const int ReadOnlyRollback = 776;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly string _setUp;

    public SqliteDatabase(StoreAddress address, StoreOptions options)
        : base(address, options)
    {
        _path = address.SqlitePath!;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = true,
            DefaultTimeout = 1,
        }.ToString();
        _setUp = string.Create(CultureInfo.InvariantCulture,
            $"PRAGMA busy_timeout = {(long)options.SqliteLockWait.TotalMilliseconds}; PRAGMA synchronous = NORMAL;")
            + (options.SqlitePageLimit is int pages
                ? string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages};")
                : "");
        DataOptions = new DataOptions()
            .UseConnectionString(ProviderName, _connectionString)
            .UseAfterConnectionOpened(SetUp, SetUpAsync);
    }

    public override DataOptions DataOptions { get; }

    public override string ProviderName => LinqToDB.ProviderName.SQLiteMS;

    public override string FirstBytes(string column, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"substr({column}, 1, {length})");

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        SqliteFile look = LookAtFile();
        if (look == SqliteFile.Foreign)
        {
            throw new StoreException($"{Address} is not an SQLite database. Nothing was changed; give another path.");
        }

        if (look == SqliteFile.Unmarked)
        {
            look = await InspectUnmarkedAsync(cancellation) ? SqliteFile.Ours : SqliteFile.Absent;
        }
        else if (look == SqliteFile.Ours)
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            look = await InspectAsync(connection, cancellation) ? SqliteFile.Ours : SqliteFile.Absent;
        }

        if (look == SqliteFile.Absent)
        {
            RequireCreation();
            await CreateAsync(cancellation);
        }
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await SetUpAsync(connection, cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task MakeDurableAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.Command("PRAGMA synchronous = FULL").RunAsync(cancellation);

    public override Fault Explain(Exception exception) => SqliteFaults.Explain(exception);

    public override async Task ReclaimAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await using DbCommand vacuum = connection.Command("PRAGMA incremental_vacuum");
        await using (DbDataReader reader = await vacuum.ExecuteReaderAsync(cancellation))
        {
            // A page is given back per row read.
            while (await reader.ReadAsync(cancellation))
            {
            }
        }

        await connection.Command("PRAGMA wal_checkpoint(TRUNCATE)").RunAsync(cancellation);
    }

    public override Task<long> SizeAsync(CancellationToken cancellation) => Task.FromResult(
        new[] { _path, _path + "-wal" }.Where(File.Exists).Sum(p => new FileInfo(p).Length));

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private void SetUp(DbConnection connection)
    {
        using DbCommand command = connection.Command(_setUp);
        command.ExecuteNonQuery();
    }

    private Task SetUpAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.Command(_setUp).RunAsync(cancellation);

    private SqliteFile LookAtFile()
    {
        try
        {
            return SqliteFiles.Look(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{Address} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Looks into what may be another program's file without writing to it, but for what a killed writer had begun:
    /// only who may write can roll that back, and before nothing can be read.
    /// </summary>
    private async Task<bool> InspectUnmarkedAsync(CancellationToken cancellation)
    {
        try
        {
            return await InspectAsync(SqliteOpenMode.ReadOnly, cancellation);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == ReadOnlyRollback)
        {
            return await InspectAsync(SqliteOpenMode.ReadWrite, cancellation);
        }
    }

    private async Task<bool> InspectAsync(SqliteOpenMode mode, CancellationToken cancellation)
    {
        string once = new SqliteConnectionStringBuilder(_connectionString) { Mode = mode, Pooling = false }.ToString();
        await using var connection = new SqliteConnection(once);
        await connection.OpenAsync(cancellation);
        return await InspectAsync(connection, cancellation);
    }

    private async Task<bool> InspectAsync(DbConnection connection, CancellationToken cancellation)
    {
        var tables = new List<string>();
        await using (DbCommand command = connection.Command(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }

        return await InspectAsync(connection, tables, othersWelcome: false, cancellation);
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{Address} cannot be made: {e.Message}", e);
        }

        string create = new SqliteConnectionStringBuilder(_connectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
        }.ToString();
        await using var connection = new SqliteConnection(create);
        await connection.OpenAsync(cancellation);
        await SetUpAsync(connection, cancellation);
        await connection.Command("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL").RunAsync(cancellation);
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(cancellation))
        {
            // Another process may have been quicker.
            if (!await InspectAsync(connection, cancellation))
            {
                await connection.Command(SqliteSchema.Create).In(transaction).RunAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        SqliteConnection.ClearPool(connection);
    }
}
