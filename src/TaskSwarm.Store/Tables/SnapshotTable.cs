using System.Data.Common;
using System.Globalization;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store.Tables;

/// <summary>Reads the rows of the snapshot store, without starting any actor.</summary>
internal sealed class SnapshotTable(Database database)
{
    /// <summary>Where a stored snapshot stands.</summary>
    /// <param name="Sequence">Sequence number in the run's own journal.</param>
    /// <param name="UntilMicros">Simulated time, unchecked; null if its head cannot be read.</param>
    public sealed record Place(long Sequence, long? UntilMicros);

    /// <summary>All snapshots of a run, newest first.</summary>
    public async Task<List<Place>> PlacesAsync(DbConnection connection, string run, CancellationToken cancellation)
    {
        var places = new List<Place>();
        await using DbCommand command = connection.Command(
            $"""
            SELECT sequence_number, {database.FirstBytes("snapshot", SnapshotFrame.HeadSize)} FROM taskswarm_snapshots
            WHERE persistence_id = @run ORDER BY sequence_number DESC
            """,
            ("run", run));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            places.Add(new Place(reader.GetInt64(0), Until((byte[])reader.GetValue(1))));
        }

        return places;
    }

    /// <summary>One snapshot, checked against the sum of its epoch.</summary>
    /// <exception cref="StoreCorruptException">It differs from what was written.</exception>
    public async Task<SnapshotBlock> OpenAsync(
        DbConnection connection, string run, long sequence, long epoch, byte[] epochSum, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            """
            SELECT serializer_id, manifest, created, snapshot FROM taskswarm_snapshots
            WHERE persistence_id = @run AND sequence_number = @sequence
            """,
            ("run", run), ("sequence", sequence));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        try
        {
            if (!await reader.ReadAsync(cancellation))
            {
                throw new InvalidDataException("it is missing");
            }

            if (reader.GetInt32(0) != StoreSerializer.Id || reader.GetString(1) != StoreSerializer.SnapshotManifest
                || reader.GetInt64(2) != Schema.Created)
            {
                throw new InvalidDataException("a column beside it differs from what was written");
            }

            SnapshotFrame frame = SnapshotFrame.Read((byte[])reader.GetValue(3));
            SnapshotBlock block = frame.Open(epochSum);
            return block.Epoch == epoch ? block : throw new InvalidDataException("it is of another epoch");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidCastException or FormatException
            or OverflowException or ArgumentException)
        {
            throw Corrupt(run, epoch, e.Message);
        }
    }

    public StoreCorruptException Corrupt(string run, long epoch, string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The snapshot of run {run} in {database.Address} after epoch {epoch} is damaged: {what}."));

    private static long? Until(byte[] head)
    {
        try
        {
            return SnapshotFrame.Read(head).UntilMicros;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
