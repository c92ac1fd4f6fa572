namespace TaskSwarm.Hosting.Export;

/// <summary>A column of an exported table.</summary>
/// <param name="Name">Lower-case words with underscores; the unit last where there is one.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsOptional">Whether rows may have no value.</param>
/// <param name="Unit">The unit, such as <c>s</c>; empty for counts, numbers of things and text.</param>
/// <param name="Description">What it says, for people.</param>
public sealed record ExportColumn(string Name, ExportType Type, bool IsOptional, string Unit, string Description);
