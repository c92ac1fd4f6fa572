using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>A vehicle as a router sees it: the part of its tour that can still be changed.</summary>
/// <param name="Id">Its number in the run.</param>
public sealed record RoutingVehicle(AgentId Id)
{
    /// <summary>Which ways it takes; see <see cref="RoutingProblem.Way"/>.</summary>
    public int Class { get; init; }

    /// <summary>Where it starts, by number.</summary>
    public required int Start { get; init; }

    /// <summary>Where it must be in the end, by number.</summary>
    public required int Home { get; init; }

    /// <summary>It leaves no earlier, microseconds.</summary>
    public long From { get; init; }

    /// <summary>It is home no later, microseconds.</summary>
    public long Until { get; init; } = long.MaxValue / 8;

    /// <summary>Whether it stands at home and its tour has not begun.</summary>
    public bool IsHome { get; init; } = true;

    /// <summary>What it can carry, dimension by dimension.</summary>
    public required IReadOnlyList<long> Capacity { get; init; }

    /// <summary>What is aboard at the start, dimension by dimension.</summary>
    public required IReadOnlyList<long> Load { get; init; }

    /// <summary>Nanoseconds for a unit of length; times are rounded up to microseconds.</summary>
    public required long PaceNanos { get; init; }

    /// <summary>Units of length that it may still go.</summary>
    public long LengthLeft { get; init; } = long.MaxValue / 8;

    /// <summary>Cost of a unit of length.</summary>
    public long CostPerLength { get; init; } = 1;

    /// <summary>Cost of leaving home at all.</summary>
    public long FixedCost { get; init; }

    /// <summary>Its route now: where the search begins, and in which order what is aboard is delivered.</summary>
    public IReadOnlyList<RoutingVisit> Route { get; init; } = [];

    /// <summary>Whether another vehicle could take over any route of this one, and the other way round.</summary>
    public bool IsTwinOf(RoutingVehicle other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Class == other.Class && Start == other.Start && Home == other.Home && From == other.From
            && Until == other.Until && IsHome == other.IsHome && PaceNanos == other.PaceNanos
            && LengthLeft == other.LengthLeft && CostPerLength == other.CostPerLength
            && FixedCost == other.FixedCost && Capacity.SequenceEqual(other.Capacity) && Load.SequenceEqual(other.Load);
    }
}
