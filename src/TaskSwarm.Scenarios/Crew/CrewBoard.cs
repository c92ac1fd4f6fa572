using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>What the dispatcher knows: how every item and every agent stands.</summary>
internal sealed class CrewBoard
{
    private readonly ItemFile[] _files;
    private readonly int[] _parts;
    private readonly bool[] _up;
    private readonly double[] _pace;
    private readonly int[] _place;

    public CrewBoard(CrewItems items)
    {
        Items = items;
        _files = [.. Enumerable.Range(0, items.Count).Select(_ => new ItemFile())];
        _parts = new int[items.Plan.Whole.Tasks.Count];
        int agents = items.Plan.Whole.Agents.Count;
        (_up, _pace, _place) = (new bool[agents], new double[agents], new int[agents]);
        Array.Fill(_up, true);
        Array.Fill(_pace, 1);
        Array.Fill(_place, -1);
    }

    public CrewItems Items { get; }

    public int Agents => _up.Length;

    public ItemFile this[int item] => _files[item];

    /// <summary>Into how many parts a task was split; 1 if it is whole, 0 if that is not known yet.</summary>
    public int PartsOf(int task) => _parts[task];

    /// <summary>Into how many parts the task of an item was split, at least 1.</summary>
    public int PartsOfItem(int item) => Math.Max(1, _parts[Items.TaskOf(item)]);

    public void Split(int task, int parts) => _parts[task] = parts;

    public bool IsUp(int agent) => _up[agent];

    public void SetUp(int agent, bool up) => _up[agent] = up;

    /// <summary>An agent's speed as a multiple of the plan's, as it has told.</summary>
    public double PaceOf(int agent) => _pace[agent];

    public void SetPace(int agent, double pace) => _pace[agent] = pace;

    /// <summary>The task at whose place an agent was last known to be; -1 for its own place.</summary>
    public int PlaceOf(int agent) => _place[agent];

    public void SetPlace(int agent, int task) => _place[agent] = task;

    /// <summary>All items in a state, ascending.</summary>
    public IEnumerable<int> In(ItemState state) =>
        Enumerable.Range(0, _files.Length).Where(i => _files[i].State == state);

    /// <summary>Whether an agent has nothing to do.</summary>
    public bool IsIdle(int agent) => _up[agent]
        && !_files.Any(f => f.State is ItemState.Held or ItemState.Running && f.Team.Contains(agent));

    /// <summary>The items of a task; empty before it is known how it is split.</summary>
    public IReadOnlyList<int> ItemsOf(int task) => _parts[task] == 0 ? [] : Items.ItemsOf(task, _parts[task]);

    /// <summary>Whether an item's task waits for nothing that is not split or known yet.</summary>
    public bool HasKnownInputs(int item) =>
        Items.Of(item).Inputs.All(i => ItemsOf(i.Task) is { Count: > 0 } makers
            && makers.All(m => _files[m].State is not ItemState.Hidden and not ItemState.Failed));

    /// <summary>Whether all inputs of an item are made or have somebody who makes them.</summary>
    public bool HasPlacedInputs(int item) =>
        Items.Of(item).Inputs.All(i => ItemsOf(i.Task) is { Count: > 0 } makers && makers.All(m =>
            _files[m].State is ItemState.Held or ItemState.Running or ItemState.Done));

    public bool IsDone(int task) =>
        ItemsOf(task) is { Count: > 0 } items && items.All(i => _files[i].State == ItemState.Done);

    /// <summary>Items that others fetch, with the bytes that one part fetches of each.</summary>
    public IEnumerable<(int Item, double Bytes)> InputsOf(int item)
    {
        int parts = PartsOfItem(item);
        foreach (TaskInput input in Items.Of(item).Inputs)
        {
            IReadOnlyList<int> makers = ItemsOf(input.Task);
            foreach (int maker in makers)
            {
                yield return (maker, input.Bytes / parts / makers.Count);
            }
        }
    }

    /// <summary>Items that wait for an item.</summary>
    public IEnumerable<int> SuccessorsOf(int item) => Items.SuccessorsOf(Items.TaskOf(item)).SelectMany(ItemsOf);

    /// <summary>Where the output of an item is made or lies.</summary>
    public (int Agent, SimTime Expected) SourceOf(int item)
    {
        ItemFile file = _files[item];
        return file.State switch
        {
            ItemState.Done => (_up[file.Team[0]] ? file.Team[0] : InputSource.Store, file.End),
            ItemState.Held or ItemState.Running => (file.Team[0], file.End),
            _ => (InputSource.Unknown, SimTime.Zero),
        };
    }

    /// <summary>When all inputs of an item can be with an agent, as far as is known.</summary>
    public SimTime InputsAt(int item, int agent)
    {
        SimTime ready = SimTime.Zero;
        foreach ((int maker, double bytes) in InputsOf(item))
        {
            (int from, SimTime end) = SourceOf(maker);
            bool here = from == InputSource.Unknown || _files[maker].Team.Contains(agent);
            long way = here ? 0 : Items.Plan.Whole.TransferMicros(from, agent, bytes);
            ready = SimTime.Max(ready, end + new SimDuration(way));
        }

        return ready;
    }

    public long ExpectedMicros(int agent, int item)
    {
        long micros = Items.DurationOf(agent, item, PartsOfItem(item));
        return _pace[agent] == 1 ? micros : (long)Math.Ceiling(micros / _pace[agent]);
    }

    public void Capture(StateWriter writer)
    {
        writer.WriteList(_files, static (w, f) => f.Capture(w));
        writer.WriteList(_parts, static (w, p) => w.Write(p));
        writer.WriteList(_up, static (w, u) => w.Write(u));
        writer.WriteList(_pace, static (w, p) => w.Write(p));
        writer.WriteList(_place, static (w, p) => w.Write(p));
    }

    public void Restore(StateReader reader)
    {
        reader.ReadList(ItemFile.Read).CopyTo(_files);
        reader.ReadList(static r => r.ReadInt32()).CopyTo(_parts);
        reader.ReadList(static r => r.ReadBoolean()).CopyTo(_up);
        reader.ReadList(static r => r.ReadDouble()).CopyTo(_pace);
        reader.ReadList(static r => r.ReadInt32()).CopyTo(_place);
    }
}
