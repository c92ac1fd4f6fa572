using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A step of consensus that does not follow liars: of each number, those of neighbours that are most above and most
/// below the member's own are left out (W-MSR: LeBlanc, Zhang, Koutsoukos and Sundaram, IEEE J. Sel. Areas Commun.
/// 31(4), 2013).
/// </summary>
internal static class TrimmedStep
{
    /// <summary>The model after the step.</summary>
    /// <param name="own">The member's own model.</param>
    /// <param name="others">Its neighbours', of the same length.</param>
    /// <param name="step">How far it moves towards each that is left.</param>
    /// <param name="trim">How many are left out above it and how many below it, at most.</param>
    public static ImmutableArray<float> Of(
        ImmutableArray<float> own, IReadOnlyList<ImmutableArray<float>> others, double step, int trim)
    {
        var moved = new float[own.Length];
        var away = new double[others.Count];
        for (int i = 0; i < moved.Length; i++)
        {
            for (int other = 0; other < away.Length; other++)
            {
                away[other] = (double)others[other][i] - own[i];
            }

            Array.Sort(away);
            (int below, int above) = Sides(away);
            double sum = 0;
            for (int other = Math.Min(trim, below); other < away.Length - Math.Min(trim, above); other++)
            {
                sum += away[other];
            }

            moved[i] = (float)(own[i] + (step * sum));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(moved);
    }

    /// <summary>How many of some sorted numbers are below zero, and how many above.</summary>
    private static (int Below, int Above) Sides(double[] sorted)
    {
        int below = 0;
        while (below < sorted.Length && sorted[below] < 0)
        {
            below++;
        }

        int above = 0;
        while (above < sorted.Length && sorted[^(above + 1)] > 0)
        {
            above++;
        }

        return (below, above);
    }
}
