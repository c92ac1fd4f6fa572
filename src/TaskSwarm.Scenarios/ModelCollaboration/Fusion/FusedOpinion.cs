using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Fusion;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>One opinion, made of several members' by a rule that was fitted on held-out images.</summary>
/// <param name="Outputs">The probability of each class for each test image.</param>
/// <param name="Weights">How much each member counts, in their order; empty where the rule has no weights.</param>
/// <param name="KktResidual">How far they are from the conditions of an optimum; 0 where nothing is fitted.</param>
/// <param name="Operations">Floating-point operations that it took, nearly.</param>
internal sealed record FusedOpinion(
    float[] Outputs, IReadOnlyList<double> Weights, double KktResidual, double Operations)
{
    private const int StackingSteps = 500;

    /// <summary>Fits a rule and fuses.</summary>
    /// <param name="form">Which rule.</param>
    /// <param name="heldOut">Of each member what it says of the held-out images.</param>
    /// <param name="images">The held-out images.</param>
    /// <param name="testing">Of each member what it says of the test images.</param>
    /// <param name="classes">How many classes there are.</param>
    public static FusedOpinion Make(
        FusionForm form, IReadOnlyList<float[]> heldOut, LabelledImages images, IReadOnlyList<float[]> testing,
        int classes)
    {
        double said = (double)testing.Count * testing[0].Length;
        double fitted = (double)heldOut.Count * heldOut[0].Length;
        double[] equal = [.. Enumerable.Repeat(1.0 / testing.Count, testing.Count)];
        switch (form)
        {
            case FusionForm.LeastSquares:
                var squares = LeastSquaresFusion.Fit(heldOut, images.Labels, classes);
                return new FusedOpinion(
                    squares.Fuse(testing, classes), squares.Solution.Weights, squares.Solution.KktResidual,
                    (2 * said) + (2 * fitted * heldOut.Count));
            case FusionForm.Stacking:
                var stacking = Stacking.Fit(heldOut, images.Labels, classes, StackingSteps);
                return new FusedOpinion(
                    stacking.Fuse(testing, classes), [], 0,
                    (2 * classes * said) + (4 * classes * fitted * StackingSteps));
            case FusionForm.ProductOfExperts:
                return new FusedOpinion(ProductOfExperts.Mean().Fuse(testing, classes), equal, 0, 2 * said);
            default:
                return new FusedOpinion(SoftVote.Equal.Fuse(testing, classes), equal, 0, 2 * said);
        }
    }
}
