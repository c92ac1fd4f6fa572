using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Tensors;
using Xunit;

namespace TaskSwarm.Learning.Tests;

public sealed class MatrixProductTests
{
    /// <summary>Shapes on both sides of every tile: 5 rows, 64, 16, 8 and 1 columns.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 5, 3, 64 }, { 10, 784, 200 }, { 7, 9, 97 }, { 4, 2, 63 }, { 6, 1, 128 }, { 13, 20, 10 },
        { 784, 10, 200 }, { 1, 100, 25 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_element_is_one_chain_of_fused_multiply_adds(int m, int k, int n)
    {
        var random = new RandomStream(1, "matrices", "test");
        float[] a = Draw(m * k, random);
        float[] b = Draw(k * n, random);
        float[] c = Draw(m * n, random);
        float[] plain = Chain(a, b, c, m, k, n, alpha: -0.3f, beta: 0.7f);
        float[] transposed = new float[m * k];
        MatrixView.InRows(a, m, k).CopyTransposed(transposed);
        float[] fromColumns = [.. c];

        MatrixProduct.Accumulate(
            -0.3f, MatrixView.InRows(a, m, k), MatrixView.InRows(b, k, n), 0.7f, MatrixView.InRows(c, m, n));
        MatrixProduct.Accumulate(
            -0.3f, MatrixView.InRows(transposed, k, m).Transposed, MatrixView.InRows(b, k, n), 0.7f,
            MatrixView.InRows(fromColumns, m, n));

        c.ShouldBe(plain);
        fromColumns.ShouldBe(plain);
    }

    [Property(MaxTest = 50)]
    public Property A_row_comes_out_the_same_whatever_rows_are_beside_it() => Prop.ForAll(
        Gen.Choose(1, 12).Three().ToArbitrary(),
        shape =>
        {
            (int m, int k, int n) = (shape.Item1, shape.Item2 * 3, shape.Item3 * 9);
            var random = new RandomStream((ulong)((m * 1000) + (k * 10) + n), "matrices", "test");
            float[] a = Draw(m * k, random);
            float[] b = Draw(k * n, random);
            var whole = new float[m * n];
            var alone = new float[n];
            MatrixProduct.Accumulate(
                1, MatrixView.InRows(a, m, k), MatrixView.InRows(b, k, n), 0, MatrixView.InRows(whole, m, n));
            MatrixProduct.Accumulate(
                1, MatrixView.InRows(a.AsSpan((m - 1) * k), 1, k), MatrixView.InRows(b, k, n), 0,
                MatrixView.InRows(alone, 1, n));
            return whole.AsSpan((m - 1) * n).SequenceEqual(alone);
        });

    [Fact]
    public void Without_a_share_of_it_the_result_is_not_read()
    {
        float[] c = [float.NaN, float.NaN];

        MatrixProduct.Accumulate(
            1, MatrixView.InRows(new float[] { 2 }, 1, 1), MatrixView.InRows(new float[] { 3, 4 }, 1, 2), 0,
            MatrixView.InRows(c, 1, 2));

        c.ShouldBe([6, 8]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var six = new float[6];
        Should.Throw<ArgumentException>(() => MatrixProduct.Accumulate(
            1, MatrixView.InRows(six, 2, 3), MatrixView.InRows(six, 2, 3), 0, MatrixView.InRows(new float[9], 3, 3)))
            .Message.ShouldContain("2 x 3 by 2 x 3 gives no 3 x 3");
        Should.Throw<ArgumentException>(() => MatrixView.InRows(six, 2, 4)).Message.ShouldContain("no 2 x 4 matrix");
        Should.Throw<ArgumentException>(() => MatrixProduct.Accumulate(
            1, MatrixView.InRows(six, 2, 3), MatrixView.InRows(six, 2, 3).Transposed, 0,
            MatrixView.InRows(new float[4], 2, 2)));
    }

    private static float[] Draw(int count, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];

    private static float[] Chain(float[] a, float[] b, float[] c, int m, int k, int n, float alpha, float beta)
    {
        var result = new float[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = 0;
                for (int d = 0; d < k; d++)
                {
                    sum = MathF.FusedMultiplyAdd(a[(i * k) + d], b[(d * n) + j], sum);
                }

                result[(i * n) + j] = MathF.FusedMultiplyAdd(sum, alpha, c[(i * n) + j] * beta);
            }
        }

        return result;
    }
}
