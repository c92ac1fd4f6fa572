using Parquet;
using Parquet.Schema;

namespace TaskSwarm.Hosting.Export;

/// <summary>A column of text.</summary>
internal sealed class ParquetTexts(ExportColumn column, int rows)
    : ParquetColumn(new DataField(column.Name, typeof(string), isNullable: column.IsOptional))
{
    private readonly string?[] _values = new string?[rows];
    private int _count;

    /// <summary>The value of the next row.</summary>
    public void Add(string value) => _values[_count++] = value;

    /// <inheritdoc/>
    public override void AddNothing() => _values[_count++] = null;

    /// <inheritdoc/>
    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        await group.WriteAsync(Field, new ArraySegment<string?>(_values, 0, _count)!);
        Array.Clear(_values);
        _count = 0;
    }
}
