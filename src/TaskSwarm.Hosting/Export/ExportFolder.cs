namespace TaskSwarm.Hosting.Export;

/// <summary>
/// The folder of an export. Files are written beside their places and put there when all are whole; until then, what
/// was there before stays.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    private readonly string _path;
    private readonly string _ending;
    private readonly string? _made;
    private readonly List<(string Draft, string Place)> _drafts = [];

    /// <summary>Makes the folder if it is not there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="format">The format of the files.</param>
    /// <param name="force">Whether files of an earlier export may be replaced.</param>
    /// <exception cref="ExportException">The path is no folder, or there are such files and they must stay.</exception>
    public ExportFolder(string path, ExportFormat format, bool force)
    {
        _path = path;
        _ending = EndingOf(format);
        if (path.Length == 0 || File.Exists(path))
        {
            throw new ExportException($"\"{path}\" is not the path of a folder.");
        }

        if (!force && Earlier().FirstOrDefault() is string there)
        {
            throw new ExportException(
                $"{there} exists already; use --force to replace the files of an earlier export.");
        }

        _made = Directory.Exists(path) ? null : path;
        Directory.CreateDirectory(path);
    }

    /// <summary>How files of a format end.</summary>
    public static string EndingOf(ExportFormat format) => format switch
    {
        ExportFormat.Parquet => ".parquet",
        ExportFormat.Csv => ".csv",
        _ => ".jsonl",
    };

    /// <summary>Where a table's file will be.</summary>
    public string PlaceOf(ExportTable table) => Path.Combine(_path, table.Name + _ending);

    /// <summary>Opens a table's file to be written; the caller closes it.</summary>
    public FileStream Open(ExportTable table)
    {
        string draft = Path.Combine(_path, $".{Environment.ProcessId}-draft-{table.Name}{_ending}");
        _drafts.Add((draft, PlaceOf(table)));
        return new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
    }

    /// <summary>Puts all files where they belong. Tables that this export has not are removed: they would be another
    /// run's.</summary>
    public void Commit()
    {
        foreach (string file in Earlier().Where(f => _drafts.All(d => d.Place != f)))
        {
            File.Delete(file);
        }

        foreach ((string draft, string place) in _drafts)
        {
            File.Move(draft, place, overwrite: true);
        }

        _drafts.Clear();
    }

    /// <summary>Removes what was not put in its place.</summary>
    public void Dispose()
    {
        try
        {
            foreach ((string draft, _) in _drafts)
            {
                File.Delete(draft);
            }

            if (_made is not null && !Directory.EnumerateFileSystemEntries(_made).Any())
            {
                Directory.Delete(_made);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the export is told; that its drafts are still there as well would only hide it.
        }
    }

    private string[] Earlier() => [.. ExportTables.All.Select(PlaceOf).Where(File.Exists)];
}
