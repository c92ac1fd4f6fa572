using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>
/// The cloud: has every content, notices caches that are lost, and auctions the contents that clients wait for most.
/// </summary>
/// <param name="plan">The collaboration.</param>
public sealed partial class OriginServer(DeliveryPlan plan) : Agent
{
    private const int BeatsMissed = 3;

    private readonly KnownCache[] _caches = [.. Enumerable.Range(0, plan.Caches).Select(_ => new KnownCache())];
    private readonly MemberRoster _roster = new();
    private readonly SortedSet<int> _silent = [];
    private readonly SortedSet<int> _failed = [];
    private readonly SortedSet<int> _replaced = [];
    private readonly SortedDictionary<int, (int Content, double Saving)> _bids = [];
    private readonly SortedDictionary<(int Content, int Cache), PendingAward> _pending = [];
    private readonly List<int> _lots = [];
    private int _auction;
    private int _round;
    private bool _isOpen;
    private int _awards;
    private long _awarded;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _roster.Begin(plan.Caches, context.Now);
        SetTimers(context);
    }

    /// <summary>Timers are gone, and nobody listened for a while; an auction that was open is over.</summary>
    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        _roster.Begin(plan.Caches, context.Now);
        for (int cache = 0; cache < plan.Caches && !restored; cache++)
        {
            // What was known is gone, and a cache that began anew before is no news.
            _caches[cache] = new KnownCache { Born = context.Now };
        }

        _silent.Clear();
        _pending.Clear();
        _isOpen = false;
        _failed.UnionWith(_replaced);
        _replaced.Clear();
        SetTimers(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        int cache = sender.Index;
        _roster.Hear(cache, context.Now);
        switch (message)
        {
            case FetchContent wanted:
                int bytes = plan.Sizes[wanted.Content];
                context.Send(sender, new ContentSent(wanted.Content, bytes));
                context.Emit(new ContentServed(wanted.Content, bytes, sender));
                break;
            case HoldingsChanged changed:
                _caches[cache].Take(changed);
                break;
            case CacheReport report:
                Take(context, cache, report);
                break;
            case LotBid bid when IsOf(bid.Auction, bid.Round):
                _bids[cache] = (bid.Content, bid.Saving);
                _roster.Answered(cache);
                break;
            case BidRefused refused when IsOf(refused.Auction, refused.Round):
                _roster.Answered(cache);
                break;
            case AwardPlaced placed:
                _pending.Remove((placed.Content, cache));
                break;
            case AwardGivenUp up:
                _pending.Remove((up.Content, cache));
                break;
        }

        CloseIfComplete(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case WatchTag:
                Watch(context);
                CloseIfComplete(context);
                break;
            case AuctionTag:
                context.Schedule(plan.Every, new AuctionTag());
                BeginAuction(context);
                break;
            case BidsTag late when IsOf(late.Auction, late.Round):
                CloseRound(context);
                break;
            case PlacementTag due when _pending.TryGetValue((due.Content, due.Cache), out PendingAward? award)
                && award.Number == due.Award:
                Remind(context, due.Content, due.Cache, award);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (KnownCache cache in _caches)
        {
            cache.Capture(writer);
        }

        _roster.Capture(writer);
        writer.WriteList(_silent, static (w, cache) => w.Write(cache));
        writer.WriteList(_failed, static (w, cache) => w.Write(cache));
        writer.WriteList(_replaced, static (w, cache) => w.Write(cache));
        writer.WriteMap(_bids, static (w, cache) => w.Write(cache), static (w, bid) =>
        {
            w.Write(bid.Content);
            w.Write(bid.Saving);
        });
        writer.WriteMap(
            _pending,
            static (w, key) =>
            {
                w.Write(key.Content);
                w.Write(key.Cache);
            },
            static (w, award) => award.Capture(w));
        writer.WriteList(_lots, static (w, content) => w.Write(content));
        writer.Write(_auction);
        writer.Write(_round);
        writer.Write(_isOpen);
        writer.Write(_awards);
        writer.Write(_awarded);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        foreach (KnownCache cache in _caches)
        {
            cache.Restore(reader);
        }

        _roster.Restore(reader);
        _silent.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _failed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _replaced.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        reader.ReadMap(_bids, static r => r.ReadInt32(), static r => (r.ReadInt32(), r.ReadDouble()));
        reader.ReadMap(_pending, static r => (r.ReadInt32(), r.ReadInt32()), PendingAward.Read);
        _lots.AddRange(reader.ReadList(static r => r.ReadInt32()));
        _auction = reader.ReadInt32();
        _round = reader.ReadInt32();
        _isOpen = reader.ReadBoolean();
        _awards = reader.ReadInt32();
        _awarded = reader.ReadInt64();
    }

    private void SetTimers(AgentContext context)
    {
        context.Schedule(plan.Heartbeat, new WatchTag());
        if (plan.Placement == Placement.Auction)
        {
            context.Schedule(plan.Every, new AuctionTag());
        }
    }

    /// <summary>A cache that was born since it was last heard has lost what it held, whether its silence was noticed or
    /// not.</summary>
    private void Take(AgentContext context, int cache, CacheReport report)
    {
        bool wasNoticed = _silent.Remove(cache);
        if (report.Born > _caches[cache].Born && !wasNoticed)
        {
            Lose(context, cache);
        }

        _caches[cache].Take(report);
    }

    private void Watch(AgentContext context)
    {
        context.Schedule(plan.Heartbeat, new WatchTag());
        SimDuration patience = (plan.Heartbeat * BeatsMissed) + plan.TalkTime;
        if (context.Now - SimTime.Zero <= patience)
        {
            return;
        }

        foreach (int cache in _roster.Lose(context.Now - patience))
        {
            _silent.Add(cache);
            Lose(context, cache);
        }
    }

    /// <summary>What a lost cache held is auctioned at once. Without auctions nothing is left to be done: others fetch
    /// from the origin what they do not hold.</summary>
    private void Lose(AgentContext context, int cache)
    {
        context.Emit(new FailureDetected(new AgentId(cache)));
        _caches[cache].Forget();
        foreach ((int Content, int Cache) award in _pending.Keys.Where(a => a.Cache == cache).ToArray())
        {
            _pending.Remove(award);
        }

        if (plan.Placement == Placement.Auction)
        {
            _failed.Add(cache);
            BeginAuction(context);
        }
        else
        {
            context.Emit(new FailureRecovered(new AgentId(cache)));
        }
    }
}
