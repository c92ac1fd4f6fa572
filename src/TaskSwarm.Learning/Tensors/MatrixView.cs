using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TaskSwarm.Learning.Tensors;

/// <summary>A matrix that lies in someone else's numbers, in rows or in columns.</summary>
public readonly ref struct MatrixView
{
    private readonly Span<float> _numbers;

    private MatrixView(Span<float> numbers, int rows, int columns, int rowStride, int columnStride)
    {
        _numbers = numbers;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>A matrix whose rows lie one after another.</summary>
    /// <param name="numbers">At least rows x columns; what is beyond is left alone.</param>
    /// <param name="rows">Above zero.</param>
    /// <param name="columns">Above zero.</param>
    /// <exception cref="ArgumentException">There are fewer numbers than elements.</exception>
    public static MatrixView InRows(Span<float> numbers, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (numbers.Length < (long)rows * columns)
        {
            throw new ArgumentException($"{numbers.Length} numbers are no {rows} x {columns} matrix.", nameof(numbers));
        }

        return new MatrixView(numbers[..(rows * columns)], rows, columns, columns, 1);
    }

    /// <summary>The same of numbers that are only read: it must not be a result.</summary>
    internal static MatrixView OfConstant(ReadOnlySpan<float> numbers, int rows, int columns) => InRows(
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(numbers), numbers.Length), rows, columns);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>How far apart elements of neighbouring rows are.</summary>
    internal int RowStride { get; }

    /// <summary>How far apart elements of neighbouring columns are.</summary>
    internal int ColumnStride { get; }

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(_numbers, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Writes the elements of the transposed matrix in rows.</summary>
    /// <param name="to">As many numbers as elements.</param>
    public void CopyTransposed(Span<float> to)
    {
        const int block = 16;
        for (int top = 0; top < Rows; top += block)
        {
            for (int left = 0; left < Columns; left += block)
            {
                for (int column = left; column < Math.Min(Columns, left + block); column++)
                {
                    for (int row = top; row < Math.Min(Rows, top + block); row++)
                    {
                        to[(column * Rows) + row] = _numbers[(row * RowStride) + (column * ColumnStride)];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float At(int row, int column) => ref Unsafe.Add(
        ref MemoryMarshal.GetReference(_numbers), (nint)((row * RowStride) + (column * ColumnStride)));
}
