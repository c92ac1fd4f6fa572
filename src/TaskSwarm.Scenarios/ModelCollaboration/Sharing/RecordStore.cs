using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>
/// The records that a member has, of each origin the first so many: sets that only grow, so their union is the same in
/// whatever order and however often parts of it come.
/// </summary>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Whose records.</param>
internal sealed class RecordStore(SharingPlan plan, int number)
{
    private readonly List<int>[] _held = [.. plan.Members.Select(_ => new List<int>())];
    private readonly SortedSet<int> _whole = [];
    private readonly SortedSet<int> _refused = [];
    private readonly int[] _perClass = new int[plan.Shape.Classes];

    /// <summary>How many records there are of each class.</summary>
    public IReadOnlyList<int> PerClass => _perClass;

    /// <summary>How many records the member has collected itself.</summary>
    public int Collected => _held[number].Count;

    /// <summary>Whether it has collected all that it will.</summary>
    public bool HasCollectedAll => _whole.Contains(number);

    /// <summary>Whether it has all records of everybody whose records it can read.</summary>
    public bool IsComplete => _whole.Count == plan.Members.Count(m => plan.CanRead(number, m.Index));

    /// <summary>The images of all records, origin by origin.</summary>
    public int[] Images() => [.. _held.SelectMany(images => images)];

    /// <summary>The member collects its next records.</summary>
    /// <param name="count">How many, if there are as many left.</param>
    /// <returns>How many it collected.</returns>
    public int Collect(int count)
    {
        int[] all = plan.Shards[number];
        int collected = Math.Min(count, all.Length - Collected);
        foreach (int image in all.AsSpan(Collected, collected))
        {
            Add(number, image);
        }

        if (Collected == all.Length)
        {
            _whole.Add(number);
        }

        return collected;
    }

    /// <summary>How many records of each origin there are; -1 of one whose records were refused.</summary>
    public ImmutableArray<int> Counts() =>
        [.. _held.Select((images, origin) => _refused.Contains(origin) ? -1 : images.Count)];

    /// <summary>Records that somebody else lacks.</summary>
    /// <param name="counts">How many of each origin that one has; -1: wants none.</param>
    /// <param name="most">The most records.</param>
    /// <param name="hasMore">Whether there are more.</param>
    public ImmutableArray<RecordRun> Beyond(ImmutableArray<int> counts, int most, out bool hasMore)
    {
        ImmutableArray<RecordRun>.Builder runs = ImmutableArray.CreateBuilder<RecordRun>();
        int left = most;
        hasMore = false;
        for (int origin = 0; origin < _held.Length; origin++)
        {
            List<int> images = _held[origin];
            int first = counts[origin];
            int count = Math.Min(images.Count - first, left);
            hasMore |= first >= 0 && count < images.Count - first;
            if (first >= 0 && count > 0)
            {
                left -= count;
                runs.Add(new RecordRun(
                    origin, first, plan.VersionOf(origin), plan.BytesOf(origin),
                    _whole.Contains(origin) && first + count == images.Count,
                    [.. images.GetRange(first, count)]));
            }
        }

        return runs.ToImmutable();
    }

    /// <summary>Whether an origin's records are refused for the first time.</summary>
    public bool Refuse(int origin) => _refused.Add(origin);

    /// <summary>Takes those records of a run that are lacking. None if some before them are lacking as well: they are
    /// asked for again.</summary>
    /// <returns>How many were taken: the last ones of the run.</returns>
    public int Take(RecordRun run)
    {
        int known = _held[run.Origin].Count - run.First;
        if (known < 0 || known >= run.Images.Length)
        {
            return 0;
        }

        foreach (int image in run.Images.AsSpan(known, run.Images.Length - known))
        {
            Add(run.Origin, image);
        }

        if (run.IsLast)
        {
            _whole.Add(run.Origin);
        }

        return run.Images.Length - known;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        foreach (List<int> images in _held)
        {
            writer.WriteList(images, static (w, image) => w.Write(image));
        }

        writer.WriteList(_whole, static (w, origin) => w.Write(origin));
        writer.WriteList(_refused, static (w, origin) => w.Write(origin));
        writer.WriteList(_perClass, static (w, count) => w.Write(count));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        foreach (List<int> images in _held)
        {
            images.AddRange(reader.ReadList(static r => r.ReadInt32()));
        }

        _whole.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _refused.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        reader.ReadList(static r => r.ReadInt32()).CopyTo(_perClass);
    }

    private void Add(int origin, int image)
    {
        _held[origin].Add(image);
        _perClass[plan.Training.Labels[image]]++;
    }
}
