using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Kernel;

/// <summary>A run of a few scripted agents; what they note as domain events is what a test asserts on.</summary>
internal sealed record Stage
{
    public ulong Seed { get; init; } = 7;

    public double EndSeconds { get; init; } = 100;

    public LinkSpec Link { get; init; } = new(SimDuration.FromMillis(10));

    public IReadOnlyList<LinkCut> Cuts { get; init; } = [];

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public SupervisionPolicy Policy { get; init; } = SupervisionPolicy.Default;

    public IReadOnlyList<SquadSpec>? Squads { get; init; }

    public ErrorPolicy OnError { get; init; } = ErrorPolicy.Escalate;

    public required IReadOnlyList<AgentBlueprint> Agents { get; init; }

    public static AgentId Id(int index) => new(index);

    public static SimTime At(double seconds) => SimTime.FromSeconds(seconds);

    public static SimDuration For(double seconds) => SimDuration.FromSeconds(seconds);

    public static AgentBlueprint Actor(string name, Func<Scripted> create) => new(name, create);

    public StageRun Run(int regions = 1)
    {
        var log = new EventLog();
        RunResult result = SequentialHost.Run(new RunCore(Build(log), regions));
        return new StageRun(result, log.Records, log.Windows);
    }

    public Simulation Build(EventLog log) => new()
    {
        Name = "stage",
        Kind = "test",
        Strategy = "none",
        Seed = Seed,
        End = SimTime.FromSeconds(EndSeconds),
        Network = new NetworkModel(Link, Cuts),
        Faults = Faults,
        Squads = Squads ?? [new SquadSpec(SquadSpec.DefaultName, Policy)],
        OnError = OnError,
        Agents = Agents,
        CreateReaders = () => [log],
    };
}

/// <summary>A finished run with everything that it committed.</summary>
internal sealed record StageRun(RunResult Result, IReadOnlyList<EventRecord> Log, IReadOnlyList<Window> Windows)
{
    /// <summary>What one agent noted, each as <c>seconds text</c>.</summary>
    public IReadOnlyList<string> Notes(int agent) =>
    [
        .. Log.Where(r => r.Agent.Index == agent && r.Event is Noted)
            .Select(r => string.Create(
                CultureInfo.InvariantCulture, $"{r.Time.Seconds} {((Noted)r.Event).Text}")),
    ];

    public IReadOnlyList<T> Of<T>()
        where T : DomainEvent
        => [.. Log.Select(r => r.Event).OfType<T>()];

    public IReadOnlyList<(double Seconds, int Agent, T Event)> When<T>()
        where T : DomainEvent
        => [.. Log.Where(r => r.Event is T).Select(r => (r.Time.Seconds, r.Agent.Index, (T)r.Event))];
}

/// <summary>Keeps every committed event that it was there to see: it is the test's eye and no part of a run.</summary>
internal sealed class EventLog : IRunReader
{
    public List<EventRecord> Records { get; } = [];

    public List<Window> Windows { get; } = [];

    public void OnEvent(in EventRecord record) => Records.Add(record);

    public void OnWindow(in Window window, WorldView world) => Windows.Add(window);

    public void Capture(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }
}

/// <summary>An agent that does what a test says, with one number for its state.</summary>
internal sealed class Scripted : Agent
{
    public Action<Scripted, AgentContext>? Start { get; init; }

    public Action<Scripted, AgentContext, AgentId, IMessage>? Message { get; init; }

    public Action<Scripted, AgentContext, IMessage>? Timer { get; init; }

    public Action<Scripted, AgentContext, bool>? Restart { get; init; }

    public Action<Scripted, AgentContext>? SpeedChanged { get; init; }

    public bool Journal { get; init; }

    public long Count { get; set; }

    public override bool KeepsJournal => Journal;

    public override void OnStart(AgentContext context) => Start?.Invoke(this, context);

    public override void OnMessage(AgentContext context, AgentId sender, IMessage message) =>
        Message?.Invoke(this, context, sender, message);

    public override void OnTimer(AgentContext context, IMessage tag) => Timer?.Invoke(this, context, tag);

    public override void OnSpeedChanged(AgentContext context) => SpeedChanged?.Invoke(this, context);

    public override void OnRestart(AgentContext context, bool restored)
    {
        if (Restart is null)
        {
            OnStart(context);
        }
        else
        {
            Restart(this, context, restored);
        }
    }

    public override void Capture(StateWriter writer) => writer.Write(Count);

    public override void Restore(StateReader reader) => Count = reader.ReadInt64();
}

/// <summary>Something said, of any size.</summary>
internal sealed record Say(string Text, int Bytes = 64) : IMessage
{
    public int SizeBytes => Bytes;
}

/// <summary>Something a scripted agent saw.</summary>
internal sealed record Noted(string Text) : DomainEvent
{
    /// <summary>A note of figures, written the same everywhere.</summary>
    public static Noted Of(FormattableString text) => new(FormattableString.Invariant(text));

    public override void Write(ref EventEncoder encoder) => encoder.Write(Text);
}
