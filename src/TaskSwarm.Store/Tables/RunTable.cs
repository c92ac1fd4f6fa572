using System.Data.Common;
using System.Globalization;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store.Tables;

/// <summary>Reads the table of runs, and checks every row by its sums.</summary>
internal sealed partial class RunTable(Database database)
{
    public const string Description = "description";
    public const string Ending = "ending";

    private const string Columns = """
        r.id, r.scenario, r.kind, r.strategy, r.seed, r.scenario_hash, r.version, r.keep, r.parent, r.fork_epoch,
        r.parent_sum, r.started_at, r.genesis, r.state, r.epochs, r.bytes, r.owner, r.owner_machine, r.owner_process,
        r.lease_until, r.ended_at, r.digest, r.events, r.simulated, r.head_sum, r.seal,
        (SELECT coalesce(sum(length(s.snapshot)), 0) FROM taskswarm_snapshots s WHERE s.persistence_id = r.id),
        (SELECT b.sum FROM taskswarm_blobs b WHERE b.run = r.id AND b.name = 'description'),
        (SELECT b.sum FROM taskswarm_blobs b WHERE b.run = r.id AND b.name = 'ending')
        """;

    /// <summary>Microseconds since 1970, UTC.</summary>
    public static long Micros(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(micros * TimeSpan.TicksPerMicrosecond));

    /// <summary>The row of a run, or null.</summary>
    public async Task<RunRow?> GetAsync(DbConnection connection, string id, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            $"SELECT {Columns} FROM taskswarm_runs r WHERE r.id = @id", ("id", id));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    /// <summary>The rows that pass a filter, oldest first.</summary>
    public async Task<List<RunRow>> ListAsync(
        DbConnection connection, RunFilter filter, CancellationToken cancellation)
    {
        var rows = new List<RunRow>();
        await using DbCommand command = connection.Command(
            $"""
            SELECT {Columns} FROM taskswarm_runs r
            WHERE r.started_at >= @since AND r.started_at < @until
              AND (@anyScenario = 1 OR r.scenario = @scenario) AND (@anyKind = 1 OR r.kind = @kind)
            ORDER BY r.started_at, r.id
            """,
            ("since", filter.Since is DateTimeOffset since ? Micros(since) : long.MinValue),
            ("until", filter.Until is DateTimeOffset until ? Micros(until) : long.MaxValue),
            ("anyScenario", filter.Scenario is null ? 1 : 0),
            ("scenario", filter.Scenario ?? ""),
            ("anyKind", filter.Kind is null ? 1 : 0),
            ("kind", filter.Kind ?? ""));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>Ids that begin with a text, or all for the empty one, in order.</summary>
    public static async Task<List<string>> IdsAsync(
        DbConnection connection, string prefix, CancellationToken cancellation)
    {
        var ids = new List<string>();
        await using DbCommand command = connection.Command(
            "SELECT id FROM taskswarm_runs WHERE substr(id, 1, @length) = @prefix ORDER BY id",
            ("length", prefix.Length), ("prefix", prefix));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <summary>A blob of a run, checked; empty where there is none.</summary>
    public async Task<ReadOnlyMemory<byte>> BlobAsync(
        DbConnection connection, string id, string name, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            "SELECT sum, content FROM taskswarm_blobs WHERE run = @id AND name = @name", ("id", id), ("name", name));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return default;
        }

        byte[] content = (byte[])reader.GetValue(1);
        if (!Checksum.Equal(BlobSum(content), (byte[])reader.GetValue(0)))
        {
            throw Corrupt(id, $"its {name} differs from what was written");
        }

        return Packing.Unpack(content);
    }

    public static byte[] BlobSum(byte[] content) => new Checksum("blob-1").Add(content).Finish();

    public StoreCorruptException Corrupt(string run, string what) =>
        new($"Run {run} in {database.Address} is damaged: {what}.");

    private RunRow Read(DbDataReader reader)
    {
        string id = "?";
        try
        {
            id = reader.GetString(0);
            RunRow row = Take(reader, id);
            Check(row, Bytes(reader, 27), Bytes(reader, 28));
            return row;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException
            or ArgumentException or InvalidOperationException)
        {
            throw Corrupt(id, $"its row cannot be read ({e.Message.TrimEnd('.')})");
        }
    }

    private RunRow Take(DbDataReader reader, string id)
    {
        var stored = (RunState)reader.GetInt32(13);
        bool owned = !reader.IsDBNull(16);
        string machine = owned ? reader.GetString(17) : "";
        string process = owned ? reader.GetString(18) : "";
        DateTimeOffset now = database.Options.Clock.GetUtcNow();
        bool alive = owned && Owner.IsAlive(Bytes(reader, 16)!, machine, process, Time(reader.GetInt64(19)) - now);
        long bytes = reader.GetInt64(15);
        var record = new RunRecord
        {
            Id = id,
            Scenario = reader.GetString(1),
            Kind = reader.GetString(2),
            Strategy = reader.GetString(3),
            Seed = unchecked((ulong)reader.GetInt64(4)),
            ScenarioHash = reader.GetString(5),
            Version = reader.GetString(6),
            Keep = (RunKeep)reader.GetInt32(7),
            Parent = reader.IsDBNull(8) ? null : reader.GetString(8),
            ForkEpoch = reader.GetInt64(9),
            StartedAt = Time(reader.GetInt64(11)),
            State = stored == RunState.Running && !alive ? RunState.Interrupted : stored,
            Epochs = reader.GetInt64(14),
            Bytes = bytes + Convert.ToInt64(reader.GetValue(26), CultureInfo.InvariantCulture),
            EndedAt = reader.IsDBNull(20) ? null : Time(reader.GetInt64(20)),
            Digest = reader.GetString(21),
            Events = reader.GetInt64(22),
            SimulatedMicros = reader.GetInt64(23),
        };
        return new RunRow(
            record, Bytes(reader, 10) ?? [], Bytes(reader, 12) ?? [], Bytes(reader, 24) ?? [], Bytes(reader, 25), bytes,
            stored, owned, alive, $"process {process.Split(':')[0]} on {machine.Split(' ')[0]}");
    }

    private void Check(RunRow row, byte[]? descriptionSum, byte[]? endingSum)
    {
        RunRecord record = row.Record;
        if (!Checksum.Equal(row.ComputeGenesis(descriptionSum ?? []), row.Genesis))
        {
            throw Corrupt(record.Id, "what was known at its start differs from what was written");
        }

        // An open run has nothing of an ending; a sealed one has all of it.
        bool sound = row.StoredState == RunState.Running
            ? row.Seal is null && endingSum is null && row.HeadSum.Length == 0
                && record is { EndedAt: null, Digest: "", Events: 0, SimulatedMicros: 0 }
            : row.Seal is not null && Checksum.Equal(row.ComputeSeal(endingSum ?? []), row.Seal);
        if (!sound)
        {
            throw Corrupt(record.Id, "what was known at its end differs from what was written");
        }
    }

    private static byte[]? Bytes(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : (byte[])reader.GetValue(column);
}
