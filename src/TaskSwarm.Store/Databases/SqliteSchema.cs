namespace TaskSwarm.Store.Databases;

/// <summary>Our tables in SQLite.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Marks a file as ours in its head ("TSWM"), so that others are refused before SQLite touches them.
    /// </summary>
    public const int ApplicationId = 0x5453574D;

    /// <summary>Everything, to be run in one transaction.</summary>
    /// <remarks>
    /// The triggers are the fence: an epoch lands only if its writer owns the run and it is the next one, and what the
    /// run's row says of epochs and bytes changes in the same commit. They also put a fixed number where
    /// Akka.Persistence
    /// writes the wall time, so that every byte of a row can be checked.
    /// </remarks>
    public static readonly string Create = $"""
        PRAGMA application_id = {ApplicationId};
        CREATE TABLE taskswarm_schema(version INTEGER NOT NULL);
        CREATE TABLE taskswarm_runs(
          id TEXT NOT NULL PRIMARY KEY,
          scenario TEXT NOT NULL, kind TEXT NOT NULL, strategy TEXT NOT NULL, seed INTEGER NOT NULL,
          scenario_hash TEXT NOT NULL, version TEXT NOT NULL, keep INTEGER NOT NULL,
          parent TEXT REFERENCES taskswarm_runs(id), fork_epoch INTEGER NOT NULL, parent_sum BLOB NOT NULL,
          started_at INTEGER NOT NULL, genesis BLOB NOT NULL,
          state INTEGER NOT NULL, epochs INTEGER NOT NULL, bytes INTEGER NOT NULL,
          owner BLOB, owner_machine TEXT, owner_process TEXT, lease_until INTEGER NOT NULL,
          ended_at INTEGER, digest TEXT NOT NULL, events INTEGER NOT NULL, simulated INTEGER NOT NULL,
          head_sum BLOB NOT NULL, seal BLOB) WITHOUT ROWID;
        CREATE INDEX taskswarm_runs_parent ON taskswarm_runs(parent) WHERE parent IS NOT NULL;
        CREATE TABLE taskswarm_blobs(
          run TEXT NOT NULL, name TEXT NOT NULL, sum BLOB NOT NULL, content BLOB NOT NULL,
          PRIMARY KEY(run, name));
        CREATE TABLE taskswarm_journal(
          ordering INTEGER PRIMARY KEY AUTOINCREMENT,
          persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL, deleted INTEGER NOT NULL,
          created INTEGER NOT NULL, tags TEXT, identifier INTEGER, manifest TEXT NOT NULL, message BLOB NOT NULL,
          UNIQUE(persistence_id, sequence_number));
        CREATE TABLE taskswarm_snapshots(
          persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL, created INTEGER NOT NULL,
          manifest TEXT NOT NULL, serializer_id INTEGER, snapshot BLOB NOT NULL,
          PRIMARY KEY(persistence_id, sequence_number));
        CREATE TRIGGER taskswarm_journal_fence AFTER INSERT ON taskswarm_journal BEGIN
          UPDATE taskswarm_runs SET epochs = epochs + 1, bytes = bytes + length(NEW.message)
            WHERE id = NEW.persistence_id AND owner = substr(NEW.message, 5, 16)
              AND epochs - fork_epoch = NEW.sequence_number - 1;
          SELECT RAISE(ABORT, 'taskswarm: not the owner of the run, or not the next epoch') WHERE changes() = 0;
          UPDATE taskswarm_journal SET created = {Schema.Created} WHERE ordering = NEW.ordering;
        END;
        CREATE TRIGGER taskswarm_snapshots_fence AFTER INSERT ON taskswarm_snapshots BEGIN
          SELECT RAISE(ABORT, 'taskswarm: not the owner of the run, or no such epoch') WHERE NOT EXISTS(
            SELECT 1 FROM taskswarm_runs WHERE id = NEW.persistence_id AND owner = substr(NEW.snapshot, 5, 16)
              AND epochs - fork_epoch >= NEW.sequence_number);
          UPDATE taskswarm_snapshots SET created = {Schema.Created}
            WHERE persistence_id = NEW.persistence_id AND sequence_number = NEW.sequence_number;
        END;
        CREATE TRIGGER taskswarm_snapshots_refence AFTER UPDATE ON taskswarm_snapshots BEGIN
          SELECT RAISE(ABORT, 'taskswarm: not the owner of the run, or no such epoch') WHERE NOT EXISTS(
            SELECT 1 FROM taskswarm_runs WHERE id = NEW.persistence_id AND owner = substr(NEW.snapshot, 5, 16)
              AND epochs - fork_epoch >= NEW.sequence_number);
          UPDATE taskswarm_snapshots SET created = {Schema.Created}
            WHERE persistence_id = NEW.persistence_id AND sequence_number = NEW.sequence_number;
        END;
        INSERT INTO taskswarm_schema(version) VALUES({Database.SchemaVersion});
        """;
}
