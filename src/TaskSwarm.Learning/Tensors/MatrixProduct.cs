using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TaskSwarm.Learning.Tensors;

/// <summary>
/// Products of single-precision matrices, C = beta C + alpha A B as BLAS calls it, on one thread.
/// </summary>
/// <remarks>
/// Each element of A B is one chain of fused multiply-adds over the inner index in rising order, begun with zero.
/// Vectors lie across the columns of C, so neither their width nor how C is cut into tiles changes a bit.
/// </remarks>
public static class MatrixProduct
{
    private const int TileRows = 5;
    private const int Lane = 16;
    private const int TileColumns = 4 * Lane;

    /// <summary>C = <paramref name="beta"/> C + <paramref name="alpha"/> A B.</summary>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="a">m x k.</param>
    /// <param name="b">k x n, its rows one after another without gaps between the elements of a row.</param>
    /// <param name="beta">Factor of what C holds. With 0 it is not read, so it may be uninitialised.</param>
    /// <param name="c">m x n, likewise; it must not overlap the others.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or b or c lies in columns.</exception>
    public static void Accumulate(float alpha, MatrixView a, MatrixView b, float beta, MatrixView c)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns)
        {
            throw new ArgumentException(
                $"{a.Rows} x {a.Columns} by {b.Rows} x {b.Columns} gives no {c.Rows} x {c.Columns} matrix.");
        }

        if (b.ColumnStride != 1 || c.ColumnStride != 1)
        {
            throw new ArgumentException("The second factor and the result must lie in rows.");
        }

        for (int column = 0; column < c.Columns;)
        {
            int width = WidthAt(c.Columns - column);
            int row = 0;
            for (; row + TileRows <= c.Rows; row += TileRows)
            {
                Tile(width, alpha, a, b, beta, c, row, TileRows, column);
            }

            for (; row < c.Rows; row++)
            {
                Tile(width, alpha, a, b, beta, c, row, 1, column);
            }

            column += width;
        }
    }

    private static int WidthAt(int left) => left >= TileColumns ? TileColumns : left >= Lane ? Lane : left >= 8 ? 8 : 1;

    private static void Tile(
        int width, float alpha, MatrixView a, MatrixView b, float beta, MatrixView c, int row, int rows, int column)
    {
        ref float first = ref a.At(row, 0);
        ref float right = ref b.At(0, column);
        ref float to = ref c.At(row, column);
        var strides = new Strides(a, b, c);
        switch (width, rows)
        {
            case (TileColumns, TileRows):
                FiveByFour(alpha, ref first, ref right, beta, ref to, strides);
                break;
            case (TileColumns, _):
                OneByFour(alpha, ref first, ref right, beta, ref to, strides);
                break;
            case (Lane, TileRows):
                FiveByOne(alpha, ref first, ref right, beta, ref to, strides);
                break;
            default:
                for (int r = 0; r < rows; r++)
                {
                    Narrow(
                        width, alpha, ref Unsafe.Add(ref first, r * strides.ARow), ref right, beta,
                        ref Unsafe.Add(ref to, r * strides.CRow), strides);
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FiveByFour(
        float alpha, ref float a, ref float b, float beta, ref float c, in Strides strides)
    {
        nint row = strides.ARow;
        nint step = strides.AColumn;
        nint down = strides.BRow;
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<float> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<float> s30 = default, s31 = default, s32 = default, s33 = default;
        Vector512<float> s40 = default, s41 = default, s42 = default, s43 = default;
        for (nint k = strides.Depth; k > 0; k--)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<float> b1 = Vector512.LoadUnsafe(ref b, Lane);
            Vector512<float> b2 = Vector512.LoadUnsafe(ref b, 2 * Lane);
            Vector512<float> b3 = Vector512.LoadUnsafe(ref b, 3 * Lane);
            var x = Vector512.Create(a);
            (s00, s01) = (Fused(x, b0, s00), Fused(x, b1, s01));
            (s02, s03) = (Fused(x, b2, s02), Fused(x, b3, s03));
            x = Vector512.Create(Unsafe.Add(ref a, row));
            (s10, s11) = (Fused(x, b0, s10), Fused(x, b1, s11));
            (s12, s13) = (Fused(x, b2, s12), Fused(x, b3, s13));
            x = Vector512.Create(Unsafe.Add(ref a, 2 * row));
            (s20, s21) = (Fused(x, b0, s20), Fused(x, b1, s21));
            (s22, s23) = (Fused(x, b2, s22), Fused(x, b3, s23));
            x = Vector512.Create(Unsafe.Add(ref a, 3 * row));
            (s30, s31) = (Fused(x, b0, s30), Fused(x, b1, s31));
            (s32, s33) = (Fused(x, b2, s32), Fused(x, b3, s33));
            x = Vector512.Create(Unsafe.Add(ref a, 4 * row));
            (s40, s41) = (Fused(x, b0, s40), Fused(x, b1, s41));
            (s42, s43) = (Fused(x, b2, s42), Fused(x, b3, s43));
            a = ref Unsafe.Add(ref a, step);
            b = ref Unsafe.Add(ref b, down);
        }

        nint next = strides.CRow;
        StoreFour(alpha, beta, ref c, s00, s01, s02, s03);
        StoreFour(alpha, beta, ref Unsafe.Add(ref c, next), s10, s11, s12, s13);
        StoreFour(alpha, beta, ref Unsafe.Add(ref c, 2 * next), s20, s21, s22, s23);
        StoreFour(alpha, beta, ref Unsafe.Add(ref c, 3 * next), s30, s31, s32, s33);
        StoreFour(alpha, beta, ref Unsafe.Add(ref c, 4 * next), s40, s41, s42, s43);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByFour(float alpha, ref float a, ref float b, float beta, ref float c, in Strides strides)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nint k = strides.Depth; k > 0; k--)
        {
            var x = Vector512.Create(a);
            s0 = Fused(x, Vector512.LoadUnsafe(ref b), s0);
            s1 = Fused(x, Vector512.LoadUnsafe(ref b, Lane), s1);
            s2 = Fused(x, Vector512.LoadUnsafe(ref b, 2 * Lane), s2);
            s3 = Fused(x, Vector512.LoadUnsafe(ref b, 3 * Lane), s3);
            a = ref Unsafe.Add(ref a, strides.AColumn);
            b = ref Unsafe.Add(ref b, strides.BRow);
        }

        StoreFour(alpha, beta, ref c, s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FiveByOne(float alpha, ref float a, ref float b, float beta, ref float c, in Strides strides)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        nint row = strides.ARow;
        for (nint k = strides.Depth; k > 0; k--)
        {
            Vector512<float> right = Vector512.LoadUnsafe(ref b);
            s0 = Fused(Vector512.Create(a), right, s0);
            s1 = Fused(Vector512.Create(Unsafe.Add(ref a, row)), right, s1);
            s2 = Fused(Vector512.Create(Unsafe.Add(ref a, 2 * row)), right, s2);
            s3 = Fused(Vector512.Create(Unsafe.Add(ref a, 3 * row)), right, s3);
            s4 = Fused(Vector512.Create(Unsafe.Add(ref a, 4 * row)), right, s4);
            a = ref Unsafe.Add(ref a, strides.AColumn);
            b = ref Unsafe.Add(ref b, strides.BRow);
        }

        nint next = strides.CRow;
        Store(alpha, beta, ref c, s0);
        Store(alpha, beta, ref Unsafe.Add(ref c, next), s1);
        Store(alpha, beta, ref Unsafe.Add(ref c, 2 * next), s2);
        Store(alpha, beta, ref Unsafe.Add(ref c, 3 * next), s3);
        Store(alpha, beta, ref Unsafe.Add(ref c, 4 * next), s4);
    }

    /// <summary>One row of 16, 8 or 1 columns.</summary>
    private static void Narrow(
        int width, float alpha, ref float a, ref float b, float beta, ref float c, in Strides strides)
    {
        switch (width)
        {
            case Lane:
                var sixteen = default(Vector512<float>);
                for (nint k = 0; k < strides.Depth; k++)
                {
                    sixteen = Fused(
                        Vector512.Create(Unsafe.Add(ref a, k * strides.AColumn)),
                        Vector512.LoadUnsafe(ref Unsafe.Add(ref b, k * strides.BRow)), sixteen);
                }

                Store(alpha, beta, ref c, sixteen);
                break;
            case 8:
                var eight = default(Vector256<float>);
                for (nint k = 0; k < strides.Depth; k++)
                {
                    eight = Vector256.FusedMultiplyAdd(
                        Vector256.Create(Unsafe.Add(ref a, k * strides.AColumn)),
                        Vector256.LoadUnsafe(ref Unsafe.Add(ref b, k * strides.BRow)), eight);
                }

                (beta == 0 ? eight * alpha
                    : Vector256.FusedMultiplyAdd(
                        eight, Vector256.Create(alpha), Vector256.LoadUnsafe(ref c) * beta)).StoreUnsafe(ref c);
                break;
            default:
                float one = 0;
                for (nint k = 0; k < strides.Depth; k++)
                {
                    one = MathF.FusedMultiplyAdd(
                        Unsafe.Add(ref a, k * strides.AColumn), Unsafe.Add(ref b, k * strides.BRow), one);
                }

                c = beta == 0 ? one * alpha : MathF.FusedMultiplyAdd(one, alpha, c * beta);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(
        float alpha, float beta, ref float c, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2,
        Vector512<float> s3)
    {
        Store(alpha, beta, ref c, s0);
        Store(alpha, beta, ref Unsafe.Add(ref c, Lane), s1);
        Store(alpha, beta, ref Unsafe.Add(ref c, 2 * Lane), s2);
        Store(alpha, beta, ref Unsafe.Add(ref c, 3 * Lane), s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float alpha, float beta, ref float c, Vector512<float> sum) =>
        (beta == 0 ? sum * alpha : Fused(sum, Vector512.Create(alpha), Vector512.LoadUnsafe(ref c) * beta))
            .StoreUnsafe(ref c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fused(Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(x, y, sum);

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Strides(MatrixView a, MatrixView b, MatrixView c)
    {
        public readonly nint Depth = a.Columns;
        public readonly nint ARow = a.RowStride;
        public readonly nint AColumn = a.ColumnStride;
        public readonly nint BRow = b.RowStride;
        public readonly nint CRow = c.RowStride;
    }
}
