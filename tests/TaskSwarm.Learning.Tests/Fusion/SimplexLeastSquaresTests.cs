using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Fusion;
using Xunit;

namespace TaskSwarm.Learning.Tests.Fusion;

public sealed class SimplexLeastSquaresTests
{
    [Property(MaxTest = 400)]
    public Property Weights_are_an_optimum_whatever_the_members() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(),
        (seed, members) =>
        {
            NormalEquations problem = Draw((ulong)seed, members);
            SimplexFit fit = SimplexLeastSquares.Solve(problem);
            fit.KktResidual.ShouldBeLessThan(1e-9);
            fit.Steps.ShouldBeLessThan(100 + (40 * (members + 1)));
            fit.Weights.ShouldAllBe(w => w >= 0);
            fit.Weights.Sum().ShouldBeLessThanOrEqualTo(1 + 1e-15 * members);
        });

    [Property(MaxTest = 400)]
    public Property No_set_of_weights_above_zero_does_better() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(),
        (seed, members) =>
        {
            NormalEquations problem = Draw((ulong)seed, members);
            SimplexFit fit = SimplexLeastSquares.Solve(problem);
            double scale = Scale(problem);
            ActiveSetSearch.Value(problem.Gram, problem.Moments, fit.Weights)
                .ShouldBe(ActiveSetSearch.Least(problem.Gram, problem.Moments), 1e-9 * scale);
        });

    [Property(MaxTest = 300)]
    public Property It_is_never_worse_than_a_member_their_mean_or_nothing() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(),
        (seed, members) =>
        {
            NormalEquations problem = Draw((ulong)seed, members);
            double error = problem.SquaredError(SimplexLeastSquares.Solve(problem).Weights)
                - (1e-11 * Scale(problem));
            for (int m = 0; m < members; m++)
            {
                error.ShouldBeLessThanOrEqualTo(problem.SquaredError(Unit(members, m)));
            }

            error.ShouldBeLessThanOrEqualTo(
                problem.SquaredError([.. Enumerable.Repeat(1.0 / members, members)]));
            error.ShouldBeLessThanOrEqualTo(problem.SquaredError(new double[members]));
        });

    /// <summary>Problems on which rounding in the others' gradients once threw out every member that was let in: dozens
    /// of members that are mixtures of each other up to a hair.</summary>
    [Theory]
    [InlineData(1_052_834, 35)]
    [InlineData(1_011_491, 32)]
    [InlineData(1_055_048, 29)]
    public void Members_that_nearly_depend_on_each_other_still_get_an_optimum(int seed, int members) =>
        SimplexLeastSquares.Solve(Draw((ulong)seed, members)).KktResidual.ShouldBeLessThan(1e-11);

    [Fact]
    public void Of_identical_members_the_first_gets_the_weight()
    {
        double[] says = [1, 0, 2];

        SimplexFit fit = SimplexLeastSquares.Solve(NormalEquations.Of<double>([says, says, says], [0.5, 0, 1]));

        fit.Weights[0].ShouldBe(0.5, 1e-12);
        fit.Weights.Skip(1).ShouldBe([0, 0]);
        fit.KktResidual.ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void A_perfect_member_gets_everything()
    {
        double[] right = [1, 0, 0, 1, 1];

        SimplexFit fit = SimplexLeastSquares.Solve(
            NormalEquations.Of<double>([[0.6, 0.4, 0.3, 0.9, 0.2], right, [1, 1, 0, 0, 1]], right));

        fit.Weights[0].ShouldBe(0, 1e-12);
        fit.Weights[1].ShouldBe(1, 1e-12);
        fit.Weights[2].ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Members_that_point_away_from_the_target_get_nothing()
    {
        SimplexFit fit = SimplexLeastSquares.Solve(NormalEquations.Of<double>([[-1, 0], [0, -2], [-1, -1]], [1, 1]));

        fit.Weights.ShouldBe([0, 0, 0]);
        fit.KktResidual.ShouldBe(0);
    }

    [Fact]
    public void Orthogonal_members_get_what_is_projected_as_long_as_it_is_at_most_1_together()
    {
        SimplexFit inside = SimplexLeastSquares.Solve(NormalEquations.Of<double>([[1, 0], [0, 2]], [0.25, 1]));
        SimplexFit border = SimplexLeastSquares.Solve(NormalEquations.Of<double>([[1, 0], [0, 1]], [1, 0.8]));

        inside.Weights[0].ShouldBe(0.25, 1e-12);
        inside.Weights[1].ShouldBe(0.5, 1e-12);

        // On the border both miss their projection by the same: 1 - 0.4 and 0.8 - 0.4.
        border.Weights[0].ShouldBe(0.6, 1e-12);
        border.Weights[1].ShouldBe(0.4, 1e-12);
    }

    [Fact]
    public void Nothing_said_gets_nothing()
    {
        SimplexFit fit = SimplexLeastSquares.Solve(NormalEquations.Of<double>([[0, 0], [0, 0]], [0, 0]));

        fit.Weights.ShouldBe([0, 0]);
        fit.KktResidual.ShouldBe(0);
    }

    /// <summary>Scaling both sides changes nothing: tolerances are relative.</summary>
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weights_do_not_depend_on_the_unit(double unit)
    {
        NormalEquations problem = Draw(11, 8);
        double[] gram = [.. problem.Gram.ToArray().Select(x => x * unit)];
        double[] moments = [.. problem.Moments.ToArray().Select(x => x * unit)];
        IReadOnlyList<double> plain = SimplexLeastSquares.Solve(problem).Weights;

        IReadOnlyList<double> scaled = SimplexLeastSquares.Solve(gram, moments).Weights;

        for (int i = 0; i < plain.Count; i++)
        {
            scaled[i].ShouldBe(plain[i], 1e-9);
        }
    }

    [Fact]
    public void A_residual_tells_what_is_no_optimum()
    {
        double[] gram = [2, 0, 0, 2];
        double[] moments = [1, 1];

        SimplexLeastSquares.KktResidual(gram, moments, [0.5, 0.5]).ShouldBe(0);
        SimplexLeastSquares.KktResidual(gram, moments, [0.5, 0.3]).ShouldBeGreaterThan(0.1);
        SimplexLeastSquares.KktResidual(gram, moments, [0.8, 0.5]).ShouldBeGreaterThan(0.2);
        SimplexLeastSquares.KktResidual(gram, moments, [0.6, -0.1]).ShouldBeGreaterThan(0.09);
    }

    [Fact]
    public void What_is_no_problem_is_refused()
    {
        Should.Throw<ArgumentException>(() => SimplexLeastSquares.Solve([1, 2, 3], [1, 2]))
            .Message.ShouldContain("3 elements are no matrix for 2 members");
        Should.Throw<ArgumentException>(() => SimplexLeastSquares.Solve([double.NaN], [1]));
        Should.Throw<ArgumentException>(() => SimplexLeastSquares.Solve([], []));
        Should.Throw<ArgumentException>(() => NormalEquations.Of<float>([[1, 2], [1]], [1, 2]))
            .Message.ShouldContain("Member 1 says 1 numbers of 2");
    }

    private static double[] Unit(int members, int one) =>
        [.. Enumerable.Range(0, members).Select(i => i == one ? 1.0 : 0)];

    private static double Scale(NormalEquations problem) => problem.Gram.ToArray().Max(Math.Abs);

    /// <summary>Members of every kind: near the target, noise, copies, mixtures of earlier ones up to a hair, and fewer
    /// examples than members.</summary>
    private static NormalEquations Draw(ulong seed, int members)
    {
        var random = new RandomStream(seed, "simplex", "test");
        int rows = 1 + random.NextInt(40);
        double[] target = Normals(rows, random);
        var columns = new List<double[]>();
        for (int m = 0; m < members; m++)
        {
            double[] noise = Normals(rows, random);
            double[] other = m > 0 ? columns[random.NextInt(m)] : target;
            double share = random.NextDouble();
            double hair = Math.Pow(10, -random.NextUniform(2, 16));
            columns.Add(random.NextInt(6) switch
            {
                0 => noise,
                1 => other,
                2 => [.. other.Zip(columns.LastOrDefault(target), (x, y) => (share * x) + ((1 - share) * y))],
                3 => [.. other.Zip(noise, (x, y) => x + (hair * y))],
                _ => [.. target.Zip(noise, (x, y) => x + (2 * share * y))],
            });
        }

        return NormalEquations.Of<double>(columns, target);
    }

    private static double[] Normals(int count, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
}
