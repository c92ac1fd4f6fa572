namespace TaskSwarm.Hosting.Export;

/// <summary>What an export has written.</summary>
/// <param name="Files">The files, in the order of <see cref="ExportTables.All"/>.</param>
/// <param name="Notes">What was left out, and why; sentences for users.</param>
public sealed record ExportResult(IReadOnlyList<ExportedFile> Files, IReadOnlyList<string> Notes);
