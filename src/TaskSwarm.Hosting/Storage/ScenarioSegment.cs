using System.Text.Json.Serialization;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>A scenario from some instant of a run on.</summary>
/// <param name="FromMicros">From when, in microseconds of simulated time: 0 for the first.</param>
/// <param name="Document">The scenario as JSON; see <see cref="Scenarios.Format.ScenarioResult.Document"/>.</param>
/// <param name="Companions">The texts of the files that it names.</param>
/// <param name="Changes">What a fork changed, as it was given: <c>path=value</c>.</param>
public sealed record ScenarioSegment(
    long FromMicros, string Document, IReadOnlyDictionary<string, string> Companions, IReadOnlyList<string> Changes)
{
    /// <summary>From when.</summary>
    [JsonIgnore]
    public SimTime From => new(FromMicros);
}
