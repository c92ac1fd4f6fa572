using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Differences;

/// <summary>Finds the first event that two runs do not have in common.</summary>
internal sealed class EventComparison(RunFacts first, RunFacts second)
{
    private readonly Queue<(long Window, EventRecord Record)> _first = new();
    private readonly Queue<(long Window, EventRecord Record)> _second = new();

    /// <summary>Where the runs part; null as long as they do not.</summary>
    public Parting? Parting { get; private set; }

    /// <summary>Adds the events of a window of the first run.</summary>
    public void AddFirst(HistoryWindow window) => Add(_first, window);

    /// <summary>Adds the events of a window of the second run.</summary>
    public void AddSecond(HistoryWindow window) => Add(_second, window);

    /// <summary>Compares what there is from both runs.</summary>
    /// <param name="nextFirst">No event of the first run that has not been added is earlier.</param>
    /// <param name="nextSecond">The same of the second run.</param>
    public void Compare(SimTime nextFirst, SimTime nextSecond)
    {
        while (Parting is null && _first.TryPeek(out var one) && _second.TryPeek(out var other))
        {
            if (AreEqual(one.Record, other.Record))
            {
                _first.Dequeue();
                _second.Dequeue();
            }
            else
            {
                Part(one, other);
            }
        }

        if (Parting is null && _first.TryPeek(out var left) && left.Record.Time < nextSecond)
        {
            Part(left, null);
        }
        else if (Parting is null && _second.TryPeek(out var right) && right.Record.Time < nextFirst)
        {
            Part(null, right);
        }
    }

    private void Add(Queue<(long Window, EventRecord Record)> queue, HistoryWindow window)
    {
        if (Parting is null)
        {
            foreach (EventRecord record in window.Events)
            {
                queue.Enqueue((window.Number, record));
            }
        }
    }

    private void Part((long Window, EventRecord Record)? one, (long Window, EventRecord Record)? other)
    {
        int order = one is null ? 1 : other is null ? -1 : Order(one.Value.Record, other.Value.Record);
        PartedEvent? here = order <= 0 ? Describe(first, one!.Value) : null;
        PartedEvent? there = order >= 0 ? Describe(second, other!.Value) : null;
        EventRecord earlier = order <= 0 ? one!.Value.Record : other!.Value.Record;
        Parting = new Parting(
            earlier.Time, earlier.Agent, here, there,
            order == 0 && one!.Value.Record.Event.GetType() == other!.Value.Record.Event.GetType()
                ? EventText.Differences(first, one.Value.Record.Event, second, other.Value.Record.Event)
                : []);
        _first.Clear();
        _second.Clear();
    }

    private static PartedEvent Describe(RunFacts facts, (long Window, EventRecord Record) found) => new(
        found.Window, found.Record.Time, facts.NameOf(found.Record.Agent), EventText.Of(facts, found.Record.Event));

    /// <summary>0 for two events of one agent at one instant: they stand in each other's place.</summary>
    private static int Order(in EventRecord a, in EventRecord b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Agent.CompareTo(b.Agent);

    /// <summary>Records that hold lists are not equal by their own account, so what they write decides.</summary>
    private static bool AreEqual(in EventRecord a, in EventRecord b) =>
        a.Time == b.Time && a.Agent == b.Agent && a.Ordinal == b.Ordinal
        && (a.Event.Equals(b.Event) || (a.Event.GetType() == b.Event.GetType() && HashOf(a) == HashOf(b)));

    private static ulong HashOf(in EventRecord record)
    {
        var encoder = new EventEncoder(StableHash.Of(record.Event.Name));
        record.Event.Write(ref encoder);
        return encoder.Hash;
    }
}
