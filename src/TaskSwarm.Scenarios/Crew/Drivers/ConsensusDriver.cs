using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// The agents agree among themselves; the dispatcher calls them to it, wave after wave, and awards what they claim. A
/// wave is as many open items, in the order of <see cref="TaskOrder"/>, as wait for none of the same wave. Where
/// messages were lost two may claim one item: the higher bid gets it. What changes meanwhile is called for afterwards.
/// </summary>
internal sealed class ConsensusDriver : IAllocationDriver
{
    private readonly ICrewDesk _desk;
    private readonly CrewPlan _plan;
    private readonly SortedDictionary<int, ConsensusClaim> _claims = [];
    private readonly SortedSet<int> _lost = [];
    private readonly SortedSet<int> _putOff = [];
    private ConsensusCall? _call;
    private int _epoch;

    public ConsensusDriver(ICrewDesk desk) => (_desk, _plan) = (desk, desk.Items.Plan);

    public void OnChange(AgentContext context, CrewChange change)
    {
        if (_call is null)
        {
            Open(context);
            return;
        }

        foreach (int member in _call.Members.Where(m => !_desk.Board.IsUp(m)).ToArray())
        {
            if (_lost.Add(member))
            {
                var lost = new MemberLost(_call.Epoch, member);
                foreach (int other in _call.Members.Where(_desk.Board.IsUp))
                {
                    context.Send(AgentOf(other), lost);
                }
            }
        }

        CloseIfComplete(context);
    }

    public void OnRestart(AgentContext context)
    {
        Reset();
        _putOff.Clear();
        Open(context);
    }

    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        int place = PlaceOf(sender);
        if (message is not ConsensusClaim claim || claim.Epoch != _call?.Epoch || _lost.Contains(place))
        {
            return;
        }

        if (_claims.Count == 0)
        {
            // Without loss all claims come at once; whoever is silent longer has lost its own, or itself.
            context.Schedule(_plan.ContractNet.ReplyWithin, new CloseTag(claim.Epoch));
        }

        _claims[place] = claim;
        CloseIfComplete(context);
    }

    public void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is CloseTag close && close.Epoch == _call?.Epoch)
        {
            Close(context);
        }
    }

    public void OnAgain(int item) => _putOff.Remove(item);

    public void Capture(StateWriter writer)
    {
        writer.Write(_epoch);
        writer.Write(_call is not null);
        _call?.Capture(writer);
        writer.WriteList(_claims, static (w, c) =>
        {
            w.Write(c.Key);
            c.Value.Capture(w);
        });
        writer.WriteList(_lost, static (w, m) => w.Write(m));
        writer.WriteList(_putOff, static (w, i) => w.Write(i));
    }

    public void Restore(StateReader reader)
    {
        Reset();
        _epoch = reader.ReadInt32();
        _call = reader.ReadBoolean() ? ConsensusCall.Read(reader) : null;
        foreach ((int place, ConsensusClaim claim) in reader.ReadList(
            static r => (r.ReadInt32(), ConsensusClaim.Read(r))))
        {
            _claims.Add(place, claim);
        }

        _lost.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _putOff.Clear();
        _putOff.UnionWith(reader.ReadList(static r => r.ReadInt32()));
    }

    private void Reset()
    {
        _call = null;
        _claims.Clear();
        _lost.Clear();
    }

    private void Open(AgentContext context)
    {
        CrewSnapshot snapshot = CrewSnapshot.Of(_desk.Board, context.Now, replan: false);
        if (!snapshot.Items.Any(i => !_putOff.Contains(i)))
        {
            return;
        }

        var basis = PathScoreBasis.Of(snapshot.Problem);
        int[] wave = Wave(snapshot);
        if (wave.Length == 0)
        {
            return;
        }

        if (snapshot.Agents.Count == 0)
        {
            PutOff(context, wave.Select(t => snapshot.Items[t]), "nobody is up");
            return;
        }

        Call(context, snapshot, basis, wave);
    }

    private void Call(AgentContext context, CrewSnapshot snapshot, PathScoreBasis basis, int[] wave)
    {
        SimDuration talk = _plan.Arrival;
        SimDuration round = talk + new SimDuration(1);
        int diameter = CrewGraph.DiameterOf(_plan, snapshot.Agents);
        long bound = (long)wave.Length * diameter;
        _call = new ConsensusCall(
            ++_epoch, snapshot.Problem.Now, context.Now + round, round, diameter,
            (int)Math.Min(int.MaxValue / 2, (2 * bound) + (4 * diameter) + 100), snapshot.Agents,
            [.. wave.Select(t => new OfferedItem(snapshot.Items[t], _desk.TermsOf(snapshot.Items[t])))],
            new CommonScale([.. wave.Select(t => basis.Urgency[t])], basis.LeastCost, basis.CostCeiling, basis.Scale));
        foreach (int member in snapshot.Agents)
        {
            context.Send(AgentOf(member), _call);
        }

        SimTime last = _call.StartOf(_call.MostRounds + 2) + _plan.ContractNet.ReplyWithin;
        context.Schedule(last - context.Now, new CloseTag(_epoch));
    }

    /// <summary>Places in the problem, ascending.</summary>
    private int[] Wave(CrewSnapshot snapshot)
    {
        var wave = new SortedSet<int>();
        foreach (int task in TaskOrder.Of(snapshot.Problem))
        {
            IReadOnlyList<TaskInput> inputs = snapshot.Problem.Tasks[task].Inputs;
            if (inputs.Any(i => wave.Contains(i.Task)))
            {
                break;
            }

            // What waits for an item that is put off has to wait with it.
            if (inputs.Count == 0 && !_putOff.Contains(snapshot.Items[task]))
            {
                wave.Add(task);
            }
        }

        return [.. wave];
    }

    private void CloseIfComplete(AgentContext context)
    {
        if (_call is not null && _call.Members.All(m => _lost.Contains(m) || _claims.ContainsKey(m)))
        {
            Close(context);
        }
    }

    private void Close(AgentContext context)
    {
        ConsensusCall call = _call!;
        var winners = new SortedDictionary<int, (int Agent, ClaimedItem Claim)>();
        int conflicts = 0;
        foreach ((int agent, ConsensusClaim claim) in _claims)
        {
            foreach (ClaimedItem item in claim.Items.Where(i => _desk.Board.IsUp(agent)))
            {
                bool taken = winners.TryGetValue(item.Item, out (int Agent, ClaimedItem Claim) other);
                conflicts += taken ? 1 : 0;
                if (!taken || item.Bid > other.Claim.Bid)
                {
                    winners[item.Item] = (agent, item);
                }
            }
        }

        int missing = call.Members.Count(m => !_claims.ContainsKey(m));
        long bundles = _claims.Values.Sum(c => (long)c.Limit);
        context.Emit(new ConsensusReached(
            call.Epoch, call.Members.Count, missing, call.Items.Count, winners.Count,
            _claims.Values.Select(c => c.Rounds).DefaultIfEmpty(0).Max(),
            Math.Min(call.Items.Count, bundles) * call.Diameter, conflicts, _claims.Values.Sum(c => c.RisingGains)));
        Reset();
        Award(context, winners);
        bool goesOn = missing > 0 && winners.Count > 0;
        int[] unclaimed = [.. call.Items.Select(i => i.Item).Where(i => !winners.ContainsKey(i))];
        PutOff(context, goesOn ? [] : unclaimed, "nobody claims it");
        Open(context);
    }

    private void Award(AgentContext context, SortedDictionary<int, (int Agent, ClaimedItem Claim)> winners)
    {
        IEnumerable<(int Agent, int Item, WorkOrder Order)> awards = winners.Select(w => (
            w.Value.Agent, w.Key,
            new WorkOrder(w.Value.Claim.Start, w.Value.Claim.End, _desk.Items.RankOf(w.Key))));
        foreach ((int agent, int item, WorkOrder order) in awards.OrderBy(a => a.Order).ThenBy(a => a.Item).ToArray())
        {
            if (_desk.Board[item].State == ItemState.Open && _desk.Board.IsUp(agent))
            {
                _desk.Award(context, item, [agent], order);
            }
        }
    }

    private void PutOff(AgentContext context, IEnumerable<int> items, string reason)
    {
        foreach (int item in items.Where(i => _desk.Board[i].State == ItemState.Open).ToArray())
        {
            _putOff.Add(item);
            _desk.PutOff(context, item, reason);
        }
    }

    private sealed record CloseTag(int Epoch) : IMessage;
}
