using Npgsql;
using Xunit;

namespace TaskSwarm.Store.Tests;

/// <summary>One server for the tests of a class; each takes a database of its own.</summary>
public sealed class PostgresFixture : IDisposable
{
    private readonly PostgresServer? _server;
    private readonly string _reason;

    public PostgresFixture() => _server = PostgresServer.TryStart(out _reason);

    /// <summary>The server; skips the test if there is none.</summary>
    public PostgresServer Server
    {
        get
        {
            Skip.If(_server is null, _reason);
            return _server!;
        }
    }

    public StoreAddress NewDatabase() => StoreAddress.Parse(Server.CreateDatabase());

    public void Dispose() => _server?.Dispose();

    /// <summary>Runs SQL past the store.</summary>
    internal static async Task<int> ExecuteAsync(StoreAddress address, string sql)
    {
        await using var connection = new NpgsqlConnection(address.Postgres!.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }
}
