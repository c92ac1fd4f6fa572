using System.Text.Json;

namespace TaskSwarm.Benchmarks.Workloads;

internal static class Json
{
    public static readonly JsonSerializerOptions OneLine = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };
}
