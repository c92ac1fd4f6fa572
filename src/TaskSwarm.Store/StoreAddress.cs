using Npgsql;

namespace TaskSwarm.Store;

/// <summary>Where a store is: an SQLite file, or a PostgreSQL database.</summary>
public sealed partial class StoreAddress
{
    private StoreAddress(string? path, NpgsqlConnectionStringBuilder? postgres)
    {
        SqlitePath = path;
        Postgres = postgres;
    }

    /// <summary><c>taskswarm/runs.db</c> in <c>$XDG_DATA_HOME</c>, or else in <c>~/.local/share</c>.</summary>
    public static StoreAddress Default
    {
        get
        {
            string? data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            if (string.IsNullOrEmpty(data) || !Path.IsPathRooted(data))
            {
                string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
                data = Path.Combine(home, ".local", "share");
            }

            return new StoreAddress(Path.Combine(data, "taskswarm", "runs.db"), null);
        }
    }

    /// <summary>Full path of the SQLite file, or null for PostgreSQL.</summary>
    public string? SqlitePath { get; }

    internal NpgsqlConnectionStringBuilder? Postgres { get; }

    /// <summary>The address as it may be shown and logged: without a password.</summary>
    public override string ToString() => Postgres is null
        ? $"sqlite:{SqlitePath}"
        : $"postgresql://{(Postgres.Username is { Length: > 0 } user ? user + "@" : "")}{Postgres.Host}"
            + $":{Postgres.Port}/{Postgres.Database}";
}
