using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using TaskSwarm.Store.Databases;

namespace TaskSwarm.Store.Writing;

/// <summary>The actor system of a store's writers, with its journal and snapshot store.</summary>
/// <remarks>
/// A system of its own: it must outlive the run's system to seal the run, and its journal must know one database. It
/// logs nothing; what goes wrong reaches the user through <see cref="StoreOptions.OnTrouble"/> and exceptions.
/// </remarks>
internal sealed class PersistenceSystem : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system;
    private int _writers;

    public PersistenceSystem(Database database)
    {
        // The circuit breaker must never open: the keeper decides how often to try.
        Config config = ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka {
              loggers = []
              loglevel = OFF
              stdout-loglevel = OFF
              log-dead-letters = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              actor {
                serializers.taskswarm-store = "{{Name(typeof(StoreSerializer))}}"
                serialization-bindings {
                  "{{Name(typeof(StoredEpoch))}}" = taskswarm-store
                  "{{Name(typeof(StoredSnapshot))}}" = taskswarm-store
                }
              }
              persistence {
                journal.plugin = "akka.persistence.journal.sql"
                journal.sql {
                  class = "{{Name(typeof(StoreJournal))}}"
                  plugin-dispatcher = "akka.actor.default-dispatcher"
                  provider-name = "{{database.ProviderName}}"
                  connection-string = "set by code"
                  auto-initialize = off
                  tag-write-mode = Csv
                  parallelism = 2
                  table-mapping = default
                  default {
                    journal { table-name = taskswarm_journal, use-writer-uuid-column = false }
                  }
                  circuit-breaker { max-failures = 1000000, call-timeout = 120s, reset-timeout = 100ms }
                }
                snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
                snapshot-store.sql {
                  class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
                  plugin-dispatcher = "akka.actor.default-dispatcher"
                  provider-name = "{{database.ProviderName}}"
                  connection-string = "set by code"
                  auto-initialize = off
                  table-mapping = default
                  default { snapshot { table-name = taskswarm_snapshots } }
                  circuit-breaker { max-failures = 1000000, call-timeout = 120s, reset-timeout = 100ms }
                }
              }
            }
            """));
        _system = ActorSystem.Create("taskswarm-store", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            new DataOptionsSetup(database.DataOptions),
            new DatabaseSetup(database)));
    }

    /// <summary>Done when no keeper is left.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <summary>Starts the keeper of one writer.</summary>
    public IActorRef Start(Props keeper) => _system.ActorOf(
        keeper, string.Create(CultureInfo.InvariantCulture, $"run-{Interlocked.Increment(ref _writers)}"));

    /// <summary>Ends a keeper once it has done what was sent before.</summary>
    public static void Stop(IActorRef keeper) => keeper.Tell(PoisonPill.Instance);

    public async ValueTask DisposeAsync() => await Task.WhenAny(_system.Terminate(), Task.Delay(StopLimit));

    private static string Name(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
