using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using TaskSwarm.Actors.Coordination;
using TaskSwarm.Actors.Lanes;
using TaskSwarm.Actors.Logging;
using TaskSwarm.Actors.Supervision;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors;

/// <summary>
/// Runs every agent as an Akka actor below its squad's supervisor, regions side by side on a few workers. Workers and
/// regions change speed only: the digest is that of <see cref="SequentialHost"/>.
/// </summary>
public static class ActorHost
{
    private const int MaxRegions = 4096;

    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(5);

    /// <summary>How many regions to cut a run into, for a number of workers.</summary>
    /// <remarks>
    /// Some more regions than workers even out the load where some agents have more to do than others; each costs a
    /// little at every window's end.
    /// </remarks>
    public static int DefaultRegions(int workers) => workers == 1 ? 1 : 2 * workers;

    /// <summary>Makes a run in an actor system of its own, which is gone when this returns.</summary>
    /// <param name="run">The run, cut into regions; it must not have been started.</param>
    /// <param name="options">How to work.</param>
    /// <param name="cancellation">Ends the run at the end of the window that is open.</param>
    /// <exception cref="ActorRuntimeException">The runtime itself failed.</exception>
    public static RunResult Run(
        RunCore run, ActorHostOptions? options = null, CancellationToken cancellation = default) =>
        Carry(run, options, cancellation)!;

    /// <summary>Carries this process's part of a run that several processes carry.</summary>
    /// <param name="run">The run, distributed.</param>
    /// <param name="options">How to work.</param>
    /// <returns>The result; null if the run was put down, or if another process commits it.</returns>
    /// <exception cref="ActorRuntimeException">The runtime itself failed, or, with a
    /// <see cref="WindowExchangeException"/> inside, another process is gone.</exception>
    public static RunResult? CarryPart(RunCore run, ActorHostOptions? options = null) => Carry(run, options, default);

    private static RunResult? Carry(RunCore run, ActorHostOptions? options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        options ??= new ActorHostOptions();
        if (options.Workers is < 1 or > ActorHostOptions.MaxWorkers)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Workers, $"Workers must be from 1 to {ActorHostOptions.MaxWorkers}.");
        }

        if (run.Regions.Count > MaxRegions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(run), run.Regions.Count, $"A run has at most {MaxRegions} regions.");
        }

        var completion = new TaskCompletionSource<RunResult?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pool = new WorkerPool(options.Workers, options.Spins, error => completion.TrySetException(
            new ActorRuntimeException($"A worker of the actor runtime failed: {error.Message}", error)));
        ActorSystem system = ActorSystem.Create("taskswarm", SetupOf(run, options, pool));
        options.OnSystem?.Invoke(system);
        try
        {
            // The lane behind the regions' lanes is the coordinator's.
            string lane = LaneDispatcherConfigurator.IdOf(run.Regions.Count);
            IActorRef runs = system.ActorOf(RunsActor.Props(lane), "runs");
            runs.Tell(new StartRun(PathElement.Of(options.RunName), run, completion, cancellation));
            return completion.Task.GetAwaiter().GetResult();
        }
        finally
        {
            if (options.Log is not null)
            {
                EmptyLog(system);
            }

            system.Terminate().GetAwaiter().GetResult();
            system.Dispose();
        }
    }

    /// <summary>A system that ends drops what its logger has not read yet.</summary>
    private static void EmptyLog(ActorSystem system)
    {
        var end = new LogEnd();
        system.EventStream.Publish(end);
        try
        {
            end.Reached.WaitAsync(LogPatience).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            // A reader of the log that hangs must not keep the run from its end.
        }
    }

    private static ActorSystemSetup SetupOf(RunCore run, ActorHostOptions options, WorkerPool pool)
    {
        string loggers = options.Log is null ? string.Empty : $"\"{typeof(LogBridge).AssemblyQualifiedName}\"";
        string level = options.Log is null ? "OFF" : LevelName(options.LogLevel);
        Config config = ConfigurationFactory.ParseString($$"""
            akka {
              stdout-loglevel = OFF
              loglevel = {{level}}
              loggers = [{{loggers}}]
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              # The host ends the system itself; a hook for the end of the process would keep it in memory until then.
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              coordinated-shutdown.exit-clr = off
            }
            {{SlimMailbox.Configuration}}
            {{LaneDispatcherConfigurator.ConfigurationOf(run.Regions.Count + 1)}}
            """);
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(config).And(new LaneSetup(pool));
        return options.Log is null ? setup : setup.And(new LogBridgeSetup(options.Log));
    }

    private static string LevelName(HostLogLevel level) => level switch
    {
        HostLogLevel.Debug => "DEBUG",
        HostLogLevel.Info => "INFO",
        HostLogLevel.Warning => "WARNING",
        _ => "ERROR",
    };
}
