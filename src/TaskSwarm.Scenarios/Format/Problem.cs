namespace TaskSwarm.Scenarios.Format;

/// <summary>One thing that is wrong with an input, said so that it can be mended without reading a manual.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Path">The field, such as <c>drones.count</c> or <c>faults[2].at</c>; empty for the file itself.</param>
/// <param name="Found">What was found, as a noun phrase.</param>
/// <param name="Expected">What would be right, as a noun phrase.</param>
/// <param name="Hint">Advice that goes beyond what was expected, such as "did you mean ...?".</param>
public sealed record Problem(SourcePlace Place, string Path, string Found, string Expected, string? Hint = null)
{
    /// <summary>The message a user reads: <c>file:line:column: path: found ...; expected ...; hint</c>.</summary>
    public override string ToString()
    {
        var path = Path.Length == 0 ? "" : Path + ": ";
        var hint = Hint is null ? "" : "; " + Hint;
        return $"{Place}: {path}found {Found}; expected {Expected}{hint}";
    }
}
