using System.Data.Common;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Tables;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store;

/// <summary>
/// Runs in a database: written by persistent actors, read as streams, and checked by chained sums whenever they are
/// read. Several processes may use one store at once. All members may be called from any thread.
/// </summary>
public sealed partial class RunStore : IAsyncDisposable
{
    private readonly Database _database;
    private readonly RunTable _runs;
    private readonly JournalTable _journal;
    private readonly SnapshotTable _snapshots;
    private readonly Lazy<Task<PersistenceSystem>> _system;

    private RunStore(Database database)
    {
        _database = database;
        _runs = new RunTable(database);
        _journal = new JournalTable(database);
        _snapshots = new SnapshotTable(database);
        _system = new Lazy<Task<PersistenceSystem>>(() => Task.Run(() => new PersistenceSystem(database)));
    }

    /// <summary>Where it is.</summary>
    public StoreAddress Address => _database.Address;

    /// <summary>Opens a store, and makes its tables where there are none.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">How to use it, or null for the defaults.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="StoreMissingException">
    /// There is no store yet, and <see cref="StoreOptions.CreateIfMissing"/> is false.
    /// </exception>
    /// <exception cref="StoreException">The database is not ours, or newer than this program; it was not
    /// changed.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<RunStore> OpenAsync(
        StoreAddress address, StoreOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        Database database = Database.For(address, options ?? new StoreOptions());
        var store = new RunStore(database);
        try
        {
            await store.GuardAsync("while it was opened", async () =>
            {
                await database.PrepareAsync(cancellation);
                return true;
            });
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The runs that pass a filter, oldest first, without their blobs.</summary>
    /// <param name="filter">Which runs, or null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StoreCorruptException">A run's row is not what was written.</exception>
    public Task<IReadOnlyList<RunRecord>> ListAsync(
        RunFilter? filter = null, CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<RunRecord>>("while runs were listed", async connection =>
            [.. (await _runs.ListAsync(connection, filter ?? new RunFilter(), cancellation)).Select(r => r.Record)],
            cancellation);

    /// <summary>A run with its blobs.</summary>
    /// <param name="idOrPrefix">Its id, or the beginning of it that no other run shares.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunNotFoundException">There is no such run, or more than one; the message names near
    /// ids.</exception>
    /// <exception cref="StoreCorruptException">The run's row or a blob is not what was written.</exception>
    public Task<RunRecord> FindAsync(string idOrPrefix, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        return ReadAsync("while a run was looked up", async connection =>
        {
            string id = await ResolveAsync(connection, idOrPrefix, cancellation);
            RunRow row = await RequireAsync(connection, id, cancellation);
            return row.Record with
            {
                Description = await _runs.BlobAsync(connection, id, RunTable.Description, cancellation),
                Ending = await _runs.BlobAsync(connection, id, RunTable.Ending, cancellation),
            };
        }, cancellation);
    }

    /// <summary>Bytes that the whole store takes on its disk.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<long> SizeAsync(CancellationToken cancellation = default) =>
        GuardAsync("while its size was read", () => _database.SizeAsync(cancellation));

    /// <summary>
    /// Removes a run and gives its space back. A run that others fork from stays, since they share its past.
    /// </summary>
    /// <param name="runId">Its id.</param>
    /// <param name="cancellation">Ends the deletion before it begins.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="RunOwnedException">A writer is at work on it.</exception>
    /// <exception cref="StoreException">Others fork from it; the message names them.</exception>
    public Task DeleteAsync(string runId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return ReadAsync("while a run was deleted", async connection =>
        {
            RunRow? row = await RowOrRuinAsync(connection, runId, cancellation);
            if (row?.OwnerAlive == true)
            {
                throw Owned(row);
            }

            List<string> forks = await RunTable.ForksAsync(connection, runId, cancellation);
            if (forks.Count > 0)
            {
                throw new StoreException(
                    $"Run {runId} cannot be deleted: {Names(forks)} {(forks.Count == 1 ? "forks" : "fork")} from it "
                    + "and would lose the past that they share. Delete what forks first.");
            }

            await RunTable.DeleteAsync(connection, runId, cancellation);
            await _database.ReclaimAsync(cancellation);
            return true;
        }, cancellation);
    }

    /// <summary>Ends all writers that are left, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_system.IsValueCreated)
        {
            await (await _system.Value).DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    /// <summary>A damaged run can be deleted like any other.</summary>
    private async Task<RunRow?> RowOrRuinAsync(DbConnection connection, string id, CancellationToken cancellation)
    {
        try
        {
            return await RequireAsync(connection, id, cancellation);
        }
        catch (StoreCorruptException)
        {
            return null;
        }
    }

    private async Task<RunRow> RequireAsync(DbConnection connection, string id, CancellationToken cancellation) =>
        await _runs.GetAsync(connection, id, cancellation)
            ?? throw RunIds.NotFound(id, await RunTable.IdsAsync(connection, "", cancellation), Address);

    private async Task<string> ResolveAsync(DbConnection connection, string text, CancellationToken cancellation)
    {
        List<string> ids = text.Length > 0 ? await RunTable.IdsAsync(connection, text, cancellation) : [];
        return ids.Contains(text) ? text
            : ids.Count == 1 ? ids[0]
            : ids.Count > 1 ? throw RunIds.Ambiguous(text, ids, Address)
            : throw RunIds.NotFound(text, await RunTable.IdsAsync(connection, "", cancellation), Address);
    }

    private RunOwnedException Owned(RunRow row) => new(
        $"Run {row.Record.Id} in {Address} is being written by {row.OwnerName}. Wait until it ends, or stop it.");

    private static string Names(List<string> ids) =>
        string.Join(", ", ids.Take(5)) + (ids.Count > 5 ? $" and {ids.Count - 5} more" : "");

    private Task<T> ReadAsync<T>(string during, Func<DbConnection, Task<T>> read, CancellationToken cancellation) =>
        GuardAsync(during, async () =>
        {
            await using DbConnection connection = await _database.OpenAsync(cancellation);
            return await read(connection);
        });

    /// <summary>Turns what a database throws into what this store promises.</summary>
    private async Task<T> GuardAsync<T>(string during, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e) when (e is DbException or InvalidDataException or TimeoutException or IOException
            or System.Net.Sockets.SocketException)
        {
            throw _database.Translate(e, during);
        }
    }
}
