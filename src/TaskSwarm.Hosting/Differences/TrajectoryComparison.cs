using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Differences;

/// <summary>Compares where the bodies of two runs were at the instants at which both were sampled.</summary>
internal sealed class TrajectoryComparison(RunFacts first, RunFacts second)
{
    private readonly Queue<HistoryWindow> _first = new();
    private readonly Queue<HistoryWindow> _second = new();
    private readonly SortedDictionary<int, Gap> _gaps = [];

    /// <summary>Adds the samples of a window of the first run, if it has any.</summary>
    public void AddFirst(HistoryWindow window) => Add(_first, window);

    /// <summary>Adds the samples of a window of the second run, if it has any.</summary>
    public void AddSecond(HistoryWindow window) => Add(_second, window);

    /// <summary>Compares what there is from both runs; samples without a counterpart are dropped as soon as the other
    /// run has gone on.</summary>
    public void Compare()
    {
        while (_first.TryPeek(out HistoryWindow? one) && _second.TryPeek(out HistoryWindow? other))
        {
            if (one.BodiesAt == other.BodiesAt)
            {
                Compare(one, other);
            }

            if (one.BodiesAt <= other.BodiesAt)
            {
                _first.Dequeue();
            }

            if (one.BodiesAt >= other.BodiesAt)
            {
                _second.Dequeue();
            }
        }

        // One run has ended, or was sampled more sparsely: of what waits for it, the newest is enough.
        DropAllButLast(_first);
        DropAllButLast(_second);
    }

    /// <summary>The bodies that went different ways.</summary>
    public IReadOnlyList<TrajectoryDifference> Result() =>
    [
        .. _gaps.Where(g => g.Value.IsApart).Select(g => new TrajectoryDifference(
            (g.Value.OnlyInSecond ? second : first).NameOf(new AgentId(g.Key)), g.Value.FirstApart, g.Value.Largest,
            g.Value.LargestAt,
            g.Value.OnlyInFirst ? first.Name : g.Value.OnlyInSecond ? second.Name : null)),
    ];

    private static void Add(Queue<HistoryWindow> queue, HistoryWindow window)
    {
        if (window.Bodies is not null)
        {
            queue.Enqueue(window with { Events = [], Messages = [] });
        }
    }

    private static void DropAllButLast(Queue<HistoryWindow> queue)
    {
        while (queue.Count > 1)
        {
            queue.Dequeue();
        }
    }

    private void Compare(HistoryWindow one, HistoryWindow other)
    {
        Dictionary<int, Vec3> there = other.Bodies!.ToDictionary(b => b.Agent.Index, b => b.Body.Position);
        foreach (BodySample sample in one.Bodies!)
        {
            Gap gap = GapOf(sample.Agent.Index);
            if (there.Remove(sample.Agent.Index, out Vec3 position))
            {
                gap.Note(one.BodiesAt, (position - sample.Body.Position).Length);
            }
            else
            {
                gap.SeenInFirst = true;
            }
        }

        foreach (int agent in there.Keys)
        {
            GapOf(agent).SeenInSecond = true;
        }
    }

    private Gap GapOf(int agent)
    {
        if (!_gaps.TryGetValue(agent, out Gap? gap))
        {
            _gaps.Add(agent, gap = new Gap());
        }

        return gap;
    }

    private sealed class Gap
    {
        private bool _isShared;

        public SimTime FirstApart { get; private set; } = SimTime.Never;

        public double Largest { get; private set; } = double.NaN;

        public SimTime LargestAt { get; private set; } = SimTime.Never;

        public bool SeenInFirst { get; set; }

        public bool SeenInSecond { get; set; }

        public bool OnlyInFirst => SeenInFirst && !_isShared && !SeenInSecond;

        public bool OnlyInSecond => SeenInSecond && !_isShared && !SeenInFirst;

        public bool IsApart => FirstApart < SimTime.Never || OnlyInFirst || OnlyInSecond;

        public void Note(SimTime at, double distance)
        {
            _isShared = true;
            if (distance > RunDiffer.Apart)
            {
                FirstApart = SimTime.Min(FirstApart, at);
            }

            if (!(distance <= Largest))
            {
                (Largest, LargestAt) = (distance, at);
            }
        }
    }
}
