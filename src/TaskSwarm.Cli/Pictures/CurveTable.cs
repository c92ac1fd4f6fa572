using System.Globalization;
using System.Text;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cli.Pictures;

/// <summary>The curves of a picture as a table (RFC 4180), for those who draw them themselves.</summary>
internal static class CurveTable
{
    /// <summary>Writes a row for each point: panel, series, simulated seconds and value, numbers so that they are read
    /// back as the same bits. What is no curve over time, such as a map, is left out.</summary>
    public static void Save(RunPicture picture, string path)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        writer.WriteLine("panel,series,seconds,value");
        foreach (SeriesPanel panel in picture.Panels.OfType<SeriesPanel>())
        {
            foreach (Series series in panel.Series)
            {
                string head = $"{Quoted($"{panel.Title}, {panel.YLabel}")},{Quoted(series.Name)}";
                for (int i = 0; i < series.Seconds.Count; i++)
                {
                    writer.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{head},{series.Seconds[i]:R},{series.Values[i]:R}"));
                }
            }
        }
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
