namespace TaskSwarm.Cli.Output;

/// <summary>Files that the program writes: refused early if they cannot be written, and never left half written.
/// </summary>
internal static class OutputFile
{
    /// <summary>Why nothing can be written to a path, as far as can be told before; null if nothing speaks against
    /// it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    public static string? Objection(string path, bool mayReplace)
    {
        string? folder = FolderOf(path);
        return folder is null ? "is not the path of a file"
            : Directory.Exists(path) ? "is a folder"
            : !Directory.Exists(folder) ? $"cannot be written: there is no folder {folder}"
            : File.Exists(path) && !mayReplace ? "exists already; use --force to replace it"
            : null;
    }

    /// <summary>Writes a file as a whole: first beside its place, then over it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content to a path.</param>
    /// <returns>Null, or why it could not be written.</returns>
    public static string? Write(string path, Action<string> write)
    {
        // The ending stays: some writers choose the format by it.
        string draft = Path.Combine(
            FolderOf(path) ?? ".", $".{Environment.ProcessId}-draft-{Path.GetFileName(path)}");
        try
        {
            write(draft);
            File.Move(draft, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Discard(draft);
            return e is UnauthorizedAccessException ? "permission denied" : Reason(e);
        }
    }

    /// <summary>Writes a text file as a whole.</summary>
    public static string? WriteText(string path, string text) => Write(path, draft => File.WriteAllText(draft, text));

    // The system's messages end in " : 'path'": the path of the draft would only puzzle.
    private static string Reason(Exception e)
    {
        int quote = e.Message.IndexOf(" : '", StringComparison.Ordinal);
        return (quote < 0 ? e.Message : e.Message[..quote]).TrimEnd('.');
    }

    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A draft that cannot be deleted either is not worth a second message.
        }
    }

    private static string? FolderOf(string path)
    {
        try
        {
            return path.Length == 0 ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
