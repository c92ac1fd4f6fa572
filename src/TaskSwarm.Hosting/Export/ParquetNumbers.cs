using Parquet;
using Parquet.Schema;

namespace TaskSwarm.Hosting.Export;

/// <summary>A column of numbers.</summary>
internal sealed class ParquetNumbers<T>(ExportColumn column, int rows)
    : ParquetColumn(new DataField(column.Name, typeof(T), isNullable: column.IsOptional))
    where T : struct
{
    private readonly T[] _values = column.IsOptional ? [] : new T[rows];
    private readonly T?[] _optional = column.IsOptional ? new T?[rows] : [];
    private int _count;

    /// <summary>The value of the next row.</summary>
    public void Add(T value)
    {
        if (column.IsOptional)
        {
            _optional[_count++] = value;
        }
        else
        {
            _values[_count++] = value;
        }
    }

    /// <inheritdoc/>
    public override void AddNothing() => _optional[_count++] = null;

    /// <inheritdoc/>
    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        if (column.IsOptional)
        {
            await group.WriteAsync<T>(
                Field, _optional.AsMemory(0, _count), cancellationToken: cancellation);
        }
        else
        {
            await group.WriteAsync<T>(Field, _values.AsMemory(0, _count), cancellationToken: cancellation);
        }

        _count = 0;
    }
}
