using System.Diagnostics;
using System.Globalization;
using Serilog.Events;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Hosting.Telemetry;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Cli.Commands;

/// <summary>Makes a run by a cluster: one that is there, or node processes of this machine that end with it.</summary>
internal sealed class ClusterRun(Terminal terminal, RunOptions options)
{
    /// <summary>What it cost the nodes, once the run is made; null if nodes had nothing to do.</summary>
    public ClusterCost? Cost { get; private set; }

    /// <summary>Makes the run.</summary>
    /// <param name="loaded">The scenario, which loaded well.</param>
    /// <param name="started">Given what tells how far the run is.</param>
    /// <param name="interrupts">Ends the run after its window.</param>
    /// <exception cref="ClusterRunException">The run could not be made to its end.</exception>
    public RecordedRun Make(ScenarioResult loaded, Action<RunProgress> started, CancellationToken interrupts)
    {
        Simulation simulation = loaded.Simulation!;
        long begun = Stopwatch.GetTimestamp();
        RunOrder order = Order(loaded);
        using Activity? span = RunSpan.Begin(simulation);
        ClusterRunOutcome outcome = RunAsync(order, simulation, started, interrupts).GetAwaiter().GetResult();
        Cost = outcome.Cost.Windows > 0 ? outcome.Cost : null;
        if (outcome.Reason is string reason)
        {
            span?.SetStatus(ActivityStatusCode.Error, reason);
            throw new ClusterRunException(reason, outcome.IsStored ? order.RunId : null);
        }

        RunResult result = StoredEnding.Read(simulation, outcome.Ending).Result;
        RunSpan.Tell(span, result);
        return new RecordedRun(
            order.Store is null ? null : order.RunId, result, Stopwatch.GetElapsedTime(begun), null);
    }

    private RunOrder Order(ScenarioResult loaded)
    {
        int nodes = options.Nodes ?? 1;
        return new RunOrder(
            RunStore.NewId(), options.File, loaded.Document, loaded.Companions, Address(), (int)options.Keep, nodes,
            options.Workers ?? (options.Cluster is null ? Math.Max(1, Environment.ProcessorCount / nodes) : 0),
            options.Regions ?? 0,
            RunReport.Version, options.Reproduce(loaded.Simulation!.Seed), options.Restarts,
            options.NodeRole);
    }

    /// <summary>The store as nodes find it: they work in the same folder.</summary>
    private string? Address() => options.Store switch
    {
        StoreUse.None => null,
        null => "sqlite:" + StoreAddress.Default.SqlitePath,
        string given => given,
    };

    private async Task<ClusterRunOutcome> RunAsync(
        RunOrder order, Simulation simulation, Action<RunProgress> started, CancellationToken interrupts)
    {
        await using var client = ClusterClient.Start(options.Cluster ?? new ClusterSettings());
        using LocalNodes? nodes = options.Cluster is null ? new LocalNodes(client.Seed, order.Nodes) : null;
        try
        {
            var progress = new RunProgress();
            started(progress);
            int divisions = 0;
            string waits = "";
            return await client.RunAsync(
                order,
                far =>
                {
                    progress.Show(far.Now, far.Events, far.Windows, far.Tasks, far.TasksDone, far.Failures);
                    if (far.Divisions > 0 && divisions == 0 && options.Log.Level <= LogEventLevel.Information)
                    {
                        terminal.Error.WriteLine(string.Create(
                            CultureInfo.InvariantCulture, $"{simulation.Name} is carried by {far.Nodes.Count} nodes."));
                    }

                    if (far.Divisions > divisions && divisions > 0)
                    {
                        terminal.Error.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{simulation.Name} goes on with {far.Nodes.Count} nodes from {far.Now}."));
                    }

                    divisions = Math.Max(divisions, far.Divisions);
                    if (divisions > 0)
                    {
                        nodes?.Begin();
                    }

                    if (divisions == 0 && options.Cluster is not null && far.Nodes.Count > 0 && far.Nodes[0] != waits)
                    {
                        waits = far.Nodes[0];
                        terminal.Error.WriteLine($"The run {waits}.");
                    }
                },
                time => terminal.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"No coordinator has answered for {time.TotalSeconds} s; asking on. A cluster that has lost the "
                    + $"majority of its nodes at once goes down.")),
                interrupts).WaitAsync(nodes?.AllGone ?? default);
        }
        catch (OperationCanceledException)
        {
            return new ClusterRunOutcome(
                default, "All node processes have ended before the run did.", order.Store is not null);
        }
        finally
        {
            if (nodes is not null)
            {
                client.DismissAll();
                await nodes.EndAsync();
            }
        }
    }
}
