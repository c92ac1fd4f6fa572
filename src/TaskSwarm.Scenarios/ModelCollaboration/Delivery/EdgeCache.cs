using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>
/// A cache at the edge: answers its clients from what it holds, from a neighbour or from the origin, and bids for
/// contents by the waiting that it would save.
/// </summary>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which cache, from 0.</param>
public sealed partial class EdgeCache(DeliveryPlan plan, int number) : Agent
{
    private const string Clients = "clients";
    private const int BeatsMissed = 3;

    private readonly SortedDictionary<int, ContentFetch> _fetches = [];
    private ContentStore _store = new(plan.Sizes, plan.Storage);
    private DemandMeter _demand = new(plan.Sizes.Length);
    private Neighbourhood _near = new(plan, number, SimTime.Zero);
    private SimTime _born;
    private long _version;
    private long _requests;
    private long _firstHit;
    private int _hits;
    private long _tries;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (_born, _version) = (context.Now, context.Now.Micros);
        context.Emit(new CacheBegan());
        context.Schedule(plan.Heartbeat, new BeatTag());
        AwaitRequest(context);
    }

    /// <summary>Whatever a checkpoint says: contents are gone, and clients no longer wait.</summary>
    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        _fetches.Clear();
        _store = new ContentStore(plan.Sizes, plan.Storage);
        _demand = new DemandMeter(plan.Sizes.Length);
        _near = new Neighbourhood(plan, number, context.Now);
        (_requests, _firstHit, _hits, _tries) = (0, 0, 0, 0);
        OnStart(context);
        Report(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_near.Find(sender.Index) is { } neighbour)
        {
            neighbour.Heard = context.Now;
        }

        switch (message)
        {
            case FetchContent wanted:
                Serve(context, sender, wanted.Content);
                break;
            case ContentSent sent:
                Receive(context, sender, sent.Content);
                break;
            case ContentMissing missing:
                GoElsewhere(context, sender, missing.Content);
                break;
            case HoldingsChanged changed:
                _near.Find(sender.Index)?.Take(changed);
                break;
            case CacheReport report:
                _near.Find(sender.Index)?.Take(report);
                break;
            case CallForBids call:
                Bid(context, call);
                break;
            case AwardContent award:
                Accept(context, award.Content);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case RequestTag:
                Ask(context);
                AwaitRequest(context);
                break;
            case FetchTag late when _fetches.TryGetValue(late.Content, out ContentFetch? fetch)
                && fetch.Try == late.Try:
                TryAgain(context, late.Content, fetch);
                break;
            case BeatTag:
                TellHits(context);
                _demand.Pass(plan.Heartbeat.Seconds, plan.Keep);
                _near.ForgetSilent(context.Now, (plan.Heartbeat * BeatsMissed) + plan.TalkTime);
                Report(context);
                context.Schedule(plan.Heartbeat, new BeatTag());
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_fetches, static (w, content) => w.Write(content), static (w, fetch) => fetch.Capture(w));
        _store.Capture(writer);
        _demand.Capture(writer);
        _near.Capture(writer);
        writer.Write(_born);
        writer.Write(_version);
        writer.Write(_requests);
        writer.Write(_firstHit);
        writer.Write(_hits);
        writer.Write(_tries);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_fetches, static r => r.ReadInt32(), ContentFetch.Read);
        _store.Restore(reader);
        _demand.Restore(reader);
        _near.Restore(reader);
        _born = reader.ReadTime();
        _version = reader.ReadInt64();
        _requests = reader.ReadInt64();
        _firstHit = reader.ReadInt64();
        _hits = reader.ReadInt32();
        _tries = reader.ReadInt64();
    }

    private void AwaitRequest(AgentContext context)
    {
        double seconds = context.Stream(Clients).NextExponential(1 / plan.Requests);
        context.Schedule(SimDuration.CeilingSeconds(Math.Max(seconds, 1e-6)), new RequestTag());
    }

    /// <summary>A client asks. A hit is answered here and now, so that it costs neither a message nor an event.
    /// </summary>
    private void Ask(AgentContext context)
    {
        RandomStream random = context.Stream(Clients);
        int content = plan.Popularity.Draw(number, context.Now, random.NextDouble());
        _requests++;
        _demand.Count(content);
        if (_store.Holds(content))
        {
            _store.Use(content);
            _firstHit = _hits == 0 ? _requests : _firstHit;
            _hits++;
            return;
        }

        TellHits(context);
        context.Emit(new RequestMissed(_requests, content));
        if (!_fetches.TryGetValue(content, out ContentFetch? fetch))
        {
            fetch = Fetch(context, content);
        }

        fetch.Join(_requests, context.Now);
    }

    private void TellHits(AgentContext context)
    {
        if (_hits > 0)
        {
            context.Emit(new HitsServed(_firstHit, _hits));
            _hits = 0;
        }
    }

    private void Report(AgentContext context)
    {
        (ImmutableArray<int> asked, ImmutableArray<float> perSecond) = _demand.Report();
        Tell(context, new CacheReport(_born, new HoldingsChanged(_version, _store.Held), asked, perSecond));
    }

    private void Tell(AgentContext context, IMessage message)
    {
        context.Send(plan.Origin, message);
        foreach (int neighbour in plan.Neighbours(number))
        {
            context.Send(new AgentId(neighbour), message);
        }
    }
}
