using Parquet;
using Parquet.Schema;

namespace TaskSwarm.Hosting.Export;

/// <summary>The values of one column of a row group that is being gathered.</summary>
internal abstract class ParquetColumn(DataField field)
{
    /// <summary>The column in the file's schema.</summary>
    public DataField Field { get; } = field;

    /// <summary>A column for a number of rows at most.</summary>
    public static ParquetColumn Of(ExportColumn column, int rows) => column.Type switch
    {
        ExportType.Real => new ParquetNumbers<double>(column, rows),
        ExportType.Whole32 => new ParquetNumbers<int>(column, rows),
        ExportType.Whole64 => new ParquetNumbers<long>(column, rows),
        _ => new ParquetTexts(column, rows),
    };

    /// <summary>The next row has no value.</summary>
    public abstract void AddNothing();

    /// <summary>Writes the values and forgets them.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation);
}
