using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>A participant in re-auctions: it names its costs and keeps no state.</summary>
internal sealed class ReauctionSeat(ICrewSeat seat) : ISeatDriver
{
    public void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is CostCall call)
        {
            context.Send(sender, new CostAnswer(
                call.Round, [.. call.Items.Select(i => CostOf(context, i.Item, i.Parts))]));
        }
    }

    public void Capture(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }

    // Whoever lies in its bids lies here too: where times decide, about times.
    private ItemCost CostOf(AgentContext context, int item, int parts)
    {
        CrewItems items = seat.Items;
        double need = items.NeedOf(seat.Index, item, parts);
        if (!items.Plan.Whole.CanDo(seat.Index, items.TaskOf(item)))
        {
            return new ItemCost(double.PositiveInfinity, 0, need);
        }

        double pace = context.SpeedFactor / (items.Plan.Whole.Objective.IsTimed ? context.BidFactor : 1);
        double micros = items.DurationOf(seat.Index, item, parts);
        return new ItemCost(
            pace == 1 ? micros : Math.Ceiling(micros / pace),
            items.CostOf(seat.Index, item, parts) * context.BidFactor, need);
    }
}
