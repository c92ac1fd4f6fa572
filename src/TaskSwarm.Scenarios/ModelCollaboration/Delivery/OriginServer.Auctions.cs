using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <content>
/// Sequential single-item auctions (Lagoudakis et al., RSS 2005): in each round every cache bids for the lot that it
/// gains most by, the highest bid wins that one lot, and all bid anew.
/// </content>
public sealed partial class OriginServer
{
    private const int MostReminders = 3;

    /// <summary>The highest bid; ties go to the lower content, then to the lower cache.</summary>
    internal static (int Cache, int Content, double Saving)? Highest(
        IEnumerable<KeyValuePair<int, (int Content, double Saving)>> bids) =>
        bids.Where(b => b.Value.Saving > 0)
            .OrderByDescending(b => b.Value.Saving).ThenBy(b => b.Value.Content).ThenBy(b => b.Key)
            .Select(b => ((int, int, double)?)(b.Key, b.Value.Content, b.Value.Saving)).FirstOrDefault();

    private bool IsOf(int auction, int round) => _isOpen && auction == _auction && round == _round;

    private void BeginAuction(AgentContext context)
    {
        if (_isOpen)
        {
            return;
        }

        _auction++;
        (_round, _awards, _isOpen) = (0, 0, true);
        _replaced.UnionWith(_failed);
        _failed.Clear();
        _lots.Clear();
        _lots.AddRange(MostWaitedFor());
        context.Emit(new AuctionBegan(_auction, _lots.Count));
        Call(context, -1, -1);
    }

    /// <summary>Contents by how long clients wait for them, as far as caches have reported: requests a second of caches
    /// that do not hold them, times what the nearest copy takes.</summary>
    private IEnumerable<int> MostWaitedFor()
    {
        var waits = new SortedDictionary<int, double>();
        foreach (int cache in _roster.Present())
        {
            foreach ((int content, double rate) in _caches[cache].Asks)
            {
                if (!_caches[cache].Holds(content))
                {
                    waits[content] = waits.GetValueOrDefault(content) + (rate * NearestSeconds(cache, content));
                }
            }
        }

        return waits.OrderByDescending(w => w.Value).ThenBy(w => w.Key).Take(plan.Lots).Select(w => w.Key).Order();
    }

    private double NearestSeconds(int cache, int content) => plan.Neighbours(cache)
        .Where(n => _caches[n].Holds(content)).Append(plan.Caches).Min(s => plan.Seconds(s, cache, content));

    private void Call(AgentContext context, int won, int winner)
    {
        int[] present = _roster.Present();
        if (_lots.Count == 0 || present.Length == 0 || _round == plan.Rounds)
        {
            EndAuction(context);
            return;
        }

        _round++;
        _bids.Clear();
        _roster.Ask(present);
        var call = new CallForBids(_auction, _round, [.. _lots], won, winner);
        foreach (int cache in present)
        {
            context.Send(new AgentId(cache), call);
        }

        context.Schedule(plan.Bidding, new BidsTag(_auction, _round));
    }

    private void CloseIfComplete(AgentContext context)
    {
        if (_isOpen && _roster.Waiting == 0)
        {
            CloseRound(context);
        }
    }

    private void CloseRound(AgentContext context)
    {
        // Whoever is silent is not waited for, be it lost or not.
        _roster.MakeUp();
        if (Highest(_bids) is not { } best)
        {
            EndAuction(context);
            return;
        }

        _awards++;
        context.Emit(new ContentAwarded(
            _auction, _round, _bids.Count, best.Content, new AgentId(best.Cache), best.Saving));
        Award(context, best.Content, best.Cache, times: 1);
        Call(context, best.Content, best.Cache);
    }

    private void Award(AgentContext context, int content, int cache, int times)
    {
        _pending[(content, cache)] = new PendingAward(++_awarded, times);
        context.Send(new AgentId(cache), new AwardContent(content));
        SimDuration expected = SimDuration.CeilingSeconds(2 * plan.Seconds(plan.Caches, cache, content));
        context.Schedule((plan.Timeout + expected) * 4, new PlacementTag(content, cache, _awarded));
    }

    private void Remind(AgentContext context, int content, int cache, PendingAward award)
    {
        bool isGivenUp = award.Times > MostReminders;
        context.Emit(new AwardMissed(content, new AgentId(cache), isGivenUp));
        if (isGivenUp)
        {
            _pending.Remove((content, cache));
        }
        else
        {
            Award(context, content, cache, award.Times + 1);
        }
    }

    private void EndAuction(AgentContext context)
    {
        _isOpen = false;
        context.Emit(new AuctionEnded(_auction, _awards));
        foreach (int cache in _replaced)
        {
            context.Emit(new FailureRecovered(new AgentId(cache)));
        }

        _replaced.Clear();
        if (_failed.Count > 0)
        {
            BeginAuction(context);
        }
    }
}
