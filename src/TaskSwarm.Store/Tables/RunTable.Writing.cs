using System.Data.Common;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store.Tables;

/// <content>Changes of a run's row, each in one commit.</content>
internal sealed partial class RunTable
{
    /// <summary>Adds a run with its owner.</summary>
    /// <returns>Its genesis, or null if the id is taken.</returns>
    public async Task<byte[]?> AddAsync(
        DbConnection connection, RunRecord record, byte[] parentSum, Owner owner, CancellationToken cancellation)
    {
        byte[] description = Packing.Pack(record.Description.Span, 0);
        byte[] descriptionSum = BlobSum(description);
        byte[] genesis = RunRow.ComputeGenesis(record, parentSum, descriptionSum);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        int added = await connection.Command(
            """
            INSERT INTO taskswarm_runs(id, scenario, kind, strategy, seed, scenario_hash, version, keep, parent,
              fork_epoch, parent_sum, started_at, genesis, state, epochs, bytes, owner, owner_machine, owner_process,
              lease_until, ended_at, digest, events, simulated, head_sum, seal)
            VALUES(@id, @scenario, @kind, @strategy, @seed, @hash, @version, @keep, @parent, @fork, @parentSum,
              @started, @genesis, @state, @fork, @bytes, @owner, @machine, @process,
              @lease, NULL, '', 0, 0, @noSum, NULL)
            ON CONFLICT(id) DO NOTHING
            """,
            ("id", record.Id), ("scenario", record.Scenario), ("kind", record.Kind), ("strategy", record.Strategy),
            ("seed", unchecked((long)record.Seed)), ("hash", record.ScenarioHash), ("version", record.Version),
            ("keep", (int)record.Keep), ("parent", record.Parent), ("fork", record.ForkEpoch), ("parentSum", parentSum),
            ("started", Micros(record.StartedAt)), ("genesis", genesis),
            ("state", (int)RunState.Running), ("bytes", (long)description.Length), ("owner", owner.Token),
            ("machine", owner.Machine), ("process", owner.Process), ("lease", LeaseUntil()),
            ("noSum", Array.Empty<byte>())).In(transaction).RunAsync(cancellation);
        if (added == 1)
        {
            await connection.Command(
                "INSERT INTO taskswarm_blobs(run, name, sum, content) VALUES(@id, @name, @sum, @content)",
                ("id", record.Id), ("name", Description), ("sum", descriptionSum), ("content", description))
                .In(transaction).RunAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return added == 1 ? genesis : null;
    }

    /// <summary>Opens a run again for a new owner, unless another one was quicker.</summary>
    public async Task<bool> TakeOverAsync(
        DbConnection connection, RunRow row, byte[]? formerToken, Owner owner, CancellationToken cancellation)
    {
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        long endingBytes = await connection.Command(
            "SELECT coalesce(sum(length(content)), 0) FROM taskswarm_blobs WHERE run = @id AND name = @name",
            ("id", row.Record.Id), ("name", Ending)).In(transaction).NumberAsync(cancellation) ?? 0;
        await using DbCommand update = connection.Command(
            $"""
            UPDATE taskswarm_runs SET state = @state, owner = @owner, owner_machine = @machine,
              owner_process = @process, lease_until = @lease, ended_at = NULL, digest = '', events = 0, simulated = 0,
              head_sum = @noSum, seal = NULL, bytes = bytes - @endingBytes
            WHERE id = @id AND {(formerToken is null ? "owner IS NULL" : "owner = @former")}
            """,
            ("state", (int)RunState.Running), ("owner", owner.Token), ("machine", owner.Machine),
            ("process", owner.Process), ("lease", LeaseUntil()), ("noSum", Array.Empty<byte>()),
            ("endingBytes", endingBytes), ("id", row.Record.Id));
        update.In(transaction);
        if (formerToken is not null)
        {
            DbParameter former = update.CreateParameter();
            former.ParameterName = "former";
            former.Value = formerToken;
            update.Parameters.Add(former);
        }

        bool taken = await update.ExecuteNonQueryAsync(cancellation) == 1;
        if (taken)
        {
            await DeleteBlobAsync(connection, transaction, row.Record.Id, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return taken;
    }

    /// <summary>Renews the lease. False if the owner has lost the run.</summary>
    public async Task<bool> RenewAsync(
        DbConnection connection, string id, byte[] token, CancellationToken cancellation) =>
        await connection.Command(
            "UPDATE taskswarm_runs SET lease_until = @lease WHERE id = @id AND owner = @owner",
            ("lease", LeaseUntil()), ("id", id), ("owner", token)).RunAsync(cancellation) == 1;

    /// <summary>Who owns a run, and its last committed epoch. Null if there is no such run.</summary>
    public static async Task<(byte[]? Token, long Epochs, byte[]? Seal)?> StandAsync(
        DbConnection connection, string id, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            "SELECT owner, epochs, seal FROM taskswarm_runs WHERE id = @id", ("id", id));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (Bytes(reader, 0), reader.GetInt64(1), Bytes(reader, 2))
            : null;
    }

    /// <summary>
    /// Writes the ending, seals the run and lets it go, in one commit that outlives a power loss. False if the owner
    /// has lost the run.
    /// </summary>
    /// <remarks>May be repeated after a failure of unknown outcome: the second finds its own seal.</remarks>
    public async Task<bool> SealAsync(
        DbConnection connection, string id, byte[] token, RunEnding ending, DateTimeOffset endedAt, byte[] headSum,
        CancellationToken cancellation)
    {
        await database.MakeDurableAsync(connection, cancellation);
        RunRow? row = await GetAsync(connection, id, cancellation);
        if (row is null)
        {
            return false;
        }

        byte[] content = Packing.Pack(ending.Ending.Span, 0);
        byte[] endingSum = BlobSum(content);
        long bytes = row.StoredState == RunState.Running ? row.StoredBytes + content.Length : row.StoredBytes;
        RunRow done = row with
        {
            StoredState = ending.State,
            StoredBytes = bytes,
            HeadSum = headSum,
            Record = row.Record with
            {
                Digest = ending.Digest,
                Events = ending.Events,
                SimulatedMicros = ending.SimulatedMicros,
                EndedAt = endedAt,
            },
        };
        byte[] seal = done.ComputeSeal(endingSum);
        if (row.Seal is not null)
        {
            return Checksum.Equal(row.Seal, seal);
        }

        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        int changed = await connection.Command(
            """
            UPDATE taskswarm_runs SET state = @state, bytes = @bytes, owner = NULL, owner_machine = NULL,
              owner_process = NULL, lease_until = 0, ended_at = @ended, digest = @digest, events = @events,
              simulated = @simulated, head_sum = @head, seal = @seal
            WHERE id = @id AND owner = @owner AND epochs = @epochs
            """,
            ("state", (int)ending.State), ("bytes", bytes), ("ended", Micros(endedAt)), ("digest", ending.Digest),
            ("events", ending.Events), ("simulated", ending.SimulatedMicros), ("head", headSum), ("seal", seal),
            ("id", id), ("owner", token), ("epochs", row.Record.Epochs)).In(transaction).RunAsync(cancellation);
        if (changed == 1)
        {
            await connection.Command(
                "INSERT INTO taskswarm_blobs(run, name, sum, content) VALUES(@id, @name, @sum, @content)",
                ("id", id), ("name", Ending), ("sum", endingSum), ("content", content))
                .In(transaction).RunAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return changed == 1;
    }

    /// <summary>Removes all rows of a run.</summary>
    public static async Task DeleteAsync(DbConnection connection, string id, CancellationToken cancellation)
    {
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        string[] statements =
        [
            "DELETE FROM taskswarm_runs WHERE id = @id",
            "DELETE FROM taskswarm_blobs WHERE run = @id",
            "DELETE FROM taskswarm_snapshots WHERE persistence_id = @id",
            "DELETE FROM taskswarm_journal WHERE persistence_id = @id",
        ];
        foreach (string statement in statements)
        {
            await connection.Command(statement, ("id", id)).In(transaction).RunAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Ids of the runs that fork from a run, in order.</summary>
    public static async Task<List<string>> ForksAsync(
        DbConnection connection, string id, CancellationToken cancellation)
    {
        var forks = new List<string>();
        await using DbCommand command = connection.Command(
            "SELECT id FROM taskswarm_runs WHERE parent = @id ORDER BY id", ("id", id));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            forks.Add(reader.GetString(0));
        }

        return forks;
    }

    private static Task<int> DeleteBlobAsync(
        DbConnection connection, DbTransaction transaction, string id, CancellationToken cancellation) =>
        connection.Command("DELETE FROM taskswarm_blobs WHERE run = @id AND name = @name", ("id", id), ("name", Ending))
            .In(transaction).RunAsync(cancellation);

    private long LeaseUntil() => Micros(database.Options.Clock.GetUtcNow() + database.Options.Lease);
}
