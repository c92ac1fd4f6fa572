namespace TaskSwarm.Scenarios.Format;

/// <summary>Collects everything that is wrong with an input, so that a user sees all of it at once.</summary>
/// <remarks>Keeps the first <see cref="Limit"/> problems and only counts the rest: a file of a million bad lines must
/// not cost a million messages.</remarks>
public sealed class Problems
{
    /// <summary>How many problems are kept.</summary>
    public const int Limit = 100;

    private readonly List<Problem> kept = [];

    /// <summary>How many problems were reported, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether further problems are only counted. Who makes costly suggestions asks first.</summary>
    internal bool IsFull => kept.Count >= Limit;

    /// <summary>The kept problems in the order of the file: by line, then column, then as reported.</summary>
    public IReadOnlyList<Problem> InOrder() =>
        [.. kept.OrderBy(p => p.Place.Line).ThenBy(p => p.Place.Column)];

    /// <summary>Reports a problem.</summary>
    public void Add(Problem problem)
    {
        Count++;
        if (!IsFull)
        {
            kept.Add(problem);
        }
    }

    /// <summary>Reports a problem from its parts.</summary>
    public void Add(SourcePlace place, string path, string found, string expected, string? hint = null) =>
        Add(new Problem(place, path, found, expected, hint));
}
