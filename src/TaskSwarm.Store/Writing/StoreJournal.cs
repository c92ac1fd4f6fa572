using System.Data.Common;
using Akka.Configuration;
using Akka.Persistence.Sql.Journal;
using TaskSwarm.Store.Databases;

namespace TaskSwarm.Store.Writing;

/// <summary>
/// Akka.Persistence.Sql's journal, which asks for the highest sequence number by plain SQL: translating the plugin's
/// own
/// query costs a starting process more time than a small run takes.
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
}
