using System.Data.Common;
using System.Globalization;
using LinqToDB;
using Npgsql;

namespace TaskSwarm.Store.Databases;

/// <summary>A PostgreSQL database, which may hold tables of others as well.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>Any number, the same in every TaskSwarm: two programs must not make the tables at once.</summary>
    private const long CreationLock = 0x5453574D_00000001;

    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(StoreAddress address, StoreOptions options)
        : base(address, options)
    {
        var builder = new NpgsqlConnectionStringBuilder(address.Postgres!.ConnectionString)
        {
            ApplicationName = "TaskSwarm",
            IncludeErrorDetail = false,
        };
        // A server that hangs must not hold a writer much longer than one that is down.
        builder.Timeout = Math.Min(builder.Timeout, 5);
        _connectionString = builder.ConnectionString;
        _source = NpgsqlDataSource.Create(builder);
        DataOptions = new DataOptions().UseConnectionString(ProviderName, _connectionString);
    }

    public override DataOptions DataOptions { get; }

    public override string ProviderName => LinqToDB.ProviderName.PostgreSQL95;

    public override string FirstBytes(string column, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"substring({column} from 1 for {length})");

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        if (await InspectAsync(connection, cancellation))
        {
            return;
        }

        RequireCreation();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Command("SELECT pg_advisory_xact_lock(@key)", ("key", CreationLock)).RunAsync(cancellation);
        if (!await InspectAsync(connection, cancellation))
        {
            await connection.Command(PostgresSchema.Create).RunAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation) =>
        await _source.OpenConnectionAsync(cancellation);

    public override Task MakeDurableAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.CompletedTask;

    public override Fault Explain(Exception exception) => PostgresFaults.Explain(exception);

    public override async Task ReclaimAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await connection.Command("VACUUM taskswarm_journal, taskswarm_snapshots, taskswarm_blobs, taskswarm_runs")
            .RunAsync(cancellation);
    }

    public override async Task<long> SizeAsync(CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await connection.Command("""
            SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c
            WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind = 'r'
              AND c.relname LIKE 'taskswarm\_%'
            """).NumberAsync(cancellation) ?? 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await using var connection = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private async Task<bool> InspectAsync(DbConnection connection, CancellationToken cancellation)
    {
        var tables = new List<string>();
        await using (DbCommand command = connection.Command("""
            SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = to_regnamespace(current_schema())
              AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND c.relname LIKE 'taskswarm\_%'
            """))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }

        return await InspectAsync(connection, tables, othersWelcome: true, cancellation);
    }
}
