using System.Data.Common;
using LinqToDB;

namespace TaskSwarm.Store.Databases;

/// <summary>One of the two databases, behind what differs between them.</summary>
internal abstract class Database(StoreAddress address, StoreOptions options) : IAsyncDisposable
{
    /// <summary>The version of the tables that this program makes and reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>How the triggers begin what they say when they refuse a row.</summary>
    public const string Refusal = "taskswarm:";

    private static readonly string[] Tables =
        ["taskswarm_blobs", "taskswarm_journal", "taskswarm_runs", "taskswarm_schema", "taskswarm_snapshots"];

    public StoreAddress Address => address;

    public StoreOptions Options => options;

    /// <summary>How Akka.Persistence.Sql reaches the same database.</summary>
    public abstract DataOptions DataOptions { get; }

    /// <summary>For the plugin's configuration.</summary>
    public abstract string ProviderName { get; }

    public static Database For(StoreAddress address, StoreOptions options) => address.SqlitePath is null
        ? new PostgresDatabase(address, options)
        : new SqliteDatabase(address, options);

    /// <summary>Finds our tables, makes them, or refuses and changes nothing.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellation);

    /// <summary>An open connection.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Makes the next commits of this connection, and all earlier ones of any, outlive a power loss.</summary>
    public abstract Task MakeDurableAsync(DbConnection connection, CancellationToken cancellation);

    public abstract Fault Explain(Exception exception);

    /// <summary>SQL for the first bytes of a column of bytes.</summary>
    public abstract string FirstBytes(string column, int length);

    /// <summary>Gives the space of deleted rows back.</summary>
    public abstract Task ReclaimAsync(CancellationToken cancellation);

    /// <summary>Bytes that the whole store takes.</summary>
    public abstract Task<long> SizeAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    /// <summary>The exception for a fault that is not tried again.</summary>
    public StoreException Translate(Exception exception, string during)
    {
        if (exception is StoreException known)
        {
            return known;
        }

        Fault fault = Explain(exception);
        return fault.Kind == FaultKind.Corrupt
            ? new StoreCorruptException($"The store {Address} is damaged ({during}): {fault.Words}.", exception)
            : new StoreUnavailableException($"The store {Address} failed ({during}): {fault.Words}.", exception);
    }

    /// <summary>Whether all our tables are there; refuses whatever else goes by their names.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="tables">The tables there, at least those with our names.</param>
    /// <param name="othersWelcome">Whether tables of others may be there too.</param>
    /// <param name="cancellation">Ends the reading.</param>
    protected async Task<bool> InspectAsync(
        DbConnection connection, IReadOnlyCollection<string> tables, bool othersWelcome, CancellationToken cancellation)
    {
        string[] ours = [.. tables.Where(t => Tables.Contains(t))];
        string[] others = [.. tables.Where(t => !Tables.Contains(t)).Order(StringComparer.Ordinal)];
        if (ours.Length == 0 && (others.Length == 0 || othersWelcome))
        {
            return false;
        }

        if (!ours.Contains("taskswarm_schema"))
        {
            string names = string.Join(", ", (ours.Length > 0 ? ours : others).Take(5));
            throw new StoreException($"{Address} is not a TaskSwarm store: it has tables of another program ({names}). "
                + "Nothing was changed; give another address.");
        }

        long version = await ReadVersionAsync(connection, cancellation);
        if (version != SchemaVersion)
        {
            string age = version > SchemaVersion ? "a newer" : "an older";
            throw new StoreException($"{Address} was made by {age} version of TaskSwarm: its schema is version "
                + $"{version}, this program's is {SchemaVersion}. Nothing was changed; use a program of that version.");
        }

        string[] missing = [.. Tables.Except(ours)];
        return missing.Length == 0
            ? true
            : throw new StoreException($"{Address} is not a whole TaskSwarm store: {string.Join(", ", missing)} is "
                + "missing. Nothing was changed; restore a copy, or give another address.");
    }

    /// <summary>Refuses to make what the caller did not want made.</summary>
    protected void RequireCreation()
    {
        if (!Options.CreateIfMissing)
        {
            throw new StoreMissingException($"There is no store at {Address} yet; a run that is stored makes it.");
        }
    }

    private async Task<long> ReadVersionAsync(DbConnection connection, CancellationToken cancellation)
    {
        var versions = new List<long>();
        try
        {
            await using DbCommand command = connection.Command("SELECT version FROM taskswarm_schema");
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                versions.Add(Convert.ToInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        catch (Exception e) when (e is FormatException or InvalidCastException
            || (e is DbException && Explain(e).Kind == FaultKind.Lasting))
        {
            throw Unreadable(e);
        }

        return versions.Count == 1 ? versions[0] : throw Unreadable(null);
    }

    private StoreException Unreadable(Exception? cause) => new(
        $"{Address} is not a TaskSwarm store: its table taskswarm_schema does not hold one version. "
        + "Nothing was changed; give another address.", cause);
}
