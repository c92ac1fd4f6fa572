using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Inputs and outputs, which go straight from maker to consumer, and the state that survives.</content>
internal sealed partial class WorkerAgent
{
    private readonly SortedDictionary<int, SimTime> _made = [];
    private readonly SortedDictionary<int, (int From, SimTime Since)> _have = [];
    private readonly SortedDictionary<int, SortedSet<int>> _subscribers = [];

    public SeatForecast Forecast(AgentContext context)
    {
        var forecast = new SeatForecast(_items, Index, SimTime.Max(context.Now, _plan.Opening), context.SpeedFactor)
        {
            Spent = _spent,
        };
        forecast.StandAt(_place, _placeFrom);
        foreach (Job job in _jobs.Where(j => j.Running))
        {
            long expected = (long)(_items.DurationOf(Index, job.Item, job.Terms.Parts) / context.SpeedFactor);
            forecast.Occupy(
                job.Item,
                SimTime.Max(context.Now, job.Committed ? job.End : job.Start + new SimDuration(expected)),
                job.Committed ? 0 : _items.NeedOf(Index, job.Item, job.Terms.Parts));
        }

        foreach (Job job in _jobs.Where(j => !j.Running))
        {
            forecast.Append(job.Item, job.Terms.Parts, ExpectedAt(job.Terms));
        }

        return forecast;
    }

    public SimTime ExpectedAt(CrewTerms terms)
    {
        SimTime ready = SimTime.Zero;
        foreach (InputSource input in terms.Inputs)
        {
            if (_made.TryGetValue(input.Item, out SimTime end))
            {
                ready = SimTime.Max(ready, end);
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
            if (_made.TryGetValue(input.Item, out SimTime end))
            {
                ready = SimTime.Max(ready, end);
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

    private void AskAgain(AgentContext context)
    {
        foreach (Job job in _jobs.Where(j => !j.Running && j.WaitingSince < SimTime.Never).ToArray())
        {
            Subscribe(context, job);
            foreach (InputSource input in job.Terms.Inputs.Where(i => Lacks(i.Item)))
            {
                context.Send(Dispatcher, new WhereIs(input.Item));
            }

            job.Told = SimTime.Never;
            Invite(context, job);
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
        if (_made.TryGetValue(item, out SimTime end))
        {
            context.Send(consumer, new Output(item, SimTime.Max(end, context.Now)));
            return;
        }

        if (!_subscribers.TryGetValue(item, out SortedSet<int>? subscribers))
        {
            _subscribers.Add(item, subscribers = []);
        }

        subscribers.Add(consumer.Index);
    }

    private void Deliver(AgentContext context, int item, SimTime end)
    {
        _made[item] = end;
        if (_subscribers.Remove(item, out SortedSet<int>? subscribers))
        {
            foreach (int consumer in subscribers)
            {
                context.Send(new AgentId(consumer), new Output(item, end));
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

    public override void Capture(StateWriter writer)
    {
        _participant.Capture(writer);
        writer.WriteList(_jobs, static (w, j) => j.Capture(w));
        writer.Write(_spent);
        writer.Write(_place);
        writer.Write(_placeFrom);
        writer.Write(_wakeAt);
        writer.Write(_retrying);
        writer.Write(_versions);
        writer.WriteList(_made, static (w, m) =>
        {
            w.Write(m.Key);
            w.Write(m.Value);
        });
        writer.WriteList(_have, static (w, h) =>
        {
            w.Write(h.Key);
            w.Write(h.Value.From);
            w.Write(h.Value.Since);
        });
        writer.WriteList(_subscribers, static (w, s) =>
        {
            w.Write(s.Key);
            w.WriteList(s.Value, static (x, c) => x.Write(c));
        });
        _driver?.Capture(writer);
    }

    public override void Restore(StateReader reader)
    {
        _participant.Restore(reader);
        _jobs.Clear();
        _jobs.AddRange(reader.ReadList(Job.Read));
        _spent = reader.ReadDouble();
        _place = reader.ReadInt32();
        _placeFrom = reader.ReadTime();
        _wakeAt = reader.ReadTime();
        _retrying = reader.ReadBoolean();
        _versions = reader.ReadInt32();
        _made.Clear();
        foreach ((int item, SimTime end) in reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())))
        {
            _made.Add(item, end);
        }

        _have.Clear();
        foreach ((int item, int from, SimTime since) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadInt32(), r.ReadTime())))
        {
            _have.Add(item, (from, since));
        }

        _subscribers.Clear();
        foreach ((int item, List<int> consumers) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadInt32()))))
        {
            _subscribers.Add(item, [.. consumers]);
        }

        _driver?.Restore(reader);
    }
}
