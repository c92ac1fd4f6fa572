using System.Globalization;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>Where a window's time is known, or wanted.</summary>
/// <param name="Nodes">Node processes, one worker each.</param>
/// <param name="Agents">Agents in all.</param>
/// <param name="Events">Events of a window, all agents together.</param>
/// <param name="Messages">Messages of a window, each to an agent drawn at random.</param>
/// <param name="LatencyMs">Time on the way from node to node beside what loopback takes, in milliseconds.</param>
/// <param name="Cores">Cores that the processes share; as many as there are processes if each has its own.</param>
/// <param name="Machines">Machines, each of which keeps its part of the agents in its caches.</param>
internal sealed record ScalingPoint(
    int Nodes, double Agents, double Events, double Messages, double LatencyMs, int Cores, int Machines = 1)
{
    /// <summary>What a column of the model's matrix stands for, in order.</summary>
    public static readonly string[] Terms =
    [
        "opening and committing a window, a node", "an event", "an event, for each doubling of agents in a machine",
        "a report to one node", "a message that crosses", "a millisecond of latency",
    ];

    /// <summary>Whether the point is kept for the check.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Measured time of a window, in milliseconds.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Measured bytes of reports in a window.</summary>
    public double Bytes { get; init; }

    /// <summary>Messages that cross from node to node in a window.</summary>
    public double Crossing => Messages * (Nodes - 1) / Nodes;

    /// <summary>How many processes work at a time.</summary>
    private double AtOnce => Math.Min(Nodes, Cores);

    /// <summary>The model's terms: what all nodes together have to do, shared by those that work at a time; and the
    /// way from node to node once.</summary>
    public double[] Row =>
    [
        Nodes / AtOnce, Events / AtOnce, Events / AtOnce * Math.Log2(1 + (Agents / Machines / 1000)),
        Nodes * (Nodes - 1.0) / AtOnce, Crossing / AtOnce, Nodes > 1 ? LatencyMs : 0,
    ];

    /// <summary>As a line of a file.</summary>
    public string ToCsv(double fitted) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Nodes},{Agents},{Events:0.##},{Messages:0.##},{LatencyMs},{Cores},{IsHeldBack},{Milliseconds:0.####},"
        + $"{fitted:0.####},{Bytes:0.#}");
}
