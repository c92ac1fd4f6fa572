using Microsoft.Data.Sqlite;

namespace TaskSwarm.Store.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Root = Directory.CreateTempSubdirectory("taskswarm-store-").FullName;

    public string Root { get; }

    public string File => Path.Combine(Root, "runs.db");

    public StoreAddress Address => StoreAddress.Parse(File);

    /// <summary>Runs SQL past the store, as a fault or another program would.</summary>
    public long Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteScalar() is long number ? number : 0;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
