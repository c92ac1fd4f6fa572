using System.Globalization;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Where a value was written. Lines and columns count from 1; 0 means the file has no lines to speak of,
/// as with a value given on the command line.</summary>
/// <param name="File">The file as the user named it, or the command-line option.</param>
/// <param name="Line">Line from 1, or 0.</param>
/// <param name="Column">Column from 1 in UTF-16 units, or 0.</param>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    private const string DefaultOf = "the default of ";

    /// <summary>Whether nobody has written the value: it is a field's default.</summary>
    public bool IsDefault => Line == 0 && File.StartsWith(DefaultOf, StringComparison.Ordinal);

    /// <summary>What stands for a file where a field's default is read.</summary>
    public static string NameOfDefault(string field) => DefaultOf + field;

    /// <summary>The place as compilers print it: <c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
