using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <content>The commit at the end of a window: the only place where what agents did becomes the run.</content>
public sealed partial class RunCore
{
    private readonly IRunReader[] _readers;
    private readonly IMessageReader[] _messageReaders;
    private readonly TaskLedger _ledger = new();
    private readonly FailureMetrics _failureMetrics = new();
    private readonly List<EventRecord> _committed = [];
    private readonly List<SimTime>?[] _squadRestarts;
    private readonly RunTotals _totals = new();
    private long _environmentSequence;
    private long _supervisorSequence;
    private bool _ended;
    private string _endReason = "nothing left to do";
    private RunFailure? _failure;

    /// <summary>Who keeps what the run commits; null: nobody. Set before the first window.</summary>
    public IRunRecorder? Recorder { get; set; }

    /// <summary>A hash over the state of every agent that reacted in any window; kept only for a recorder.</summary>
    internal ulong WindowChain { get; private set; }

    /// <summary>Commits a window that every region has finished.</summary>
    public void CommitWindow()
    {
        if (_commitsEvents)
        {
            CommitEvents();
            if (ReadsMessages)
            {
                CommitMessages();
            }
        }

        CommitWorld();
        CommitSpawns();
        CommitEscalations();
        CommitEnds();
        WindowTally tally = Observer is null ? default : TallyHere();
        foreach (RegionCore region in _regions)
        {
            _totals.Add(region);
        }

        foreach (IRunReader reader in _readers)
        {
            reader.OnWindow(_window, World);
        }

        Progress.Advance(_window.End, _totals.Events, _window.Number);
        Progress.SetTasks(_ledger.Count, _ledger.Done);
        if (Recorder is not null)
        {
            Record(Recorder);
        }

        Observer?.OnCommit(this, tally);
    }

    private void Record(IRunRecorder recorder)
    {
        // A sum does not depend on the order of its parts, so not on the regions either.
        ulong sum = 0;
        foreach (RegionCore region in _regions)
        {
            sum += region.ChainSum();
        }

        WindowChain = StableHash.Combine(StableHash.Combine(WindowChain, (ulong)_window.Start.Micros), sum);
        recorder.OnWindow(this, new WindowCommit(_window, _committed, _said, WindowChain));
    }

    private void CommitEvents()
    {
        _committed.Clear();
        foreach (RegionCore region in _regions)
        {
            _committed.AddRange(region.Outbox.Events);
        }

        if (!IsInOrder(_committed))
        {
            _committed.Sort(Compare);
        }

        foreach (EventRecord record in _committed)
        {
            if (record.Event is AgentCrashed)
            {
                Progress.CountFailure();
            }

            foreach (IRunReader reader in _readers)
            {
                reader.OnEvent(record);
            }
        }
    }

    // Where latencies are equal and regions are blocks of numbers, they mostly come in order by themselves.
    private static bool IsInOrder(List<EventRecord> events)
    {
        for (int i = 1; i < events.Count; i++)
        {
            if (Compare(events[i - 1], events[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(EventRecord a, EventRecord b)
    {
        int byTime = a.Time.Micros.CompareTo(b.Time.Micros);
        int byAgent = byTime != 0 ? byTime : a.Agent.Index.CompareTo(b.Agent.Index);
        return byAgent != 0 ? byAgent : a.Ordinal.CompareTo(b.Ordinal);
    }

    private void CommitWorld()
    {
        foreach (RegionCore region in _regions)
        {
            foreach ((int agent, Body body) in region.Outbox.Bodies)
            {
                World.Publish(agent, body);
            }

            foreach (int agent in region.Outbox.Removed)
            {
                World.Remove(agent);
            }
        }
    }

    private void CommitSpawns()
    {
        IEnumerable<SpawnRequest> inOrder = _regions
            .SelectMany(r => r.Outbox.Spawns)
            .OrderBy(s => s.At.Micros).ThenBy(s => s.Parent.Id.Index).ThenBy(s => s.Ordinal);
        foreach (SpawnRequest spawn in inOrder)
        {
            string name = $"{spawn.Parent.Name}/{spawn.Blueprint.Name}-{spawn.Ordinal}";
            AgentCell child = AddCell(spawn.Blueprint, name, spawn.Region);
            SimTime birth = spawn.At + Simulation.Network.Lookahead;
            RegionCore home = _regions[spawn.Region];
            home.Push(new Envelope(
                birth, child.Id, AgentId.Environment, _environmentSequence++, KernelCommand.Start.Instance));
            home.Push(new Envelope(
                birth, spawn.Parent.Id, AgentId.Environment, _environmentSequence++, new AgentSpawned(child.Id, name)));
        }
    }

    private void CommitEscalations()
    {
        IEnumerable<Escalation> inOrder = _regions
            .SelectMany(r => r.Outbox.Escalations)
            .OrderBy(e => e.At.Micros).ThenBy(e => e.Agent.Index);
        foreach (Escalation escalation in inOrder)
        {
            Escalate(escalation);
        }
    }

    private void Escalate(in Escalation escalation)
    {
        int squad = escalation.Squad;
        while (Simulation.Squads[squad].OnEscalation.Directive == SupervisionDirective.Escalate)
        {
            if (Simulation.Squads[squad].Parent is not string parent)
            {
                Fail(new RunFailure(
                    NameOf(escalation.Agent), escalation.At, nameof(AgentCrashed),
                    $"the failure ({escalation.Cause}) was escalated beyond the top squad " +
                    $"{Simulation.Squads[squad].Name}", Simulation.Seed, escalation.Cause));
                return;
            }

            squad = _squadNumbers[parent];
        }

        SupervisionPolicy policy = Simulation.Squads[squad].OnEscalation;
        List<SimTime> restarts = _squadRestarts[squad] ??= [];
        SimTime at = escalation.At + Simulation.Network.Lookahead;
        restarts.RemoveAll(t => at - t > policy.Within);
        bool stop = policy.Directive == SupervisionDirective.Stop || restarts.Count >= policy.MaxRestarts;
        string name = Simulation.Squads[squad].Name;
        KernelCommand command = stop
            ? new KernelCommand.SquadStop(name)
            : new KernelCommand.SquadRestart(name, at + policy.DelayAfter(restarts.Count));
        restarts.Add(at);
        foreach (AgentCell cell in _cells)
        {
            if (cell.Status != AgentStatus.Stopped && IsWithin(cell.Squad, squad))
            {
                Supervise(cell, at, command);
            }
        }
    }

    private bool IsWithin(int squad, int ancestor)
    {
        for (int s = squad; ;)
        {
            if (s == ancestor)
            {
                return true;
            }

            if (Simulation.Squads[s].Parent is not string parent)
            {
                return false;
            }

            s = _squadNumbers[parent];
        }
    }

    private void Supervise(AgentCell cell, SimTime at, KernelCommand command) => _regions[RegionOf(cell.Id)].Push(
        new Envelope(at, cell.Id, AgentId.Supervisor, _supervisorSequence++, command));

    private void CommitEnds()
    {
        // The first in key order, not the first to be reported: which region was faster must not be told.
        foreach ((SimTime _, AgentId _, RunFailure failure) in _regions
            .SelectMany(r => r.Outbox.Failures).OrderBy(f => f.At.Micros).ThenBy(f => f.Agent.Index).Take(1))
        {
            Fail(failure);
        }

        foreach ((SimTime _, AgentId _, string reason) in _regions
            .SelectMany(r => r.Outbox.Finishes).OrderBy(f => f.At.Micros).ThenBy(f => f.Agent.Index).Take(1))
        {
            _ended = true;
            _endReason = reason;
        }
    }

    private void Fail(RunFailure failure)
    {
        // All failures of a run lie in its last window; the earliest is the one to tell.
        _failure = _failure is null || failure.Time < _failure.Time ? failure : _failure;
        _ended = true;
    }
}
