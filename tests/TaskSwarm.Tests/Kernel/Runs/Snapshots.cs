using System.Reflection;
using Shouldly;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Tests.Kernel.Runs;

/// <summary>Runs that are captured between two windows and go on as another run made from the bytes alone.</summary>
internal static class Snapshots
{
    /// <summary>The events and messages of the program and of these tests.</summary>
    public static RecordCatalog Catalog { get; } = new(RunRecords.Catalog.Types.Concat(
        Assembly.GetExecutingAssembly().GetTypes()
            .Where(t => !t.IsAbstract && !t.IsInterface
                && (typeof(IMessage).IsAssignableFrom(t) || typeof(DomainEvent).IsAssignableFrom(t)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select((t, i) => (10_000 + i, t))));

    /// <summary>Makes a run that is captured and restored after every so many windows.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="every">Windows from one capture to the next.</param>
    /// <param name="regions">The number of regions after each restoring, in turn.</param>
    public static RunResult Run(Simulation simulation, int every, params IReadOnlyList<int> regions)
    {
        var run = new RunCore(simulation, regions[0]) { Recorder = new Chain() };
        int restored = 0;
        while (run.TryOpenWindow(out Window window))
        {
            SequentialHost.Step(run, window);
            if (window.Number % every == 0 && run.CanCapture)
            {
                run = Restored(run, regions[++restored % regions.Count]);
            }
        }

        return run.Finish(interrupted: false);
    }

    /// <summary>A run made from the captured state of another.</summary>
    public static RunCore Restored(RunCore run, int regions)
    {
        byte[] state = Capture(run);
        var copy = RunCore.Restore(run.Simulation, regions, new StateReader(state), Catalog);
        copy.Recorder = run.Recorder;
        Capture(copy).ShouldBe(state);
        return copy;
    }

    private static byte[] Capture(RunCore run)
    {
        var writer = new StateWriter();
        run.Capture(writer, Catalog);
        return writer.ToArray();
    }

    internal sealed class Chain : IRunRecorder
    {
        public bool IsReady => true;

        public bool WantsState => false;

        public void OnWindow(RunCore run, in WindowCommit commit)
        {
        }

        public void HoldUntilReady()
        {
        }

        public void WhenReady(Action resume) => resume();
    }
}
