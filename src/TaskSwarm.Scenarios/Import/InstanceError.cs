using System.Globalization;

namespace TaskSwarm.Scenarios.Import;

/// <summary>One thing that is wrong with an instance file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">Line, from 1; 0 if the whole file is meant.</param>
/// <param name="Column">Column, from 1; 0 if the whole line is meant.</param>
/// <param name="Field">What stands there.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What would be right.</param>
public sealed record InstanceError(string File, int Line, int Column, string Field, string Found, string Expected)
{
    /// <summary>The error in one line, as it is shown to people.</summary>
    public override string ToString()
    {
        var at = Line == 0
            ? File
            : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Math.Max(1, Column)}");
        return $"{at}: {Field}: found {Found}, expected {Expected}";
    }
}
