using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>
/// An agent's part in CBBA (Choi, Brunet and How, IEEE T-RO 25(4), 2009): in every round it adds to its bundle what it
/// wins, and tells its neighbours; it claims its bundle when nobody of whom it knows has changed his mind for twice the
/// diameter: once for the news of the last change to come to it, once for the quiet that proves agreement.
/// </summary>
internal sealed class ConsensusSeat : ISeatDriver
{
    private readonly ICrewSeat _seat;
    private readonly CrewPlan _plan;
    private ConsensusCall? _call;
    private SeatView? _view;
    private IBundleConsensus? _side;
    private int _next;
    private int _lastChange;
    private bool _claimed;

    public ConsensusSeat(ICrewSeat seat) => (_seat, _plan) = (seat, seat.Items.Plan);

    public void OnStart(AgentContext context)
    {
        if (_call is not null && !_claimed)
        {
            GoOn(context);
        }
    }

    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        switch (message)
        {
            case ConsensusCall call when call.Epoch > (_call?.Epoch ?? 0):
                Begin(context, call);
                break;
            case ConsensusTalk talk when talk.Epoch == _call?.Epoch:
                Hear(context, talk);
                break;
            case MemberLost lost when lost.Epoch == _call?.Epoch:
                _side!.Forget(AgentOf(lost.Member), context.Now);
                NoteChange(context, _next);
                break;
            default:
                // Said in a consensus that is over, or that this agent has not been called to yet.
                break;
        }
    }

    public void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is RoundTag round && round.Epoch == _call?.Epoch && round.Round == _next && !_claimed)
        {
            Take(context, _call, round.Round);
        }
    }

    public void Capture(StateWriter writer)
    {
        writer.Write(_call is not null);
        if (_call is not null)
        {
            _call.Capture(writer);
            _view!.Capture(writer);
            _side!.Capture(writer);
        }

        writer.Write(_next);
        writer.Write(_lastChange);
        writer.Write(_claimed);
    }

    public void Restore(StateReader reader)
    {
        (_call, _view, _side) = (null, null, null);
        if (reader.ReadBoolean())
        {
            _call = ConsensusCall.Read(reader);
            _view = SeatView.Read(reader);
            _side = NewSide();
            _side.Restore(reader);
        }

        _next = reader.ReadInt32();
        _lastChange = reader.ReadInt32();
        _claimed = reader.ReadBoolean();
    }

    private void Begin(AgentContext context, ConsensusCall call)
    {
        _call = call;
        _view = SeatView.Of(_seat, context, call.From, call.Items, []);
        _side = NewSide();
        for (int at = 0; at < call.Items.Count; at++)
        {
            _side.Offer(new TaskId(at));
        }

        (_lastChange, _claimed) = (0, false);
        GoOn(context);
    }

    /// <summary>A bundle can hold no more than there is.</summary>
    private IBundleConsensus NewSide() => _plan.Strategies.CreateConsensus(
        _plan.Strategy.Name, AgentOf(_seat.Index), Math.Min(_view!.MaxTasks, _call!.Items.Count));

    /// <summary>Waits for the next round.</summary>
    private void GoOn(AgentContext context)
    {
        ConsensusCall call = _call!;
        long since = (context.Now - call.Begins).Micros;
        _next = since < 0 ? 1 : (int)(since / call.RoundLength.Micros) + 2;
        context.Schedule(call.StartOf(_next) - context.Now, new RoundTag(call.Epoch, _next));
    }

    private void Take(AgentContext context, ConsensusCall call, int round)
    {
        if (round > _lastChange + (2 * call.Diameter) || round > call.MostRounds)
        {
            Claim(context, call);
            return;
        }

        CommonScale common = call.Common;
        var score = new PathScore(
            PathScoreBasis.Told(
                _view!.ToProblem(_seat.Items), common.Urgency, common.LeastCost, common.CostCeiling, common.Scale),
            0, _view.ReadyAt);
        if (_side!.Build(score.Of))
        {
            _lastChange = Math.Max(_lastChange, round);
        }

        var talk = new ConsensusTalk(call.Epoch, round, _lastChange, _side.News(context.Now));
        foreach (int neighbour in CrewGraph.NeighboursOf(_plan, call.Members, _seat.Index))
        {
            context.Send(AgentOf(neighbour), talk);
        }

        GoOn(context);
    }

    private void Hear(AgentContext context, ConsensusTalk talk)
    {
        bool changed = _side!.Hear(talk.News);
        int round = changed ? Math.Max(talk.Round, _next - 1) : 0;
        NoteChange(context, Math.Max(round, talk.LastChange));
    }

    /// <summary>What comes after the claim, since messages were late or lost, opens it again.</summary>
    private void NoteChange(AgentContext context, int round)
    {
        if (round > _lastChange)
        {
            _lastChange = round;
            if (_claimed)
            {
                _claimed = false;
                GoOn(context);
            }
        }
    }

    private void Claim(AgentContext context, ConsensusCall call)
    {
        _claimed = true;
        AllocationProblem problem = _view!.ToProblem(_seat.Items);
        var track = new AgentTrack(problem, 0, problem.HasTravel);
        var bids = _side!.Beliefs.ToDictionary(b => b.Task, b => b.Bid);
        var items = new List<ClaimedItem>();
        foreach (TaskId task in _side.Path)
        {
            long start = track.EarliestStart(task.Number, _view.ReadyAt(task.Number));
            if (start != Timetable.Impossible)
            {
                track.Add(task.Number, start);
                items.Add(new ClaimedItem(
                    call.Items[task.Number].Item, bids[task], new SimTime(start),
                    new SimTime(start + (long)problem.Duration[0, task.Number])));
            }
        }

        int limit = Math.Min(_view.MaxTasks, call.Items.Count);
        var claim = new ConsensusClaim(call.Epoch, _lastChange, limit, _side.RisingGains, items);
        context.Emit(new BundleClaimed(
            call.Epoch, claim.Rounds, limit, claim.RisingGains, [.. items.Select(i => i.Item)]));
        context.Send(Dispatcher, claim);
    }

    private sealed record RoundTag(int Epoch, int Round) : IMessage;
}
