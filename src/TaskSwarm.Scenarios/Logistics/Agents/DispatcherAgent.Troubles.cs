using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>What is known of the vehicles, their return after breakdowns, and the state that survives.</content>
public sealed partial class DispatcherAgent
{
    private readonly VehicleStatus[] vehicles;
    private readonly SortedDictionary<int, SortedSet<int>> askedBack = [];

    /// <inheritdoc/>
    public void OnFailureDetected(AgentContext context, AgentId failed) => hasNews = true;

    private void NoteStatus(int vehicle, VehicleStatus status) => vehicles[vehicle] = status;

    /// <summary>
    /// A vehicle is back after a breakdown. Loads that nobody has fetched yet are its own again; those that another
    /// was sent for are asked back, which only fails if they have been fetched already.
    /// </summary>
    private void Clear(AgentContext context, int vehicle, VehicleRepaired repaired)
    {
        vehicles[vehicle] = new VehicleStatus(repaired.Position, true, repaired.Aboard);
        if (session != Session.None || context.Now.Micros < callsOverAt)
        {
            return; // A negotiation about them may be under way; the vehicle will ask again.
        }

        var self = FleetDirectory.Vehicle(vehicle);
        var asked = new SortedSet<int>();
        var fetched = new List<int>();
        foreach (var id in repaired.Aboard)
        {
            var task = new TaskId(id);
            var holder = initiator.HolderOf(task);
            if (!live.Contains(id) || (holder != AgentId.None && holder != self && IsAboard(holder, id)))
            {
                fetched.Add(id);
            }
            else if (holder == AgentId.None)
            {
                Pass(context, task, AgentId.None, self);
            }
            else if (holder != self)
            {
                asked.Add(id);
                var conversation = initiator.ConversationOf(context, task);
                context.Send(holder, new Cancel(conversation, 1, attempts[id], "its vehicle is back"));
            }
        }

        if (asked.Count == 0)
        {
            askedBack.Remove(vehicle);
            hasNews = true;
            context.Send(self, new ResumeTour(fetched));
        }
        else
        {
            askedBack[vehicle] = asked;
        }
    }

    private bool IsAboard(AgentId vehicle, int request) =>
        vehicles[FleetDirectory.IndexOf(vehicle)].Aboard.Contains(request);

    /// <summary>The load is given back, and its vehicle told when it asks again; or it was too late.</summary>
    private void NoteCancelAnswer(AgentContext context, AgentId sender, CancelAnswer answer)
    {
        var id = answer.Conversation.Task.Number;
        if (initiator.HolderOf(answer.Conversation.Task) != sender)
        {
            return; // An earlier holder answers a cancellation of its own.
        }

        foreach (var (vehicle, asked) in askedBack)
        {
            if (!asked.Remove(id))
            {
                continue;
            }

            if (answer.GivenUp)
            {
                Pass(context, answer.Conversation.Task, AgentId.None, FleetDirectory.Vehicle(vehicle));
            }
            else
            {
                var status = vehicles[FleetDirectory.IndexOf(sender)];
                vehicles[FleetDirectory.IndexOf(sender)] = status with { Aboard = [.. status.Aboard, id] };
            }
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
            w.WriteList(v.Aboard, static (x, id) => x.Write(id));
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
        foreach (var status in reader.ReadList(static r => new VehicleStatus(
            RoutingCodec.ReadPlace(r), r.ReadBoolean(), r.ReadList(static x => x.ReadInt32()))))
        {
            vehicles[v++] = status;
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
