namespace TaskSwarm.Store.Databases;

/// <summary>Our tables in PostgreSQL.</summary>
internal static class PostgresSchema
{
    /// <summary>
    /// Everything, to be run in one transaction. See <see cref="SqliteSchema.Create"/> for the fence.
    /// </summary>
    /// <remarks>The update locks the run's row, so a writer that takes the run over waits for a commit under
    /// way.</remarks>
    public static readonly string Create = $"""
        CREATE TABLE taskswarm_schema(version integer NOT NULL);
        CREATE TABLE taskswarm_runs(
          id text NOT NULL PRIMARY KEY,
          scenario text NOT NULL, kind text NOT NULL, strategy text NOT NULL, seed bigint NOT NULL,
          scenario_hash text NOT NULL, version text NOT NULL, keep integer NOT NULL,
          parent text REFERENCES taskswarm_runs(id), fork_epoch bigint NOT NULL, parent_sum bytea NOT NULL,
          started_at bigint NOT NULL, genesis bytea NOT NULL,
          state integer NOT NULL, epochs bigint NOT NULL, bytes bigint NOT NULL,
          owner bytea, owner_machine text, owner_process text, lease_until bigint NOT NULL,
          ended_at bigint, digest text NOT NULL, events bigint NOT NULL, simulated bigint NOT NULL,
          head_sum bytea NOT NULL, seal bytea);
        CREATE INDEX taskswarm_runs_parent ON taskswarm_runs(parent) WHERE parent IS NOT NULL;
        CREATE TABLE taskswarm_blobs(
          run text NOT NULL, name text NOT NULL, sum bytea NOT NULL, content bytea NOT NULL,
          PRIMARY KEY(run, name));
        CREATE TABLE taskswarm_journal(
          ordering bigserial PRIMARY KEY,
          persistence_id text NOT NULL, sequence_number bigint NOT NULL, deleted boolean NOT NULL,
          created bigint NOT NULL, tags text, identifier integer, manifest text NOT NULL, message bytea NOT NULL,
          UNIQUE(persistence_id, sequence_number));
        ALTER TABLE taskswarm_journal ALTER COLUMN message SET STORAGE EXTERNAL;
        CREATE TABLE taskswarm_snapshots(
          persistence_id text NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL,
          manifest text NOT NULL, serializer_id integer, snapshot bytea NOT NULL,
          PRIMARY KEY(persistence_id, sequence_number));
        ALTER TABLE taskswarm_snapshots ALTER COLUMN snapshot SET STORAGE EXTERNAL;
        CREATE FUNCTION taskswarm_journal_fence() RETURNS trigger LANGUAGE plpgsql AS $fence$
        BEGIN
          UPDATE taskswarm_runs SET epochs = epochs + 1, bytes = bytes + length(NEW.message)
            WHERE id = NEW.persistence_id AND owner = substring(NEW.message from 5 for 16)
              AND epochs - fork_epoch = NEW.sequence_number - 1;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'taskswarm: not the owner of the run, or not the next epoch';
          END IF;
          NEW.created := {Schema.Created};
          RETURN NEW;
        END $fence$;
        CREATE TRIGGER taskswarm_journal_fence BEFORE INSERT ON taskswarm_journal
          FOR EACH ROW EXECUTE FUNCTION taskswarm_journal_fence();
        CREATE FUNCTION taskswarm_snapshots_fence() RETURNS trigger LANGUAGE plpgsql AS $fence$
        BEGIN
          PERFORM 1 FROM taskswarm_runs WHERE id = NEW.persistence_id
            AND owner = substring(NEW.snapshot from 5 for 16) AND epochs - fork_epoch >= NEW.sequence_number FOR SHARE;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'taskswarm: not the owner of the run, or no such epoch';
          END IF;
          NEW.created := {Schema.Created};
          RETURN NEW;
        END $fence$;
        CREATE TRIGGER taskswarm_snapshots_fence BEFORE INSERT OR UPDATE ON taskswarm_snapshots
          FOR EACH ROW EXECUTE FUNCTION taskswarm_snapshots_fence();
        INSERT INTO taskswarm_schema(version) VALUES({Database.SchemaVersion});
        """;
}
