using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.World;

/// <summary>
/// The virtual network: latency, jitter, loss, bandwidth and range by pairs of agent groups, and cuts in simulated
/// time. It is immutable; what varies (the sender's stream and how long its link is busy) belongs to the sender.
/// </summary>
public sealed class NetworkModel
{
    private readonly LinkSpec[] _links;
    private readonly int _groups;
    private readonly LinkCut[] _cuts;

    /// <summary>One link for all.</summary>
    public NetworkModel(LinkSpec link, IReadOnlyList<LinkCut>? cuts = null)
        : this(1, [link], cuts)
    {
    }

    /// <summary>A matrix of links.</summary>
    /// <param name="groups">Number of agent groups.</param>
    /// <param name="links">Row by row, sender's group first: <paramref name="groups"/> squared entries.</param>
    /// <param name="cuts">Cuts, in any order.</param>
    /// <exception cref="ArgumentException">The matrix has the wrong size, or a latency is not positive.</exception>
    public NetworkModel(int groups, IReadOnlyList<LinkSpec> links, IReadOnlyList<LinkCut>? cuts = null)
    {
        ArgumentNullException.ThrowIfNull(links);
        if (groups < 1 || links.Count != groups * groups)
        {
            throw new ArgumentException($"{groups} groups need {groups * groups} links, but there are {links.Count}.");
        }

        if (links.Any(l => l.Latency.Micros <= 0))
        {
            throw new ArgumentException(
                "Every link needs a latency above zero: it is the lookahead that lets agents react in parallel.");
        }

        _groups = groups;
        _links = [.. links];
        _cuts = [.. cuts ?? []];
        Lookahead = _links.Min(l => l.Latency);
        LinkSpec first = _links[0];
        bool plain = groups == 1 && _cuts.Length == 0
            && first is { Loss: <= 0, Jitter.Micros: <= 0, BitsPerSecond: <= 0, Range: <= 0 };
        FixedDelay = plain ? first.Latency : null;
    }

    /// <summary>The smallest latency of any link: no message arrives sooner, so windows may be this long.</summary>
    public SimDuration Lookahead { get; }

    /// <summary>The delay of every message, if nothing else can happen to one; else null.</summary>
    internal SimDuration? FixedDelay { get; }

    /// <summary>The number of agent groups.</summary>
    public int Groups => _groups;

    /// <summary>The stretches of time in which some agents are cut off from others.</summary>
    public IReadOnlyList<LinkCut> Cuts => _cuts;

    /// <summary>The link from one group to another.</summary>
    public LinkSpec Link(int fromGroup, int toGroup) => _links[(fromGroup * _groups) + toGroup];

    /// <summary>Decides the fate of one message.</summary>
    /// <param name="crossing">Who sends what to whom, and when.</param>
    /// <param name="random">The sender's network stream.</param>
    /// <param name="busyUntil">Until when the sender's outgoing link is taken; moved on by this message.</param>
    /// <param name="world">The published world, for range.</param>
    /// <returns>When it arrives, or null if it does not.</returns>
    public SimTime? Transmit(in Crossing crossing, RandomStream random, ref SimTime busyUntil, WorldView world)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(world);
        LinkSpec link = _links.Length == 1 ? _links[0] : Link(crossing.SenderGroup, crossing.ReceiverGroup);

        // Every draw is made whatever the outcome: a cut then shifts no later draw, and paired runs stay paired.
        bool lost = link.Loss > 0 && random.NextDouble() < link.Loss;
        long jitter = link.Jitter.Micros > 0 ? (long)(random.NextDouble() * (link.Jitter.Micros + 1)) : 0;
        SimTime departure = crossing.At;
        if (link.BitsPerSecond > 0)
        {
            long micros = (long)Math.Ceiling(crossing.SizeBytes * 8.0 * 1e6 / link.BitsPerSecond);
            busyUntil = SimTime.Max(busyUntil, crossing.At) + new SimDuration(micros);
            departure = busyUntil;
        }

        if (lost || (link.Range > 0 && !InRange(crossing, link.Range, world)) || IsCut(crossing))
        {
            return null;
        }

        return departure + link.Latency + new SimDuration(jitter);
    }

    private static bool InRange(in Crossing crossing, double range, WorldView world)
    {
        if (!world.HasBody(crossing.Sender) || !world.HasBody(crossing.Receiver))
        {
            return true;
        }

        Vec3 between = world.Displacement(
            world.BodyOf(crossing.Sender).Position, world.BodyOf(crossing.Receiver).Position);
        return between.LengthSquared <= range * range;
    }

    private bool IsCut(in Crossing crossing)
    {
        foreach (LinkCut cut in _cuts)
        {
            if (cut.Stops(crossing.Sender, crossing.Receiver, crossing.At))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One message about to cross the network.</summary>
    /// <param name="Sender">Who sends.</param>
    /// <param name="SenderGroup">The sender's group.</param>
    /// <param name="Receiver">Who shall get it.</param>
    /// <param name="ReceiverGroup">The receiver's group.</param>
    /// <param name="SizeBytes">Bytes on the wire.</param>
    /// <param name="At">When it is handed to the network.</param>
    public readonly record struct Crossing(
        AgentId Sender, int SenderGroup, AgentId Receiver, int ReceiverGroup, int SizeBytes, SimTime At);
}
