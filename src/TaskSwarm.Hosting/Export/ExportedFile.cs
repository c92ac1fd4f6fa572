namespace TaskSwarm.Hosting.Export;

/// <summary>A file that an export has written.</summary>
/// <param name="Table">Which table it holds.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record ExportedFile(ExportTable Table, string Path, long Rows, long Bytes);
