using System.Globalization;
using TaskSwarm.Scenarios.Import;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>The tables of best known values, and the texts of instances, packed or not.</summary>
internal static class Table
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string folder, string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, file));
        string[] names = lines[0].Split(',');
        return lines.Skip(1).Where(l => l.Length > 0).Select(line =>
        {
            string[] cells = line.Split(',');
            var row = new SortedDictionary<string, string>(StringComparer.Ordinal);
            for (int i = 0; i < Math.Min(names.Length, cells.Length); i++)
            {
                row[names[i]] = cells[i];
            }

            return row;
        });
    }

    public static string Text(string folder, string name) =>
        InstanceReader.ReadText(Find(folder, name), out InstanceError? error)
            ?? throw new InvalidDataException(error!.ToString());

    /// <summary>The file of an instance, packed or not.</summary>
    public static string Find(string folder, string name)
    {
        string path = Path.Combine(folder, "instances", name);
        return File.Exists(path) ? path : path + ".gz";
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
