using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The fields of rounds that somebody in the middle holds, the same in every protocol.</summary>
internal static class RoundFields
{
    /// <summary>The most that a round waits.</summary>
    public static readonly Field<SimDuration> Deadline = Field.WithDefault(
        "deadline", "the most that a round waits for its members", Shape.Duration(above: "0s", max: "3650d"),
        or: "1h");

    /// <summary>How often a member tells that it is there.</summary>
    public static readonly Field<SimDuration> Heartbeat = Field.WithDefault(
        "heartbeat", "how often a member tells that it is there; silent for three of these it is taken to be lost",
        Shape.Duration(above: "0s", max: "3650d"), or: "1s");

    /// <summary>Accuracy at which it is over, 0 to 1.</summary>
    public static readonly Field<double> Target = Field.WithDefault(
        "target", "accuracy on the test images at which the collaboration is over", Shape.Ratio(), or: "1");

    /// <summary>Billions of floating-point operations that the server does in a second.</summary>
    public static readonly Field<double> ServerSpeed = Field.WithDefault(
        "serverSpeed", "billions of floating-point operations that the server does in a second",
        Shape.Number(min: 1e-6, max: 1e9), or: "1000");
}
