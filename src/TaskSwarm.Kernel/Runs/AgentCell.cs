using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// One agent as the kernel keeps it: the agent object, its streams, counters, digest and failures. Hosts decide where
/// and when a cell takes its turn; what the turn does is decided here, so that every host makes the same run.
/// </summary>
public sealed partial class AgentCell
{
    private readonly AgentBlueprint _blueprint;
    private readonly SupervisionPolicy _policy;
    private string? _firstPurpose;
    private RandomStream? _firstStream;
    private List<(string Purpose, RandomStream Stream)>? _otherStreams;
    private HashSet<long>? _cancelled;
    private Envelope[]? _rest;
    private FaultState? _faults;

    internal AgentCell(AgentId id, string name, AgentBlueprint blueprint, int squad, SupervisionPolicy policy)
    {
        Id = id;
        Name = name;
        _blueprint = blueprint;
        Squad = squad;
        _policy = policy;
        Agent = blueprint.Create();
        Digest = StableHash.Of(name);
    }

    /// <summary>The agent's number.</summary>
    public AgentId Id { get; }

    /// <summary>The agent's name.</summary>
    public string Name { get; }

    /// <summary>The number of the agent's squad in <see cref="Simulation.Squads"/>.</summary>
    public int Squad { get; }

    /// <summary>Whether the agent reacts.</summary>
    public AgentStatus Status { get; private set; }

    /// <summary>The agent; a new instance after each restart.</summary>
    public Agent Agent { get; private set; }

    /// <summary>The hash of all that the agent reacted to and emitted.</summary>
    public ulong Digest { get; internal set; }

    /// <summary>What a host keeps with the cell, such as its actor; the kernel never looks at it.</summary>
    public object? Attachment { get; set; }

    internal int NetworkGroup => _blueprint.NetworkGroup;

    internal int Incarnation { get; private set; } = 1;

    internal long Sequence { get; set; }

    internal long Emitted { get; set; }

    internal SimTime LinkBusyUntil;

    internal int Children { get; set; }

    internal double SpeedFactor => _faults?.SpeedFactor ?? 1;

    internal double BidFactor => _faults?.BidFactor ?? 1;

    internal bool IsSilent => _faults is { Silences: > 0 };

    internal FaultState Faults => _faults ??= new FaultState();

    internal bool Checkpoints { get; set; }

    internal RandomStream Stream(string purpose, ulong seed)
    {
        // Most agents have one stream or none; purposes are constants, so the same object nearly always.
        if (ReferenceEquals(_firstPurpose, purpose))
        {
            return _firstStream!;
        }

        return _firstStream is null ? OpenFirst(purpose, seed) : FindOrOpen(purpose, seed);
    }

    private RandomStream OpenFirst(string purpose, ulong seed)
    {
        _firstPurpose = purpose;
        return _firstStream = new RandomStream(seed, Name, purpose);
    }

    private RandomStream FindOrOpen(string purpose, ulong seed)
    {
        if (_firstPurpose == purpose)
        {
            return _firstStream!;
        }

        foreach ((string known, RandomStream stream) in _otherStreams ??= [])
        {
            if (known == purpose)
            {
                return stream;
            }
        }

        var opened = new RandomStream(seed, Name, purpose);
        _otherStreams.Add((purpose, opened));
        return opened;
    }

    /// <summary>The agent left for good in another process.</summary>
    internal void StopFar() => Status = AgentStatus.Stopped;

    /// <summary>How the agent stands at the end in another process.</summary>
    internal void EndFar(ulong digest, long emitted, AgentStatus status) =>
        (Digest, Emitted, Status) = (digest, emitted, status);

    internal void Cancel(TimerId timer) => (_cancelled ??= []).Add(timer.Sequence);

    /// <summary>Handles the agent's events of the window, in order.</summary>
    /// <param name="region">The region that delivered them.</param>
    /// <returns>Whether all are done; after a crash the host lets the supervisor act, then calls
    /// <see cref="Resume"/>.</returns>
    public CellOutcome TakeTurn(RegionCore region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Handle(region, region.CollectInbox(this));
    }

    /// <summary>
    /// Goes on after a crash: a new instance stands in for the failed one, and the rest of the window is handled.
    /// </summary>
    public CellOutcome Resume(RegionCore region)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (_rest is not Envelope[] rest)
        {
            return CellOutcome.Completed;
        }

        _rest = null;
        return Handle(region, region.Reload(rest));
    }

    /// <summary>
    /// Reads a little of what a turn will touch, so that a host can have the memory fetched for many cells at once
    /// before their turns. What it returns means nothing.
    /// </summary>
    public int Fetch() => (Agent.KeepsJournal ? 1 : 0) + (int)(_firstStream?.Position ?? 0) + (int)Status;

    private CellOutcome Handle(RegionCore region, Turn turn)
    {
        while (turn.TryNext(out Envelope envelope))
        {
            region.Events++;
            CellOutcome outcome = HandleSafely(region, envelope);
            if (outcome.Kind == CellOutcomeKind.Crashed)
            {
                _rest = turn.Rest();
                return outcome;
            }
        }

        return CellOutcome.Completed;
    }

    /// <summary>Reactions guard themselves; this is for an agent that cannot be made, captured or restored.</summary>
    private CellOutcome HandleSafely(RegionCore region, in Envelope envelope)
    {
        try
        {
            return HandleOne(region, envelope);
        }
        catch (Exception error)
        {
            region.Begin(this, envelope.Time);
            return Fail(region, envelope.Time, envelope.Payload.GetType().Name, error);
        }
    }

    private CellOutcome HandleOne(RegionCore region, in Envelope envelope)
    {
        if (envelope.Payload is KernelCommand command)
        {
            return HandleCommand(region, envelope.Time, command);
        }

        if (Status != AgentStatus.Up)
        {
            region.CountDropped(envelope);
            return CellOutcome.Completed;
        }

        if (envelope.TimerOf != 0 && IsObsolete(envelope))
        {
            return CellOutcome.Completed;
        }

        if (Checkpoints && envelope.Time - Faults.CheckpointAt >= _policy.CheckpointEvery)
        {
            SaveCheckpoint(envelope.Time);
        }

        return React(region, envelope);
    }

    private bool IsObsolete(in Envelope timer) =>
        timer.TimerOf != Incarnation || (_cancelled is not null && _cancelled.Remove(timer.Sequence));

    private CellOutcome React(RegionCore region, in Envelope envelope)
    {
        (ulong digest, long emitted, long sequence) = (Digest, Emitted, Sequence);
        AgentContext context = region.Begin(this, envelope.Time);
        Digest = StableHash.Combine(
            StableHash.Combine(Digest, (ulong)envelope.Time.Micros),
            ((ulong)(uint)envelope.Sender.Index << 32) ^ (ulong)envelope.Sequence);
        try
        {
            if (envelope.TimerOf != 0)
            {
                Agent.OnTimer(context, envelope.Payload);
            }
            else
            {
                Agent.OnMessage(context, envelope.Sender, envelope.Payload);
                region.NoteReceived(this, envelope);
            }

            region.Commit(this);
        }
        catch (Exception error)
        {
            (Digest, Emitted, Sequence) = (digest, emitted, sequence);
            return Fail(region, envelope.Time, envelope.Payload.GetType().Name, error);
        }

        KeepJournal(region, envelope.Time);
        return CellOutcome.Completed;
    }
}
