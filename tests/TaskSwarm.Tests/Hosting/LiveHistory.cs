using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Hosting;

/// <summary>What a run committed, kept in memory as it was made.</summary>
internal sealed class LiveHistory : IRunHistory
{
    private readonly List<HistoryWindow> _windows;

    private LiveHistory(RunFacts facts, RunResult result, List<HistoryWindow> windows) =>
        (Facts, Result, _windows) = (facts, result, windows);

    public RunFacts Facts { get; init; }

    public RunResult Result { get; }

    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="name">What the run is called.</param>
    /// <param name="samplesEvery">Bodies are sampled after windows whose number this divides; 0 for never.</param>
    public static LiveHistory Of(Simulation simulation, string name = "run", int samplesEvery = 0)
    {
        var recorder = new Recorder(samplesEvery);
        RunResult result = SequentialHost.Run(simulation with
        {
            CreateReaders = () => [.. simulation.CreateReaders(), recorder],
        });
        var facts = new RunFacts
        {
            Name = name,
            Simulation = simulation,
            AgentNames = result.AgentNames,
            SimulatedTime = result.SimulatedTime,
            EndReason = result.EndReason,
            Metrics = result.Metrics.Values,
        };
        return new LiveHistory(facts, result, recorder.Windows);
    }

    public LiveHistory With(Func<RunFacts, RunFacts> change) => new(change(Facts), Result, _windows);

    public IEnumerable<HistoryWindow> Windows(SimTime from, SimTime to) =>
        _windows.Where(w => w.End > from && w.Start <= to);

    private sealed class Recorder(int samplesEvery) : IMessageReader
    {
        private readonly List<EventRecord> _events = [];
        private readonly List<MessageRecord> _messages = [];

        public List<HistoryWindow> Windows { get; } = [];

        public void OnEvent(in EventRecord record) => _events.Add(record);

        public void OnMessage(in MessageRecord record) => _messages.Add(record);

        public void OnWindow(in Window window, WorldView world)
        {
            bool samples = samplesEvery > 0 && window.Number % samplesEvery == 0;
            if (_events.Count + _messages.Count > 0 || samples)
            {
                Windows.Add(new HistoryWindow(window.Number, window.Start, window.End, [.. _events], [.. _messages])
                {
                    Bodies = samples ? [.. Bodies(world)] : null,
                });
            }

            _events.Clear();
            _messages.Clear();
        }

        public void Capture(StateWriter writer)
        {
        }

        public void Restore(StateReader reader)
        {
        }

        private static IEnumerable<BodySample> Bodies(WorldView world) => Enumerable.Range(0, world.Count)
            .Select(i => new AgentId(i)).Where(world.HasBody).Select(a => new BodySample(a, world.BodyOf(a)));
    }
}
