using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// The run as the kernel drives it, whatever the host: it opens windows, and when every region has closed one it
/// commits what the regions did, in key order. Hosts decide only on which threads regions work in between.
/// </summary>
public sealed partial class RunCore
{
    private readonly RegionCore[] _regions;
    private readonly List<AgentCell> _cells = [];
    private readonly Dictionary<string, int> _squadNumbers = new(StringComparer.Ordinal);
    private readonly bool _crashes;
    private int[] _regionOf = [];
    private int[] _groupOf = [];
    private Inbox[] _inboxes = [];
    private Window _window;

    /// <summary>Sets up a run: all agents, their starts and the scenario's faults are pending.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="regions">Into how many parts to cut it, at least 1.</param>
    public RunCore(Simulation simulation, int regions)
        : this(regions, simulation)
    {
        PushStarts();
        PlanFaults();
    }

    /// <summary>A run with nothing pending, for a state to be restored into.</summary>
    private RunCore(int regions, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfLessThan(regions, 1);
        Simulation = simulation;
        _crashes = simulation.OnError == ErrorPolicy.Restart
            || simulation.Faults.Any(f => f is Fault.Crash or Fault.RandomCrashes);
        World = new WorldView(simulation.World);
        _readers = ReadersOf(simulation, _ledger, _failureMetrics);
        _messageReaders = [.. _readers.OfType<IMessageReader>()];
        _regions = new RegionCore[Math.Clamp(regions, 1, Math.Max(1, simulation.Agents.Count))];
        for (int i = 0; i < _regions.Length; i++)
        {
            _regions[i] = new RegionCore(this, i);
        }

        for (int i = 0; i < simulation.Squads.Count; i++)
        {
            _squadNumbers.Add(simulation.Squads[i].Name, i);
        }

        _squadRestarts = new List<SimTime>[simulation.Squads.Count];
        Populate();
        ApplyRates();
    }

    /// <summary>The readers of a run, always in this order.</summary>
    internal static IRunReader[] ReadersOf(Simulation simulation, TaskLedger ledger, FailureMetrics failures) =>
    [
        ledger, failures, new NegotiationMetrics(), .. simulation.CreateReaders(), .. simulation.CreateMonitors(),
    ];

    /// <summary>What is run.</summary>
    public Simulation Simulation { get; }

    /// <summary>The published world.</summary>
    public WorldView World { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<RegionCore> Regions => _regions;

    /// <summary>All cells, by agent number; grows when agents spawn.</summary>
    public IReadOnlyList<AgentCell> Cells => _cells;

    /// <summary>How far the run is; may be read from any thread at any time.</summary>
    public RunProgress Progress { get; } = new();

    internal bool ReadsMessages => _messageReaders.Length > 0;

    internal int CellCount => _cells.Count;

    internal ref Inbox InboxOf(AgentId agent) => ref _inboxes[agent.Index];

    internal AgentCell CellAt(AgentId agent) => _cells[agent.Index];

    /// <summary>The number of the region in which an agent lives.</summary>
    public int RegionOf(AgentId agent) => _regions.Length == 1 ? 0 : _regionOf[agent.Index];

    internal int NetworkGroupOf(AgentId agent) => Simulation.Network.Groups == 1 ? 0 : _groupOf[agent.Index];

    internal string NameOf(AgentId agent) =>
        (uint)agent.Index < (uint)_cells.Count ? _cells[agent.Index].Name : agent.ToString();

    /// <summary>The window that was opened last.</summary>
    public Window Window => _window;

    /// <summary>The end of the last window; zero before the first.</summary>
    public SimTime Now => _window.End;

    /// <summary>The instant of the next event; <see cref="SimTime.Never"/> if nothing is pending.</summary>
    public SimTime NextEvent
    {
        get
        {
            SimTime next = SimTime.Never;
            foreach (RegionCore region in _regions)
            {
                next = SimTime.Min(next, region.Earliest);
            }

            return next;
        }
    }

    /// <summary>Opens the next window, if there is anything left to do.</summary>
    /// <param name="window">The window.</param>
    /// <returns>False when the run is over.</returns>
    public bool TryOpenWindow(out Window window)
    {
        SimTime start = NextEvent;
        window = default;
        if (_ended || start > Simulation.End)
        {
            return false;
        }

        _previousEnd = _window.End;
        SimTime end = SimTime.Min(start + Simulation.Network.Lookahead, Simulation.End + new SimDuration(1));
        _window = window = new Window(_window.Number + 1, start, end);
        Observer?.OnOpen(window);
        return true;
    }

    internal void Import(RegionCore to, in Window window, EventQueue queue)
    {
        foreach (RegionCore from in _regions)
        {
            if (from.IsRemote)
            {
                from.Import(to.Number, window, queue);
            }
            else if (from != to)
            {
                foreach (Envelope envelope in from.PreviousOutbox(window.Number).For(to.Number))
                {
                    queue.Push(envelope);
                }
            }
        }
    }

    private void Populate()
    {
        IReadOnlyList<AgentBlueprint> agents = Simulation.Agents;
        Reserve(agents.Count);
        for (int i = 0; i < agents.Count; i++)
        {
            // Contiguous blocks keep squads together: their members tend to follow each other in the scenario.
            AddCell(agents[i], agents[i].Name, (int)((long)i * _regions.Length / agents.Count));
        }
    }

    private void PushStarts()
    {
        foreach (AgentCell cell in _cells)
        {
            _regions[RegionOf(cell.Id)].Push(new Envelope(
                SimTime.Zero, cell.Id, AgentId.Environment, _environmentSequence++, KernelCommand.Start.Instance));
        }
    }

    private AgentCell AddCell(AgentBlueprint blueprint, string name, int region)
    {
        int squad = RequireSquad(blueprint, name);
        var id = new AgentId(_cells.Count);
        var cell = new AgentCell(id, name, blueprint, squad, Simulation.Squads[squad].Policy);
        cell.Checkpoints = _crashes && Simulation.Squads[squad].Policy.FromCheckpoint;
        _cells.Add(cell);
        Reserve(_cells.Count);
        _regionOf[id.Index] = region;
        _groupOf[id.Index] = blueprint.NetworkGroup;
        if (blueprint.Body is Body body)
        {
            World.Publish(id.Index, body);
        }

        return cell;
    }

    internal int RequireSquad(AgentBlueprint blueprint, string name) =>
        _squadNumbers.TryGetValue(blueprint.Squad, out int squad)
            ? squad
            : throw new ArgumentException($"Agent {name} belongs to squad {blueprint.Squad}, which is not declared.");

    private void Reserve(int count)
    {
        if (count > _regionOf.Length)
        {
            int capacity = Math.Max(count, _regionOf.Length * 2);
            Array.Resize(ref _regionOf, capacity);
            Array.Resize(ref _groupOf, capacity);
            Array.Resize(ref _inboxes, capacity);
        }

        if (count > World.Count)
        {
            World.Resize(count);
        }
    }
}
