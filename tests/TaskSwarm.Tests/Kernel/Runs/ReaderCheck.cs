using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Kernel.Runs;

/// <summary>
/// Makes a run that two sets of readers read. One reads on from the start to the end; the other is captured again and
/// again, and a new set, given its bytes, takes its place. Each time, and at the end, the two must be equal in every
/// field, and at the end in all that they tell.
/// </summary>
internal sealed class ReaderCheck
{
    private readonly Func<IReadOnlyList<IRunReader>> _create;
    private readonly IReadOnlyList<IRunReader> _whole;
    private readonly Dictionary<Type, int> _bytes = [];
    private IReadOnlyList<IRunReader> _relayed;

    private ReaderCheck(Func<IReadOnlyList<IRunReader>> create)
    {
        _create = create;
        (_whole, _relayed) = (create(), create());
    }

    /// <summary>What a reader had to say, by its type, in bytes beyond those of one that has seen nothing;
    /// at least 1 if they are others.</summary>
    public IReadOnlyDictionary<Type, int> Bytes => _bytes;

    /// <summary>Where the two sets came to differ.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>Makes the run.</summary>
    /// <param name="simulation">What to run, with readers that every run has.</param>
    /// <param name="at">Whether the readers are captured after the window of a number.</param>
    /// <param name="windows">After so many windows the run is broken off.</param>
    /// <param name="also">Makes further readers.</param>
    public static ReaderCheck Run(
        Simulation simulation, Func<long, bool> at, int windows, Func<IReadOnlyList<IRunReader>>? also = null)
    {
        var check = new ReaderCheck(() =>
        [
            new TaskLedger(), new FailureMetrics(), new NegotiationMetrics(), .. simulation.CreateReaders(),
            .. simulation.CreateMonitors(), .. also?.Invoke() ?? [],
        ]);
        var relay = new Relay(check);
        var run = new RunCore(
            simulation with { CreateReaders = () => [relay], CreateMonitors = static () => [] }, regions: 1);
        while (check.Differences.Count == 0 && run.Progress.Windows < windows && run.TryOpenWindow(out Window window))
        {
            Agents.CaptureCheck.TakeTurns(run, window);
            if (at(window.Number))
            {
                check.Restart();
            }
        }

        check.Compare();
        check.CompareReports();
        return check;
    }

    /// <summary>What a new reader lacks after it has been given another's captured state.</summary>
    public static IEnumerable<string> Compare(IRunReader reader, IRunReader fresh)
    {
        byte[] bytes = Capture(reader);
        var input = new StateReader(bytes);
        fresh.Restore(input);
        return input.AtEnd
            ? DeepState.Differences(reader, fresh).Select(d => $"{reader.GetType().Name} {d}")
            : [$"{reader.GetType().Name} leaves captured bytes unread"];
    }

    private static byte[] Capture(IRunReader reader)
    {
        var writer = new StateWriter();
        reader.Capture(writer);
        return writer.ToArray();
    }

    private void Restart()
    {
        IReadOnlyList<IRunReader> fresh = _create();
        for (int i = 0; i < fresh.Count; i++)
        {
            Type type = fresh[i].GetType();
            byte[] bytes = Capture(_relayed[i]);
            byte[] before = Capture(fresh[i]);
            int least = bytes.AsSpan().SequenceEqual(before) ? 0 : 1;
            _bytes[type] = Math.Max(_bytes.GetValueOrDefault(type), Math.Max(least, bytes.Length - before.Length));
            var input = new StateReader(bytes);
            fresh[i].Restore(input);
            if (!input.AtEnd)
            {
                Differences.Add($"{type.Name} leaves captured bytes unread");
            }

            if (!Capture(fresh[i]).AsSpan().SequenceEqual(bytes))
            {
                Differences.Add($"{type.Name} writes other bytes than it was given");
            }
        }

        _relayed = fresh;
        Compare();
    }

    private void Compare()
    {
        for (int i = 0; i < _whole.Count; i++)
        {
            Differences.AddRange(DeepState.Differences(_whole[i], _relayed[i], sharing: true)
                .Select(d => $"{_whole[i].GetType().Name} {d}"));
        }
    }

    private void CompareReports()
    {
        (MetricSet whole, MetricSet relayed) = (new MetricSet(), new MetricSet());
        for (int i = 0; i < _whole.Count; i++)
        {
            _whole[i].Report(whole);
            _relayed[i].Report(relayed);
        }

        Differences.AddRange(DeepState.Differences(whole, relayed));
        for (int i = 0; i < _whole.Count; i++)
        {
            (IRunReader a, IRunReader b) = (_whole[i], _relayed[i]);
            Tell(a, "violations", (a as IRunMonitor)?.Violations, (b as IRunMonitor)?.Violations);
            Tell(a, "plan", (a as IPlanSource)?.PlanJson(), (b as IPlanSource)?.PlanJson());
            string[] names = [.. Enumerable.Range(0, 10_000).Select(n => $"agent {n}")];
            Tell(a, "picture", (a as IPictureSource)?.Picture(names), (b as IPictureSource)?.Picture(names));
        }
    }

    private void Tell(IRunReader reader, string what, object? whole, object? relayed) => Differences.AddRange(
        DeepState.Differences(whole, relayed).Select(d => $"{what} of {reader.GetType().Name}: {d}"));

    private sealed class Relay(ReaderCheck check) : IMessageReader
    {
        public void OnEvent(in EventRecord record)
        {
            foreach (IRunReader reader in check._whole.Concat(check._relayed))
            {
                reader.OnEvent(record);
            }
        }

        public void OnMessage(in MessageRecord record)
        {
            foreach (IMessageReader reader in check._whole.Concat(check._relayed).OfType<IMessageReader>())
            {
                reader.OnMessage(record);
            }
        }

        public void OnWindow(in Window window, WorldView world)
        {
            foreach (IRunReader reader in check._whole.Concat(check._relayed))
            {
                reader.OnWindow(window, world);
            }
        }

        public void Capture(StateWriter writer)
        {
        }

        public void Restore(StateReader reader)
        {
        }
    }
}
