using System.Data.Common;
using System.Globalization;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Writing;

namespace TaskSwarm.Store.Tables;

/// <summary>Reads the rows that the persistent actors wrote, without starting any actor.</summary>
internal sealed class JournalTable(Database database)
{
    /// <summary>The head of an epoch's frame, unchecked; null if the epoch is not there.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="run">The run.</param>
    /// <param name="sequence">Its place in this run's own journal, from 1.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<EpochFrame?> HeadAsync(
        DbConnection connection, string run, long sequence, CancellationToken cancellation)
    {
        int size = EpochFrame.HeadSize + EpochFrame.LongestDigest;
        await using DbCommand command = connection.Command(
            $"""
            SELECT {database.FirstBytes("message", size)} FROM taskswarm_journal
            WHERE persistence_id = @run AND sequence_number = @sequence
            """,
            ("run", run), ("sequence", sequence));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        try
        {
            return EpochFrame.Read((byte[])reader.GetValue(0));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidCastException)
        {
            throw Corrupt(run, sequence, e.Message);
        }
    }

    /// <summary>Frames in order, at most as many as fit in a page; the first always does.</summary>
    public async Task<List<EpochFrame>> PageAsync(
        DbConnection connection, string run, long from, long to, CancellationToken cancellation)
    {
        const int MostRows = 64;
        const long MostBytes = 8 << 20;
        var page = new List<EpochFrame>();
        await using DbCommand command = connection.Command(
            """
            SELECT sequence_number, deleted, created, tags, identifier, manifest, message FROM taskswarm_journal
            WHERE persistence_id = @run AND sequence_number >= @from AND sequence_number <= @to
            ORDER BY sequence_number LIMIT @most
            """,
            ("run", run), ("from", from), ("to", to), ("most", MostRows));
        await using DbDataReader reader =
            await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        long bytes = 0;
        while (bytes < MostBytes && await reader.ReadAsync(cancellation))
        {
            EpochFrame frame = Read(reader, run, from + page.Count);
            page.Add(frame);
            bytes += frame.Bytes.Length;
        }

        command.Cancel();
        return page;
    }

    /// <summary>Rows of a run, and the highest sequence number.</summary>
    public static async Task<(long Count, long Highest)> ExtentAsync(
        DbConnection connection, string run, CancellationToken cancellation)
    {
        await using DbCommand command = connection.Command(
            "SELECT count(*), coalesce(max(sequence_number), 0) FROM taskswarm_journal WHERE persistence_id = @run",
            ("run", run));
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public StoreCorruptException Corrupt(string run, long sequence, string what) => new(string.Create(
        CultureInfo.InvariantCulture, $"Run {run} in {database.Address} is damaged at row {sequence}: {what}."));

    private EpochFrame Read(DbDataReader reader, string run, long expected)
    {
        try
        {
            long sequence = reader.GetInt64(0);
            if (sequence != expected)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"the row is missing, the next is {sequence}"));
            }

            bool deleted = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture) != 0;
            long created = reader.GetInt64(2);
            bool tagged = !reader.IsDBNull(3) && reader.GetString(3).Length > 0;
            int serializer = reader.GetInt32(4);
            string manifest = reader.GetString(5);
            if (deleted || created != Schema.Created || tagged || serializer != StoreSerializer.Id
                || manifest != StoreSerializer.EpochManifest)
            {
                throw new InvalidDataException("a column beside the epoch differs from what was written");
            }

            return EpochFrame.Read((byte[])reader.GetValue(6));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidCastException or FormatException
            or OverflowException or ArgumentException)
        {
            throw Corrupt(run, expected, e.Message);
        }
    }
}
