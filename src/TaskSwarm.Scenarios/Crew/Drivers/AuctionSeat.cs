using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>A bidder: it names marginal costs by its own knowledge (<see cref="PlacementBid"/>) and keeps no state.
/// </summary>
internal sealed class AuctionSeat : ISeatDriver
{
    private readonly ICrewSeat _seat;
    private readonly IAuctionRule _rule;

    public AuctionSeat(ICrewSeat seat)
    {
        _seat = seat;
        CrewPlan plan = seat.Items.Plan;
        _rule = plan.Strategies.CreateAuctionRule(plan.Strategy.Name, plan.Options);
    }

    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is AuctionCall call)
        {
            context.Send(sender, new AuctionBids(call.Round, BidsFor(context, call)));
        }
    }

    public void Capture(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }

    private AuctionBid[] BidsFor(AgentContext context, AuctionCall call)
    {
        SeatView view = SeatView.Of(_seat, context, call.From, call.Items, call.Won);
        AllocationProblem problem = view.ToProblem(_seat.Items);
        bool travels = problem.HasTravel;
        var track = new AgentTrack(problem, 0, travels);
        var trial = new AgentTrack(problem, 0, travels);
        var book = new BidBook(problem, track, trial, view.ReadyAt);
        book.Renew(Enumerable.Range(0, call.Items.Count));
        return
        [
            .. book.Best(context.Self, _rule.MaxBundle, _rule.BidsEach)
                .Select(b => new AuctionBid(
                    [.. b.Tasks.Select(t => call.Items[t.Number].Item)], b.Cost * context.BidFactor,
                    Times(problem, track, trial, view, b.Tasks))),
        ];
    }

    private static (SimTime Start, SimTime End)[] Times(
        AllocationProblem problem, AgentTrack track, AgentTrack trial, SeatView view, IReadOnlyList<TaskId> tasks)
    {
        trial.CopyFrom(track);
        var times = new List<(SimTime Start, SimTime End)>();
        foreach (TaskId task in tasks)
        {
            long start = trial.EarliestStart(task.Number, view.ReadyAt(task.Number));
            trial.Add(task.Number, start);
            times.Add((new SimTime(start), new SimTime(start + (long)problem.Duration[0, task.Number])));
        }

        return [.. times];
    }
}
