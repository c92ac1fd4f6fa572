using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Tests.Scenarios.Logistics;

/// <summary>Small scenarios of this kind, and what came of them.</summary>
internal static class SomeTown
{
    private static readonly ScenarioLoader Loader = ScenarioLoading.Loader();

    /// <summary>Two vans in a depot at the origin, 60 km/h, and whatever sections a test adds.</summary>
    public static string With(string requests, string more = "") => $$"""
        taskswarm: 1
        kind: logistics
        name: town
        duration: 10h
        planning: 5min
        allocation: { heartbeat: 10s }
        reauction: { rounds: 30, dayRounds: 10 }
        depots: { home: [0m, 0m] }
        vehicles:
          - { name: van, count: 2, depot: home, speed: 60km/h, capacity: { kg: 10 } }
        requests:
        {{requests}}
        {{more}}
        """.ReplaceLineEndings("\n");

    /// <summary>One load, 30 km out, to be brought another 30 km.</summary>
    public const string OneLoad = """
          - { name: parcel, load: { kg: 5 }, pickup: { at: [30km, 0km], service: 2min },
              delivery: { at: [30km, 30km], service: 2min } }
        """;

    public static Simulation Load(string text)
    {
        var result = Loader.LoadText("town.yaml", text, new ScenarioOverrides());
        return result.Simulation ?? throw new InvalidOperationException(string.Join("\n", result.Problems));
    }

    public static IReadOnlyList<string> ProblemsOf(string text) =>
        [.. Loader.LoadText("town.yaml", text, new ScenarioOverrides()).Problems.Select(p => p.ToString())];

    public static RunResult Run(string text) => SequentialHost.Run(Load(text));

    /// <summary>Runs a scenario and keeps every event.</summary>
    public static (RunResult Result, EventKeeper Events) Watch(string text)
    {
        var simulation = Load(text);
        var keeper = new EventKeeper();
        var result = SequentialHost.Run(
            simulation with { CreateReaders = () => [.. simulation.CreateReaders(), keeper] });
        return (result, keeper);
    }

    public static LogisticsReader ReaderOf(RunResult result) =>
        result.Reader<LogisticsReader>() ?? throw new InvalidOperationException("The run has no reader of its kind.");

    /// <summary>Keeps every event of a run.</summary>
    internal sealed class EventKeeper : IRunReader
    {
        private readonly List<EventRecord> records = [];

        public IReadOnlyList<EventRecord> Records => records;

        public IEnumerable<T> Of<T>()
            where T : DomainEvent
            => records.Select(r => r.Event).OfType<T>();

        public void OnEvent(in EventRecord record) => records.Add(record);

        public void Capture(StateWriter writer) => writer.WriteList(records, static (w, record) =>
        {
            w.Write(record.Time);
            w.Write(record.Agent);
            w.Write(record.Ordinal);
            ScenarioRecords.Catalog.Write(w, record.Event);
        });

        public void Restore(StateReader reader) => records.AddRange(reader.ReadList(static r => new EventRecord(
            r.ReadTime(), r.ReadAgentId(), r.ReadInt64(), (DomainEvent)ScenarioRecords.Catalog.Read(r))));
    }
}
