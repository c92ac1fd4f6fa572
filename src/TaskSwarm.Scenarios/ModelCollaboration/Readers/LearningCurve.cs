using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>What a learning curve says.</summary>
public static class LearningCurve
{
    /// <summary>
    /// In which round a target was reached, as McMahan et al. (2017, section 3) count it: the curve is made monotone by
    /// the best accuracy so far, and the crossing is interpolated between two rounds.
    /// </summary>
    /// <param name="points">Round by round.</param>
    /// <param name="target">Accuracy, 0 to 1.</param>
    /// <returns>Rounds, with a fraction; null if the target was not reached.</returns>
    public static double? RoundsTo(IReadOnlyList<CurvePoint> points, double target)
    {
        ArgumentNullException.ThrowIfNull(points);
        (int Round, double Accuracy)? before = null;
        foreach (CurvePoint point in points)
        {
            if (point.Accuracy >= target)
            {
                return before is { } last
                    ? last.Round + ((point.Round - last.Round) * (target - last.Accuracy)
                        / (point.Accuracy - last.Accuracy))
                    : point.Round;
            }

            if (before is not { } best || point.Accuracy >= best.Accuracy)
            {
                before = (point.Round, point.Accuracy);
            }
            else
            {
                before = (point.Round, best.Accuracy);
            }
        }

        return null;
    }

    /// <summary>Accuracy and loss over simulated time.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="points">Round by round.</param>
    /// <param name="moments">What else is marked.</param>
    public static RunPicture Picture(string title, IReadOnlyList<CurvePoint> points, IReadOnlyList<Moment> moments)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[] seconds = [.. points.Select(p => p.Seconds)];
        double best = 0;
        CurvePoint[] finite = [.. points.Where(p => p.Loss >= 0)];
        return new RunPicture(
            title,
            [
                new SeriesPanel(
                    "Accuracy on test images", "share",
                    [
                        new Series("after each round", seconds, [.. points.Select(p => p.Accuracy)]),
                        new Series(
                            "best so far", seconds, [.. points.Select(p => best = Math.Max(best, p.Accuracy))]),
                    ],
                    moments),
                new SeriesPanel(
                    "Loss on test images", "cross-entropy, nats",
                    [
                        new Series(
                            "after each round", [.. finite.Select(p => p.Seconds)], [.. finite.Select(p => p.Loss)]),
                    ],
                    moments),
            ]);
    }
}
