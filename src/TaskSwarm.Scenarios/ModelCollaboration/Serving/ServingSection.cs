using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>The section <c>collaboration</c> with <c>protocol: serving</c>.</summary>
internal static class ServingSection
{
    private static readonly Field<bool> First = Field.WithDefault(
        "first", "who gives the first opinion of a case: whoever makes the best bid, or the member itself to which the "
        + "case comes", Shape.Choice(("bids", false), ("own", true)), or: "bids");

    private static readonly Field<long> Opinions = Field.WithDefault(
        "opinions", "the most opinions of a case", Shape.WholeNumber(1, 100), or: "1");

    private static readonly Field<double> Confidence = Field.WithDefault(
        "confidence", "a case is decided as soon as a class is so probable", Shape.Ratio(above: "0"), or: "100%");

    private static readonly Field<SimDuration> Deadline = Field.WithDefault(
        "deadline", "how long a case may take; then it is decided with what is known",
        Shape.Duration(above: "0s", max: "365d"), or: "1min");

    private static readonly Field<SimDuration> Patience = Field.WithDefault(
        "patience", "how long an opinion may take before it is asked of somebody else",
        Shape.Duration(above: "0s", max: "365d"), or: "10s");

    private static readonly Field<long> Queue = Field.WithDefault(
        "queue", "the most cases that wait at a member; it refuses more", Shape.WholeNumber(1, 1_000_000), or: "100");

    private static readonly Field<long> CaseBytes = Field.WithDefault(
        "caseBytes", "bytes of a case that is sent", Shape.WholeNumber(1, 1_000_000_000), or: "784");

    private static readonly Field<double> RadioEnergy = Field.WithDefault(
        "radioEnergy", "joules that sending a megabyte takes", Shape.Number(min: 0, max: 1e9), or: "0");

    private static readonly Field<double> HeldOut = Field.WithDefault(
        "heldOut", "share of the images to learn from that no member gets: by them it finds out what its answers mean",
        Shape.Ratio(above: "0", max: "0.9"), or: "20%");

    private static readonly Field<double> LatencyWeight = Weight("latency", "a second until the answer is there", "1");

    private static readonly Field<double> EnergyWeight = Weight("energy", "a joule", "0");

    private static readonly Field<double> PriceWeight = Weight("price", "a unit of price", "0");

    private static readonly Field<double> AccuracyWeight = Weight(
        "accuracy", "a wrong answer, by how probable it is", "10");

    private static readonly Field<ServingWeights> Weights = Field.WithDefault(
        "weights", "what the cost of a bid is made of",
        Shape.Section(
            "weights", [LatencyWeight, EnergyWeight, PriceWeight, AccuracyWeight],
            read => new ServingWeights(
                read.Get(LatencyWeight), read.Get(EnergyWeight), read.Get(PriceWeight), read.Get(AccuracyWeight))),
        or: "{}");

    private static readonly Field<long> After = Field.WithDefault(
        "after", "not before so many of its answers", Shape.WholeNumber(1, 1_000_000), or: "20");

    private static readonly Field<double> Below = Field.WithDefault(
        "below", "if a smaller share of them than this agreed with what was decided", Shape.Ratio(above: "0"),
        or: "30%");

    private static readonly Field<DistrustRule> Distrust = Field.Optional(
        "distrust", "when a member is no longer asked",
        Shape.Section("distrust", [After, Below], read => new DistrustRule((int)read.Get(After), read.Get(Below))));

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "serving",
        [
            First, Opinions, Confidence, Weights, Deadline, Patience, Queue, CaseBytes, RadioEnergy, Distrust, HeldOut,
            .. TrainingFields.All,
        ],
        read => new ServingRules
        {
            LooksFirst = read.Get(First),
            Opinions = (int)read.Get(Opinions),
            Confidence = read.Get(Confidence),
            Weights = read.Get(Weights),
            Deadline = read.Get(Deadline),
            Patience = read.Get(Patience),
            Queue = (int)read.Get(Queue),
            CaseBytes = (int)read.Get(CaseBytes),
            RadioEnergy = read.Get(RadioEnergy),
            Distrust = read.Has(Distrust) ? read.Get(Distrust) : null,
            HeldOut = read.Get(HeldOut),
            Training = TrainingFields.Read(read),
        });

    private static Field<double> Weight(string name, string of, string or) => Field.WithDefault(
        name, $"cost of {of}", Shape.Number(min: 0, max: 1e9), or: or);
}
