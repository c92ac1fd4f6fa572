namespace TaskSwarm.Scenarios.Format;

/// <summary>A value together with where it was written, for checks that can only be made later.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Place">Where it was written.</param>
/// <param name="Path">Its field path.</param>
public readonly record struct Located<T>(T Value, SourcePlace Place, string Path)
{
    /// <summary>The same, placed at what lacks it if it was written nowhere: that is where the user must look.
    /// </summary>
    public Located<T> Or(SourcePlace section) => Place.IsDefault ? this with { Place = section } : this;

    /// <summary>The problem that this value is not <paramref name="expected"/>.</summary>
    public Problem Problem(string found, string expected, string? hint = null) =>
        new(Place, Path, found, expected, hint);
}
