using System.Text.Json;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

/// <summary>Reads the published truths that the tests hold the code to.</summary>
internal static class Truths
{
    private static readonly JsonElement Root = Load();

    public static IEnumerable<JsonElement> Section(string name) => Root.GetProperty(name).EnumerateArray();

    public static JsonElement Graph(string name) =>
        Section("graphs").Single(g => g.GetProperty("graph").GetString() == name);

    public static TheoryData<string> GraphNames =>
        [.. Section("graphs").Select(g => g.GetProperty("graph").GetString()!)];

    public static double Number(this JsonElement element, params string[] path) =>
        path.Aggregate(element, (e, name) => e.GetProperty(name)).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    public static double[][] Rows(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(
            row => row.EnumerateArray().Select(e => e.GetDouble()).ToArray())];

    public static InteractionGraph GraphOf(JsonElement element, int count) => new(
        count, element.Rows("edges").Select(edge => ((int)edge[0], (int)edge[1])));

    private static JsonElement Load()
    {
        var file = WorkingCopy.PathOf(
            "tests", "TaskSwarm.Tests", "Scenarios", "FormationFlight", "Data", "truths.json");
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.Clone();
    }
}
