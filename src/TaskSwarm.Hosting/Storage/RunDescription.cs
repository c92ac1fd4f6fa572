using System.Text.Json;
using System.Text.Json.Serialization;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>All that is needed to make a persisted run again, on any machine.</summary>
/// <param name="File">The scenario's file as it was named, for messages.</param>
/// <param name="Layout">The hash over the layouts of the events and messages that are stored; see
/// <see cref="Kernel.Codec.RecordCatalog.LayoutHash"/>.</param>
/// <param name="SampleMicros">The period at which positions are kept, in microseconds of simulated time.</param>
/// <param name="Scenarios">The scenario that the run began with, and one for each fork since, in order.</param>
public sealed record RunDescription(
    string File, string Layout, long SampleMicros, IReadOnlyList<ScenarioSegment> Scenarios)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>When positions are kept.</summary>
    [JsonIgnore]
    public Sampling Sampling => new(new SimDuration(SampleMicros));

    /// <summary>As JSON in UTF-8.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="RunArchiveException">It is not that.</exception>
    public static RunDescription Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<RunDescription>(bytes.Span, Options) is { Scenarios.Count: > 0 } read
                ? read
                : throw new RunArchiveException("The run's description names no scenario.");
        }
        catch (JsonException e)
        {
            throw new RunArchiveException($"The run's description cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
