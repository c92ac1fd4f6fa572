using System.Globalization;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.DistributedData;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Placement;

namespace TaskSwarm.Cluster;

/// <summary>What nodes need of Akka.</summary>
internal static class ClusterConfiguration
{
    public const string SystemName = "taskswarm";

    private const string Quiet = """
        akka {
          loggers = []
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    private const string Seats = """
        akka.cluster.sharding {
          remember-entities = on
          state-store-mode = ddata
          remember-entities-store = ddata
          passivation.strategy = none
          passivate-idle-entity-after = off
          retry-interval = 200ms
          rebalance-interval = 300ms
          handoff-timeout = 5s
          waiting-for-state-timeout = 1s
          updating-state-timeout = 1s
          shard-region-query-timeout = 1s
          verbose-debug-logging = off
          # What was known of seats is no use to a cluster that is started anew.
          distributed-data {
            durable.keys = []
            majority-min-cap = 1
            gossip-interval = 300ms
            notify-subscribers-interval = 100ms
          }
        }
        """;

    /// <summary>The settings of a process, the user's first.</summary>
    /// <exception cref="ConfigurationException">The user's are no HOCON.</exception>
    public static Config Of(ClusterSettings settings, bool isNode)
    {
        string roles = string.Join(", ", (IEnumerable<string>)[
            .. isNode ? [ClusterNode.Role] : new[] { ClusterNode.ClientRole }, .. settings.Roles]);
        // In a cluster that was started for one run, whoever started it has a vote: of two nodes one may then be lost.
        bool isForOneRun = settings.EndsWithClients || (!isNode && settings.SeedNodes.Count == 0);
        string voters = isForOneRun ? "" : ClusterNode.Role;
        Config own = ConfigurationFactory.ParseString(settings.Configuration);
        string protocol = own.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl", false) ? "akka.ssl.tcp" : "akka.tcp";
        string seeds = string.Join(", ", settings.SeedNodes.Select(s => $"\"{protocol}://{SystemName}@{s}\""));
        return own.WithFallback(ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka {
              # Threads of the shared pool: pools of their own spin for work, and several nodes may share a machine.
              actor.internal-dispatcher.executor = thread-pool-executor
              remote.default-remote-dispatcher.executor = thread-pool-executor
              remote.backoff-remote-dispatcher.executor = thread-pool-executor
              actor {
                provider = cluster
                serializers.taskswarm-parcel = "{{NameOf(typeof(ParcelSerializer))}}"
                serialization-bindings {
                  "{{NameOf(typeof(Parcel))}}" = taskswarm-parcel
                  "{{NameOf(typeof(SeatCall))}}" = taskswarm-parcel
                  # Akka's own messages have serializers of their own; nothing is read by type name.
                  "System.Object" = taskswarm-parcel
                }
              }
              remote.dot-netty.tcp {
                hostname = "{{settings.Host}}"
                port = {{settings.Port}}
                maximum-frame-size = 400000b
                send-buffer-size = 2m
                receive-buffer-size = 2m
                batching.enabled = false
              }
              remote.use-passive-connections = on
              cluster {
                seed-nodes = [{{seeds}}]
                roles = [{{roles}}]
                min-nr-of-members = 1
                run-coordinated-shutdown-when-down = on
                gossip-interval = 300ms
                leader-actions-interval = 300ms
                periodic-tasks-initial-delay = 300ms
                failure-detector {
                  heartbeat-interval = 500ms
                  acceptable-heartbeat-pause = 4s
                }
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                split-brain-resolver {
                  active-strategy = keep-majority
                  stable-after = 3s
                  down-all-when-unstable = off
                  keep-majority.role = "{{voters}}"
                }
                singleton.hand-over-retry-interval = 300ms
                singleton-proxy.singleton-identification-interval = 300ms
              }
            }
            """)))
            .WithFallback(ConfigurationFactory.ParseString(Quiet + "\n" + Seats))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(DistributedData.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig());
    }

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
