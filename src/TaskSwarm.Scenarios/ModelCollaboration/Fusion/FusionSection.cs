using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>The section <c>collaboration</c> with <c>protocol: fusion</c>.</summary>
internal static class FusionSection
{
    private static readonly Shape<FusionForm> Form = Shape.Choice(
        ("least-squares", FusionForm.LeastSquares), ("soft-vote", FusionForm.SoftVote),
        ("product-of-experts", FusionForm.ProductOfExperts), ("stacking", FusionForm.Stacking));

    private static readonly Field<FusionForm> Rule = Field.WithDefault(
        "rule", "how opinions become one", Form, or: "least-squares");

    private static readonly Field<IReadOnlyList<FusionForm>> Otherwise = Field.WithDefault(
        "otherwise", "rules that are tried one after the other when accuracy no longer rises",
        Shape.List(Form, 0, 10), or: "[]");

    private static readonly Field<long> Patience = Field.WithDefault(
        "patience", "rounds without a better accuracy than ever before after which the next rule is tried, or it ends",
        Shape.WholeNumber(1, 1_000_000), or: "3");

    private static readonly Field<long> Rounds = Field.WithDefault(
        "rounds", "the most rounds; members learn on in each", Shape.WholeNumber(1, 1_000_000), or: "10");

    private static readonly Field<double> HeldOut = Field.WithDefault(
        "heldOut", "share of the images to learn from that no member gets and weights are fitted on",
        Shape.Ratio(above: "0", max: "0.9"), or: "20%");

    private static readonly Field<double> CombinerSpeed = Field.WithDefault(
        "combinerSpeed", "billions of floating-point operations that the combiner does in a second",
        Shape.Number(min: 1e-6, max: 1e9), or: "1000");

    /// <summary>The section.</summary>
    public static SectionShape<CollaborationRules> Shaped { get; } = Shape.Section<CollaborationRules>(
        "fusion",
        [
            Rule, Otherwise, Patience, Rounds, HeldOut, .. TrainingFields.All, RoundFields.Deadline,
            RoundFields.Heartbeat, RoundFields.Target, CombinerSpeed,
        ],
        read => new FusionRules
        {
            Forms = [read.Get(Rule), .. read.Get(Otherwise)],
            Patience = (int)read.Get(Patience),
            Rounds = (int)read.Get(Rounds),
            Training = TrainingFields.Read(read),
            HeldOut = read.Get(HeldOut),
            Deadline = read.Get(RoundFields.Deadline),
            Heartbeat = read.Get(RoundFields.Heartbeat),
            Target = read.Get(RoundFields.Target),
            CombinerSpeed = read.Get(CombinerSpeed) * 1e9,
        });
}
