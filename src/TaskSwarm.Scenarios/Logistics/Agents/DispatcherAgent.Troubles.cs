using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>What is known of the vehicles, their return after breakdowns, and the state that survives.</content>
public sealed partial class DispatcherAgent
{
    private readonly (Place Position, bool OnTour)[] vehicles;
    private readonly SortedDictionary<int, (int Vehicle, int Attempt)> carriers = [];
    private readonly SortedDictionary<int, SortedSet<int>> askedBack = [];

    /// <inheritdoc/>
    public void OnFailureDetected(AgentContext context, AgentId failed) => hasNews = true;

    /// <summary>
    /// Of two vehicles that both believe to have a load, the one with the later award has it: it has fetched the load
    /// from the other, which could not be told, since it was broken or out of reach.
    /// </summary>
    private void NoteStatus(int vehicle, Place position, bool onTour, IReadOnlyList<LoadAboard> aboard)
    {
        vehicles[vehicle] = (position, onTour);
        foreach (var load in aboard)
        {
            if (live.Contains(load.Request)
                && (!carriers.TryGetValue(load.Request, out var known) || known.Attempt <= load.Attempt))
            {
                carriers[load.Request] = (vehicle, load.Attempt);
            }
        }
    }

    private bool IsAboard(AgentId vehicle, int request) =>
        carriers.TryGetValue(request, out var carrier) && carrier.Vehicle == FleetDirectory.IndexOf(vehicle);

    /// <summary>Whether a load is aboard a vehicle that is well, whoever was sent for it.</summary>
    private bool IsWithItsCarrier(int request) => carriers.TryGetValue(request, out var carrier)
        && !initiator.IsFailed(FleetDirectory.Vehicle(carrier.Vehicle));

    private bool IsNegotiating(AgentContext context) => session != Session.None || context.Now.Micros < callsOverAt;

    /// <summary>
    /// A vehicle is back after a breakdown. Loads that nobody has fetched yet are its own again; those that another
    /// was sent for are asked back, which only fails if they have been fetched already.
    /// </summary>
    private void Clear(AgentContext context, int vehicle, VehicleRepaired repaired)
    {
        NoteStatus(vehicle, repaired.Position, onTour: true, repaired.Aboard);
        if (IsNegotiating(context))
        {
            return; // A negotiation about them may be under way; the vehicle will ask again.
        }

        var self = FleetDirectory.Vehicle(vehicle);
        var asked = new SortedSet<int>();
        var fetched = new List<int>();
        var kept = new List<LoadAboard>();
        foreach (var (id, _) in repaired.Aboard)
        {
            if (!live.Contains(id) || !IsAboard(self, id))
            {
                fetched.Add(id);
            }
            else if (Reclaim(context, id, self))
            {
                kept.Add(new LoadAboard(id, attempts[id]));
            }
            else
            {
                asked.Add(id);
            }
        }

        if (asked.Count == 0)
        {
            askedBack.Remove(vehicle);
            hasNews = true;
            context.Send(self, new ResumeTour(fetched, kept));
        }
        else
        {
            askedBack[vehicle] = asked;
        }
    }

    /// <summary>Sees to it that a load is awarded to the vehicle that has it aboard.</summary>
    /// <returns>False if another vehicle, which was sent for it, has to give up first.</returns>
    private bool Reclaim(AgentContext context, int id, AgentId carrier)
    {
        var task = new TaskId(id);
        var holder = initiator.HolderOf(task);
        var conversation = initiator.ConversationOf(context, task);
        if (holder == AgentId.None)
        {
            Pass(context, task, AgentId.None, carrier);
        }
        else if (holder == carrier)
        {
            // The award may have been lost on the way.
            context.Send(carrier, new AcceptProposal(conversation, 0, specs[id], attempts[id]));
        }
        else
        {
            context.Send(holder, new Cancel(conversation, 1, attempts[id], "its vehicle is back"));
            return false;
        }

        return true;
    }

    /// <summary>
    /// The load is given back, and its vehicle told when it asks again; or it was too late. Who has a load aboard does
    /// not give it up: if nobody else has it, it was taken for lost wrongly and gets its award back.
    /// </summary>
    private void NoteCancelAnswer(AgentContext context, AgentId sender, CancelAnswer answer)
    {
        var id = answer.Conversation.Task.Number;
        if (!answer.GivenUp)
        {
            NoteRefusal(context, sender, id, answer.Attempt);
        }
        else if (initiator.HolderOf(answer.Conversation.Task) == sender && attempts[id] == answer.Attempt)
        {
            foreach (var (vehicle, asked) in askedBack)
            {
                if (asked.Remove(id))
                {
                    Pass(context, answer.Conversation.Task, AgentId.None, FleetDirectory.Vehicle(vehicle));
                    return;
                }
            }
        }
    }

    private void NoteRefusal(AgentContext context, AgentId sender, int id, int attempt)
    {
        if (!live.Contains(id))
        {
            context.Send(sender, new LoadIsGone(id));
            return;
        }

        var vehicle = FleetDirectory.IndexOf(sender);
        NoteStatus(vehicle, vehicles[vehicle].Position, vehicles[vehicle].OnTour, [new LoadAboard(id, attempt)]);
        if (!IsAboard(sender, id))
        {
            context.Send(sender, new LoadIsGone(id));
        }
        else if (!IsNegotiating(context) && initiator.HolderOf(new TaskId(id)) != sender
            && !Reclaim(context, id, sender))
        {
            askedBack.TryAdd(vehicle, []);
            askedBack[vehicle].Add(id);
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        initiator.Capture(writer);
        market.Capture(writer);
        joint.Capture(writer);
        writer.WriteList(jointHolders, static (w, h) => WritePair(w, h.Key, h.Value));
        writer.WriteList(live, static (w, id) => w.Write(id));
        writer.WriteList(specs.Values, static (w, s) => WriteSpec(w, s));
        writer.WriteList(attempts, static (w, a) => WritePair(w, a.Key, a.Value));
        writer.WriteList(waiting, static (w, id) => w.Write(id));
        writer.WriteList(holdersBefore, static (w, h) => WritePair(w, h.Key, h.Value));
        writer.WriteList(vehicles, static (w, v) =>
        {
            RoutingCodec.Write(w, v.Position);
            w.Write(v.OnTour);
        });
        writer.WriteList(carriers, static (w, c) =>
        {
            w.Write(c.Key);
            WritePair(w, c.Value.Vehicle, c.Value.Attempt);
        });
        writer.WriteList(askedBack, static (w, a) =>
        {
            w.Write(a.Key);
            w.WriteList(a.Value, static (x, id) => x.Write(id));
        });
        foreach (var number in new[]
        {
            calling, unreleased, (int)session, (int)stage, plannedRoundsLeft, roundsLeft, roundsBefore,
            improvementsBefore, swapsBefore, watched.Round, watched.Step, repeats,
        })
        {
            writer.Write(number);
        }

        writer.Write(callsOverAt);
        writer.Write(costBefore);
        writer.Write(hasNews);
        writer.Write(isWatching);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        initiator.Restore(reader);
        market.Restore(reader);
        joint.Restore(reader);
        RestorePairs(reader, jointHolders);
        Replace(live, reader.ReadList(static r => r.ReadInt32()));
        RestoreSpecs(reader);
        RestorePairs(reader, attempts);
        waiting.Clear();
        reader.ReadList(static r => r.ReadInt32()).ForEach(waiting.Enqueue);
        RestorePairs(reader, holdersBefore);
        var v = 0;
        foreach (var status in reader.ReadList(static r => (RoutingCodec.ReadPlace(r), r.ReadBoolean())))
        {
            vehicles[v++] = status;
        }

        carriers.Clear();
        foreach (var (id, carrier) in reader.ReadList(static r => (r.ReadInt32(), (r.ReadInt32(), r.ReadInt32()))))
        {
            carriers.Add(id, carrier);
        }

        askedBack.Clear();
        foreach (var (vehicle, asked) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadInt32()))))
        {
            askedBack.Add(vehicle, [.. asked]);
        }

        (calling, unreleased) = (reader.ReadInt32(), reader.ReadInt32());
        (session, stage) = ((Session)reader.ReadInt32(), (Stage)reader.ReadInt32());
        (plannedRoundsLeft, roundsLeft) = (reader.ReadInt32(), reader.ReadInt32());
        (roundsBefore, improvementsBefore, swapsBefore) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (watched, repeats) = (new RoundStep(reader.ReadInt32(), reader.ReadInt32()), reader.ReadInt32());
        (callsOverAt, costBefore) = (reader.ReadInt64(), reader.ReadInt64());
        (hasNews, isWatching) = (reader.ReadBoolean(), reader.ReadBoolean());
    }

    /// <summary>Of a task only place and window can have changed; the rest is the scenario's.</summary>
    private static void WriteSpec(StateWriter writer, TaskSpec spec)
    {
        writer.Write(spec.Id.Number);
        writer.WriteList(spec.Locations, static (w, l) => w.Write(l));
        writer.Write(spec.WindowEnd);
    }

    private void RestoreSpecs(StateReader reader)
    {
        specs.Clear();
        foreach (var (id, places, end) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadList(static x => x.ReadVec3()), r.ReadTime())))
        {
            specs.Add(id, FleetPlan.TaskOf(plan.Requests[id]) with { Locations = places, WindowEnd = end });
        }
    }

    private static void WritePair(StateWriter writer, int key, int value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    private static void RestorePairs(StateReader reader, SortedDictionary<int, int> pairs)
    {
        pairs.Clear();
        foreach (var (key, value) in reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())))
        {
            pairs.Add(key, value);
        }
    }

    private static void Replace(SortedSet<int> set, IEnumerable<int> items)
    {
        set.Clear();
        set.UnionWith(items);
    }
}
