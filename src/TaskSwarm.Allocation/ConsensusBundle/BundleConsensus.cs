using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>
/// An agent's side of CBBA (Choi, Brunet and How, IEEE T-RO 25(4), 2009): greedy bundle, path by best insertion,
/// conflict table, release of everything behind a lost task. With scores of diminishing marginal gain all agents agree
/// without conflict within N_min * D synchronous rounds, on what sequential greedy choice would give, which is at least
/// half of the optimum. Where gains rise, bids are held down to the bid before them in the bundle (Johnson, Choi,
/// Ponda and How, CDC 2012): agreement is kept, the half is not.
/// </summary>
/// <remarks>
/// Stamps are those of sending instead of receiving, and news older than what is known of their sender are dropped:
/// where all messages take the same time that is no difference, and where they overtake each other, or get lost, old
/// news cannot look fresh.
/// </remarks>
public sealed partial class BundleConsensus : IBundleConsensus
{
    private readonly AgentId _self;
    private readonly int _maxTasks;
    private readonly List<TaskId> _bundle = [];
    private readonly List<TaskId> _path = [];

    // Side by side, ascending by task: z and y.
    private readonly List<TaskId> _tasks = [];
    private readonly List<AgentId> _winner = [];
    private readonly List<double> _bid = [];

    // Tasks of others, or of nobody, that can be had for less than before since the last build; ascending.
    private readonly SortedSet<TaskId> _eased = [];

    private readonly StampTable _heard = new();
    private readonly StampTable _theirs = new();

    /// <summary>An agent that knows no task yet.</summary>
    /// <param name="self">The agent; its number is 0 or more.</param>
    /// <param name="maxTasks">L: the most tasks of its bundle, 0 or more.</param>
    public BundleConsensus(AgentId self, int maxTasks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(self.Index, nameof(self));
        ArgumentOutOfRangeException.ThrowIfNegative(maxTasks);
        (_self, _maxTasks) = (self, maxTasks);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskId> Bundle => _bundle;

    /// <inheritdoc/>
    public IReadOnlyList<TaskId> Path => _path;

    /// <inheritdoc/>
    public long RisingGains { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<ConsensusBelief> Beliefs => [.. _tasks.Select((_, at) => BeliefAt(at))];

    /// <inheritdoc/>
    public ConsensusNews News(SimTime now)
    {
        _heard.Raise(_self, now.Micros);
        return new ConsensusNews(_self, Beliefs, _heard.ToList());
    }

    /// <inheritdoc/>
    public void Offer(TaskId task)
    {
        int at = _tasks.BinarySearch(task);
        if (at < 0)
        {
            _tasks.Insert(~at, task);
            _winner.Insert(~at, AgentId.None);
            _bid.Insert(~at, 0);
            _eased.Add(task);
        }
    }

    /// <inheritdoc/>
    public void Withdraw(TaskId task)
    {
        int at = _tasks.BinarySearch(task);
        if (at >= 0)
        {
            _tasks.RemoveAt(at);
            _winner.RemoveAt(at);
            _bid.RemoveAt(at);
            _bundle.Remove(task);
            _path.Remove(task);
            _eased.Remove(task);
        }
    }

    /// <inheritdoc/>
    public void Forget(AgentId agent, SimTime now)
    {
        _heard.Raise(agent, now.Micros);
        for (int at = 0; at < _tasks.Count; at++)
        {
            if (_winner[at] == agent && agent != _self)
            {
                (_winner[at], _bid[at]) = (AgentId.None, 0);
                _eased.Add(_tasks[at]);
            }
        }
    }

    /// <inheritdoc/>
    public bool Build(Func<IReadOnlyList<TaskId>, TaskId, (double Gain, int Position)> score)
    {
        ArgumentNullException.ThrowIfNull(score);
        bool changed = Reconsider(score);
        while (_bundle.Count < _maxTasks && AddBest(score))
        {
            changed = true;
        }

        return changed;
    }

    /// <inheritdoc/>
    public bool Hear(ConsensusNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        _theirs.Load(news.Stamps);
        if (_theirs[news.Sender] < _heard[news.Sender])
        {
            return false;
        }

        bool changed = Resolve(news);
        foreach (AgentStamp stamp in news.Stamps)
        {
            if (stamp.Agent != _self)
            {
                _heard.Raise(stamp.Agent, stamp.Heard.Micros);
            }
        }

        Release();
        return changed;
    }

    private bool AddBest(Func<IReadOnlyList<TaskId>, TaskId, (double Gain, int Position)> score)
    {
        double ceiling = _bundle.Count > 0 ? _bid[_tasks.BinarySearch(_bundle[^1])] : double.PositiveInfinity;
        (int best, double bestGain, int bestPosition) = (-1, double.NegativeInfinity, 0);
        for (int at = 0; at < _tasks.Count; at++)
        {
            if (_winner[at] == _self)
            {
                continue;
            }

            (double gain, int position) = score(_path, _tasks[at]);
            if (gain > bestGain
                && ConflictTable.Beats(Math.Min(gain, ceiling), _self, _bid[at], _winner[at]))
            {
                (best, bestGain, bestPosition) = (at, gain, position);
            }
        }

        if (best < 0)
        {
            return false;
        }

        RisingGains += bestGain > ceiling ? 1 : 0;
        (_winner[best], _bid[best]) = (_self, Math.Min(bestGain, ceiling));
        _bundle.Add(_tasks[best]);
        _path.Insert(bestPosition, _tasks[best]);
        return true;
    }

    private bool Resolve(ConsensusNews news)
    {
        bool changed = false;
        int at = 0;
        foreach (ConsensusBelief theirs in news.Beliefs)
        {
            while (at < _tasks.Count && _tasks[at] < theirs.Task)
            {
                at++;
            }

            if (at == _tasks.Count)
            {
                break;
            }

            if (_tasks[at] == theirs.Task)
            {
                changed |= Take(
                    at, theirs,
                    ConflictTable.Decide(_self, news.Sender, theirs, BeliefAt(at), _theirs, _heard));
            }
        }

        return changed;
    }

    private bool Take(int at, ConsensusBelief theirs, ConflictAction action)
    {
        if (action == ConflictAction.Leave)
        {
            return false;
        }

        (AgentId winner, double bid) = action == ConflictAction.Update
            ? (theirs.Winner, theirs.Bid)
            : (AgentId.None, 0);
        bool changed = _winner[at] != winner || _bid[at] != bid;
        if (changed && winner != _self && ConflictTable.Beats(_bid[at], _winner[at], bid, winner))
        {
            _eased.Add(_tasks[at]);
        }

        (_winner[at], _bid[at]) = (winner, bid);
        return changed;
    }

    // Everything behind the first lost task was valued with it: it is given up too.
    private void Release()
    {
        int lost = _bundle.FindIndex(t => _winner[_tasks.BinarySearch(t)] != _self);
        if (lost < 0)
        {
            return;
        }

        GiveUpFrom(lost);
    }

    private void GiveUpFrom(int first)
    {
        for (int b = first; b < _bundle.Count; b++)
        {
            int at = _tasks.BinarySearch(_bundle[b]);
            if (_winner[at] == _self)
            {
                (_winner[at], _bid[at]) = (AgentId.None, 0);
            }

            _path.Remove(_bundle[b]);
        }

        _bundle.RemoveRange(first, _bundle.Count - first);
    }

    /// <summary>
    /// Gives up the bundle from where a task that has become easier to have would have been the better choice. The
    /// paper builds on instead; then a bid that its maker has long taken back keeps another from the task that
    /// sequential greedy choice gives him, for good.
    /// </summary>
    private bool Reconsider(Func<IReadOnlyList<TaskId>, TaskId, (double Gain, int Position)> score)
    {
        TaskId[] eased = [.. _eased.Where(t => _winner[_tasks.BinarySearch(t)] != _self)];
        _eased.Clear();
        for (int b = 0; eased.Length > 0 && b < _bundle.Count; b++)
        {
            TaskId[] before = [.. _path.Where(t => _bundle.IndexOf(t) < b)];
            double ceiling = b > 0 ? _bid[_tasks.BinarySearch(_bundle[b - 1])] : double.PositiveInfinity;
            double chosen = score(before, _bundle[b]).Gain;
            foreach (TaskId task in eased)
            {
                int at = _tasks.BinarySearch(task);
                double gain = score(before, task).Gain;
                bool better = gain > chosen || (gain == chosen && task < _bundle[b]);
                if (better && ConflictTable.Beats(Math.Min(gain, ceiling), _self, _bid[at], _winner[at]))
                {
                    GiveUpFrom(b);
                    return true;
                }
            }
        }

        return false;
    }

    private ConsensusBelief BeliefAt(int at) => new(_tasks[at], _winner[at], _bid[at]);
}
