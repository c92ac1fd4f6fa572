using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.InteropServices;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using TaskSwarm.Store.Databases;

namespace TaskSwarm.Store.Writing;

/// <summary>
/// Akka.Persistence.Sql's journal, which asks for the highest sequence number and inserts its rows by plain SQL: making
/// the plugin's own queries costs a starting process more time than a small run takes. The rows are the plugin's own,
/// column by column, and the plugin reads them.
/// </summary>
internal sealed class StoreJournal : SqlWriteJournal
{
    private readonly Database _database;

    public StoreJournal(Config journalConfig)
        : base(journalConfig) => _database = DatabaseSetup.Of(Context.System);

    public override async Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await _database.OpenAsync(cancellationToken);
        return await connection.Command(
            "SELECT max(sequence_number) FROM taskswarm_journal WHERE persistence_id = @run", ("run", persistenceId))
            .NumberAsync(cancellationToken) ?? 0;
    }

    /// <summary>One statement for each event, and so one commit: an epoch is persisted alone.</summary>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await _database.OpenAsync(cancellationToken);
        foreach (AtomicWrite write in messages)
        {
            foreach (IPersistentRepresentation item in (IImmutableList<IPersistentRepresentation>)write.Payload)
            {
                byte[] frame = BytesOf(((StoredEpoch)item.Payload).Frame);
                await connection.Command(
                    """
                    INSERT INTO taskswarm_journal(
                      persistence_id, sequence_number, deleted, created, tags, identifier, manifest, message)
                    VALUES(@run, @number, FALSE, @created, @tags, @serializer, @manifest, @message)
                    """,
                    ("run", item.PersistenceId), ("number", item.SequenceNr),
                    ("created", Schema.Created), ("tags", ""), ("serializer", StoreSerializer.Id),
                    ("manifest", StoreSerializer.EpochManifest), ("message", frame)).RunAsync(cancellationToken);
            }
        }

        // What Akka takes for: none was refused.
        return null!;
    }

    /// <summary>A frame mostly is an array of its own.</summary>
    private static byte[] BytesOf(ReadOnlyMemory<byte> frame) =>
        MemoryMarshal.TryGetArray(frame, out ArraySegment<byte> part) && part.Count == part.Array!.Length
            ? part.Array
            : frame.ToArray();
}
