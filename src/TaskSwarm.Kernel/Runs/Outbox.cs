using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>What the cells of one region did in one window, for the commit and for the other regions.</summary>
internal sealed class Outbox
{
    private List<Envelope>?[] _byRegion = [];

    public SimTime Earliest { get; private set; } = SimTime.Never;

    public List<EventRecord> Events { get; } = [];

    public List<MessageRecord> Messages { get; } = [];

    public List<(int Agent, Body Body)> Bodies { get; } = [];

    public List<int> Removed { get; } = [];

    public List<SpawnRequest> Spawns { get; } = [];

    public List<Escalation> Escalations { get; } = [];

    public List<(SimTime At, AgentId Agent, string Reason)> Finishes { get; } = [];

    public List<(SimTime At, AgentId Agent, RunFailure Failure)> Failures { get; } = [];

    public long Sent { get; set; }

    public long Bytes { get; set; }

    public long Lost { get; set; }

    public long Dropped { get; set; }

    public void Add(int region, in Envelope envelope)
    {
        if (region >= _byRegion.Length)
        {
            Array.Resize(ref _byRegion, region + 1);
        }

        (_byRegion[region] ??= []).Add(envelope);
        Earliest = SimTime.Min(Earliest, envelope.Time);
    }

    /// <summary>What is on its way to any other region.</summary>
    public IEnumerable<Envelope> OnTheWay => _byRegion.OfType<List<Envelope>>().SelectMany(static list => list);

    public ReadOnlySpan<Envelope> For(int region) =>
        region < _byRegion.Length ? CollectionsMarshal.AsSpan(_byRegion[region]) : default;

    public void Clear()
    {
        foreach (List<Envelope>? list in _byRegion)
        {
            list?.Clear();
        }

        Earliest = SimTime.Never;
        Events.Clear();
        Messages.Clear();
        Bodies.Clear();
        Removed.Clear();
        Spawns.Clear();
        Escalations.Clear();
        Finishes.Clear();
        Failures.Clear();
        (Sent, Bytes, Lost, Dropped) = (0, 0, 0, 0);
    }
}

/// <summary>An agent asked for a child.</summary>
internal readonly record struct SpawnRequest(
    SimTime At, AgentCell Parent, int Ordinal, AgentBlueprint Blueprint, int Region);

/// <summary>A member's failure was handed to the squad as a whole.</summary>
internal readonly record struct Escalation(SimTime At, AgentId Agent, int Squad, string Cause);
