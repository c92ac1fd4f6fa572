using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Puts lines in the order of time. Those of one instant come as one thing leads to another, and otherwise as
/// they were written.</summary>
internal sealed class StoryBook
{
    private static readonly StoryKind[] Course =
    [
        StoryKind.Release, StoryKind.Failure, StoryKind.Reannouncement, StoryKind.Plan, StoryKind.Call, StoryKind.Bid,
        StoryKind.Refusal, StoryKind.Loss, StoryKind.Award, StoryKind.Defeat, StoryKind.Work, StoryKind.End,
    ];

    private readonly List<StoryLine> _lines = [];

    /// <summary>The lines, in order.</summary>
    public IReadOnlyList<StoryLine> Lines => [.. _lines.OrderBy(l => l.At).ThenBy(l => Array.IndexOf(Course, l.Kind))];

    /// <summary>Adds a line.</summary>
    public void Add(SimTime at, StoryKind kind, AgentId agent, string text) =>
        _lines.Add(new StoryLine(at, kind, agent, text));
}
