using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <content>How contents come to a cache, and what it keeps of them.</content>
public sealed partial class EdgeCache
{
    private const int MostDoublings = 3;

    private ContentFetch Fetch(AgentContext context, int content)
    {
        var fetch = new ContentFetch();
        _fetches.Add(content, fetch);
        AskFor(context, content, fetch);
        return fetch;
    }

    private void AskFor(AgentContext context, int content, ContentFetch fetch)
    {
        int source = _near.NearestOf(content);
        fetch.Ask(source, ++_tries, context.Now);
        context.Send(new AgentId(source), new FetchContent(content));
        SimDuration expected = SimDuration.CeilingSeconds(2 * plan.Seconds(source, number, content));
        SimDuration patience = (plan.Timeout + expected) * (1L << Math.Min(fetch.Tries - 1, MostDoublings));
        context.Schedule(patience, new FetchTag(content, _tries));
    }

    /// <summary>A neighbour that does not answer is not asked again until it has told anew what it holds.</summary>
    private void TryAgain(AgentContext context, int content, ContentFetch fetch)
    {
        context.Emit(new FetchTimedOut(content, new AgentId(fetch.Source)));
        _near.Find(fetch.Source)?.ForgetHoldings();
        Repeat(context, content, fetch);
    }

    private void GoElsewhere(AgentContext context, AgentId sender, int content)
    {
        _near.Find(sender.Index)?.Remove(content);
        if (_fetches.TryGetValue(content, out ContentFetch? fetch) && fetch.Source == sender.Index)
        {
            Repeat(context, content, fetch);
        }
    }

    private void Repeat(AgentContext context, int content, ContentFetch fetch)
    {
        if (fetch.Waiting.Count > 0 || _store.Wants(content))
        {
            AskFor(context, content, fetch);
        }
        else
        {
            _fetches.Remove(content);
        }
    }

    private void Serve(AgentContext context, AgentId sender, int content)
    {
        if (!_store.Holds(content))
        {
            context.Send(sender, new ContentMissing(content));
            return;
        }

        _store.Use(content);
        context.Send(sender, new ContentSent(content, plan.Sizes[content]));
        context.Emit(new ContentServed(content, plan.Sizes[content], sender));
    }

    /// <summary>What comes a second time, after a fetch was tried again, is of no use.</summary>
    private void Receive(AgentContext context, AgentId sender, int content)
    {
        if (!_fetches.Remove(content, out ContentFetch? fetch))
        {
            return;
        }

        if (fetch.Source == sender.Index)
        {
            _near.Learn(sender.Index, content, (context.Now - fetch.Asked).Seconds);
        }

        foreach ((long request, SimTime at) in fetch.Waiting)
        {
            context.Emit(new RequestAnswered(request, content, context.Now - at, sender));
        }

        bool keeps = plan.Placement == Placement.LeastRecentlyUsed
            ? plan.Sizes[content] <= plan.Storage
            : _store.Wants(content);
        if (keeps)
        {
            Keep(context, content);
        }
    }

    private void Keep(AgentContext context, int content)
    {
        foreach (int victim in _store.Store(content))
        {
            context.Emit(new ContentEvicted(victim));
        }

        context.Emit(new ContentStored(content));
        _version = Math.Max(_version + 1, context.Now.Micros);
        Tell(context, new HoldingsChanged(_version, _store.Held));
        if (_store.Wants(content))
        {
            context.Send(plan.Origin, new AwardPlaced(content));
        }
    }
}
