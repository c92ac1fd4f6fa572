namespace TaskSwarm.Scenarios.Format;

/// <summary>The values a number may take.</summary>
/// <param name="Min">Smallest value, if bounded.</param>
/// <param name="Max">Largest value, if bounded.</param>
/// <param name="IsAbove">Whether <paramref name="Min"/> itself is excluded.</param>
internal sealed record ValueRange<T>(Bound<T>? Min, Bound<T>? Max, bool IsAbove) where T : struct, IComparable<T>
{
    /// <summary>Whether a value is in the range.</summary>
    public bool Contains(T value) =>
        (Min is not { } min || value.CompareTo(min.Value) is var low && (IsAbove ? low > 0 : low >= 0))
        && (Max is not { } max || value.CompareTo(max.Value) <= 0);

    /// <summary>The range as words after a noun; empty if there are no bounds.</summary>
    public string Words => (Min, Max, IsAbove) switch
    {
        (null, null, _) => "",
        (null, { } max, _) => $" of at most {max.Text}",
        ({ } min, null, false) => $" of at least {min.Text}",
        ({ } min, null, true) => $" above {min.Text}",
        ({ } min, { } max, false) => $" from {min.Text} to {max.Text}",
        ({ } min, { } max, true) => $" above {min.Text}, up to {max.Text}",
    };
}
