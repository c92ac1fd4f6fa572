using System.Globalization;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>A task's number in the run.</summary>
/// <param name="Number">0 and up, unique in the run.</param>
public readonly record struct TaskId(int Number) : IComparable<TaskId>
{
    /// <inheritdoc/>
    public int CompareTo(TaskId other) => Number.CompareTo(other.Number);

    /// <summary>For people.</summary>
    public override string ToString() => "task " + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether <paramref name="a"/> comes first.</summary>
    public static bool operator <(TaskId a, TaskId b) => a.Number < b.Number;

    /// <summary>Whether <paramref name="a"/> comes later.</summary>
    public static bool operator >(TaskId a, TaskId b) => a.Number > b.Number;

    /// <summary>Whether <paramref name="a"/> does not come later.</summary>
    public static bool operator <=(TaskId a, TaskId b) => a.Number <= b.Number;

    /// <summary>Whether <paramref name="a"/> does not come first.</summary>
    public static bool operator >=(TaskId a, TaskId b) => a.Number >= b.Number;
}
