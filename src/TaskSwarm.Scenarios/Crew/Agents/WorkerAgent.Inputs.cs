using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Inputs and outputs, which go straight from maker to consumer.</content>
internal sealed partial class WorkerAgent
{
    private readonly SortedDictionary<int, Made> _made = [];
    private readonly SortedDictionary<int, (int From, SimTime Since)> _have = [];
    private readonly SortedDictionary<int, SortedSet<int>> _subscribers = [];

    public SeatForecast Forecast(AgentContext context)
    {
        var forecast = new SeatForecast(_items, Index, SimTime.Max(context.Now, _plan.Opening), context.SpeedFactor);
        forecast.StandAt(_place, _placeFrom);
        forecast.NoteDone(_doneCount + _parts.Count, _spent + _parts.Values.Sum(static p => p.Need));
        foreach (Job job in _jobs.Where(j => j.Running))
        {
            SimTime expected = job.Start + new SimDuration(
                (long)(_items.DurationOf(Index, job.Item, job.Terms.Parts) / context.SpeedFactor));
            forecast.Occupy(
                job.Item,
                SimTime.Max(context.Now, job.Committed || job.IsTeamwork ? job.End : expected),
                _items.NeedOf(Index, job.Item, job.Terms.Parts),
                counts: !job.Committed);
        }

        foreach (Job job in _jobs.Where(j => !j.Running))
        {
            (SimTime start, SimTime end) = forecast.Peek(job.Item, job.Terms.Parts, ExpectedAt(job.Terms));
            SimTime together = IsStarting(job) ? job.Start : job.IsTeamwork ? job.Order.Start : start;
            SimDuration wait = SimTime.Max(start, together) - start;
            forecast.Add(job.Item, job.Terms.Parts, start + wait, end + wait);
        }

        return forecast;
    }

    public SimTime ExpectedAt(CrewTerms terms)
    {
        SimTime ready = SimTime.Zero;
        foreach (InputSource input in terms.Inputs)
        {
            if (_made.TryGetValue(input.Item, out Made made))
            {
                ready = SimTime.Max(ready, made.End);
            }
            else
            {
                (int from, SimTime since) = _have.TryGetValue(input.Item, out (int From, SimTime Since) flow)
                    ? flow
                    : (input.Agent, input.Expected);
                ready = SimTime.Max(ready, since + Transfer(from, input.Bytes));
            }
        }

        return ready;
    }

    private BidDecision MarginalCost(AgentContext context, int item, CrewTerms terms) =>
        Forecast(context).Bid(item, terms.Parts, ExpectedAt(terms));

    private SimDuration Transfer(int from, double bytes) => new(from == InputSource.Unknown
        ? 0
        : _plan.Whole.TransferMicros(from, Index, bytes));

    private SimTime ReadyAt(Job job)
    {
        SimTime ready = SimTime.Zero;
        foreach (InputSource input in job.Terms.Inputs)
        {
            if (_made.TryGetValue(input.Item, out Made made))
            {
                ready = SimTime.Max(ready, made.End);
            }
            else if (_have.TryGetValue(input.Item, out (int From, SimTime Since) flow))
            {
                ready = SimTime.Max(ready, flow.Since + Transfer(flow.From, input.Bytes));
            }
            else
            {
                return SimTime.Never;
            }
        }

        return ready;
    }

    private bool Lacks(int item) => !_made.ContainsKey(item) && !_have.ContainsKey(item);

    private void Subscribe(AgentContext context, Job job)
    {
        foreach (InputSource input in job.Terms.Inputs.Where(i => Lacks(i.Item)))
        {
            Subscribe(context, input.Item, input.Agent);
        }
    }

    private void Subscribe(AgentContext context, int item, int source)
    {
        if (source != InputSource.Unknown && source != Index)
        {
            context.Send(source == InputSource.Store ? Dispatcher : AgentOf(source), new Fetch(item));
        }
    }

    /// <summary>Asks again for whatever should have come by now.</summary>
    private void AskAgain(AgentContext context)
    {
        foreach (Job job in _jobs.ToArray())
        {
            if (job is { Running: true, Committed: false } && job.IsTeamwork && job.End <= context.Now)
            {
                AwaitParts(context, job);
            }
            else if (!job.Running && job.WaitingSince < SimTime.Never)
            {
                AskFor(context, job);
            }
        }

        foreach (((int item, int attempt), Part part) in _parts)
        {
            var again = new PartDone(item, attempt);
            context.Send(AgentOf(part.Leader), again);
            context.Send(Dispatcher, again);
            ArmRetry(context);
        }
    }

    private void AskFor(AgentContext context, Job job)
    {
        bool asks = job.IsTeamwork && context.Now >= job.Order.Start;
        foreach (InputSource input in job.Terms.Inputs.Where(i => Lacks(i.Item)))
        {
            if (input.Agent == InputSource.Unknown || context.Now >= input.Expected)
            {
                asks = true;
                Subscribe(context, input.Item, input.Agent);
                context.Send(Dispatcher, new WhereIs(input.Item));
                if (context.Now - SimTime.Max(job.WaitingSince, input.Expected) > Patience)
                {
                    // Its maker may be well and cut off from here: the store has it too.
                    Subscribe(context, input.Item, InputSource.Store);
                }
            }
        }

        if (asks)
        {
            context.Send(Dispatcher, new StillWaiting(job.Item, job.Attempt, job.Order));
        }

        if (asks && job.IsTeamwork)
        {
            if (job.Leader == Index)
            {
                AskTeam(context, job);
            }
            else
            {
                context.Send(AgentOf(job.Leader), PresentFor(context, job));
            }
        }
    }

    private void Redirect(AgentContext context, SourceIs source)
    {
        bool wanted = false;
        foreach (Job job in _jobs.Where(j => !j.Running && j.Terms.Inputs.Any(i => i.Item == source.Item)))
        {
            wanted = true;
            job.Terms = job.Terms with
            {
                Inputs =
                [
                    .. job.Terms.Inputs.Select(i => i.Item == source.Item
                        ? i with { Agent = source.Agent, Expected = source.Expected }
                        : i),
                ],
            };
        }

        if (wanted && Lacks(source.Item))
        {
            Subscribe(context, source.Item, source.Agent);
        }
    }

    private void Serve(AgentContext context, AgentId consumer, int item)
    {
        if (_made.TryGetValue(item, out Made made))
        {
            context.Send(consumer, new Output(item, SimTime.Max(made.End, context.Now)));
            return;
        }

        if (!_subscribers.TryGetValue(item, out SortedSet<int>? subscribers))
        {
            _subscribers.Add(item, subscribers = []);
        }

        subscribers.Add(consumer.Index);
    }

    private void Deliver(AgentContext context, int item, Made made)
    {
        _made[item] = made;
        if (_subscribers.Remove(item, out SortedSet<int>? subscribers))
        {
            foreach (int consumer in subscribers)
            {
                context.Send(new AgentId(consumer), new Output(item, made.End));
            }
        }
    }

    private void Receive(AgentContext context, AgentId sender, Output output)
    {
        if (!Lacks(output.Item))
        {
            return;
        }

        int from = PlaceOf(sender);
        _have[output.Item] = (from, output.Since);
        double bytes = _jobs.SelectMany(j => j.Terms.Inputs).Where(i => i.Item == output.Item)
            .Select(i => i.Bytes).DefaultIfEmpty(0).Max();
        if (bytes > 0)
        {
            context.Emit(new InputMoved(output.Item, from, bytes, output.Since, Transfer(from, bytes).Micros));
        }
    }
}
