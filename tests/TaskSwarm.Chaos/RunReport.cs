using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskSwarm.Chaos;

/// <summary>What the program reports of a run as JSON.</summary>
internal static class RunReport
{
    /// <summary>The digest and the number of events; "" and 0 if it is no report.</summary>
    public static (string Digest, long Events) Read(string json)
    {
        JsonNode? report = Parse(json);
        return (report?["digest"]?.GetValue<string>() ?? "", report?["events"]?.GetValue<long>() ?? 0);
    }

    /// <summary>The run's id in the store; null if it has none.</summary>
    public static string? RunId(string json) => Parse(json)?["run"]?.GetValue<string>();

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
