namespace TaskSwarm.Kernel.Agents;

/// <summary>
/// An agent's place in the run's directory. Agents of the scenario are numbered in the order of the scenario, agents
/// spawned later in commit order (time, parent, count): the number depends on neither region, thread nor node.
/// </summary>
/// <param name="Index">0 and up; negative numbers belong to the kernel's own senders.</param>
public readonly record struct AgentId(int Index) : IComparable<AgentId>
{
    /// <summary>The sender of what the scenario itself does: faults and starts.</summary>
    public static readonly AgentId Environment = new(-1);

    /// <summary>The sender of what squad supervisors do.</summary>
    public static readonly AgentId Supervisor = new(-2);

    /// <summary>Nobody.</summary>
    public static readonly AgentId None = new(int.MinValue);

    /// <inheritdoc/>
    public int CompareTo(AgentId other) => Index.CompareTo(other.Index);

    /// <summary>For people; the directory knows the name.</summary>
    public override string ToString() => "#" + Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether <paramref name="a"/> comes first.</summary>
    public static bool operator <(AgentId a, AgentId b) => a.Index < b.Index;

    /// <summary>Whether <paramref name="a"/> comes later.</summary>
    public static bool operator >(AgentId a, AgentId b) => a.Index > b.Index;

    /// <summary>Whether <paramref name="a"/> does not come later.</summary>
    public static bool operator <=(AgentId a, AgentId b) => a.Index <= b.Index;

    /// <summary>Whether <paramref name="a"/> does not come first.</summary>
    public static bool operator >=(AgentId a, AgentId b) => a.Index >= b.Index;
}
