using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Export;

/// <summary>A table whose columns know how to take their values from a row.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
internal sealed class ExportTable<TRow>(string name, string description) : ExportTable(name, description)
{
    private readonly List<ExportColumn> _columns = [];
    private readonly List<Action<TRow, IRowSink>> _values = [];

    /// <inheritdoc/>
    public override IReadOnlyList<ExportColumn> Columns => _columns;

    /// <summary>Hands the values of a row over, column by column.</summary>
    public void Write(TRow row, IRowSink sink)
    {
        foreach (Action<TRow, IRowSink> value in _values)
        {
            value(row, sink);
        }
    }

    /// <summary>Adds a column of numbers.</summary>
    public ExportTable<TRow> Real(string column, string unit, string says, Func<TRow, double> value) =>
        Add(new ExportColumn(column, ExportType.Real, false, unit, says), (row, sink) => sink.Add(value(row)));

    /// <summary>Adds a column of instants, in seconds; the unit of the name is that of the column.</summary>
    public ExportTable<TRow> Time(string column, string says, Func<TRow, SimTime> value) =>
        Real(column, "s", says, row => value(row).Seconds);

    /// <summary>Adds a column of instants of which <see cref="SimTime.Never"/> is none.</summary>
    public ExportTable<TRow> OptionalTime(string column, string says, Func<TRow, SimTime> value) =>
        Add(new ExportColumn(column, ExportType.Real, true, "s", says), (row, sink) =>
        {
            if (value(row) is { } time && time < SimTime.Never)
            {
                sink.Add(time.Seconds);
            }
            else
            {
                sink.AddNothing();
            }
        });

    /// <summary>Adds a column of whole numbers.</summary>
    public ExportTable<TRow> Whole32(string column, string says, Func<TRow, int> value) =>
        Add(new ExportColumn(column, ExportType.Whole32, false, "", says), (row, sink) => sink.Add(value(row)));

    /// <summary>Adds a column of whole numbers that not every row has.</summary>
    public ExportTable<TRow> OptionalWhole32(string column, string says, Func<TRow, int?> value) =>
        Add(new ExportColumn(column, ExportType.Whole32, true, "", says), (row, sink) =>
        {
            if (value(row) is int number)
            {
                sink.Add(number);
            }
            else
            {
                sink.AddNothing();
            }
        });

    /// <summary>Adds a column of large whole numbers.</summary>
    public ExportTable<TRow> Whole64(string column, string says, Func<TRow, long> value) =>
        Add(new ExportColumn(column, ExportType.Whole64, false, "", says), (row, sink) => sink.Add(value(row)));

    /// <summary>Adds a column of text.</summary>
    public ExportTable<TRow> Text(string column, string says, Func<TRow, string> value) =>
        Add(new ExportColumn(column, ExportType.Text, false, "", says), (row, sink) => sink.Add(value(row)));

    /// <summary>Adds a column of text that not every row has.</summary>
    public ExportTable<TRow> OptionalText(string column, string says, Func<TRow, string?> value) =>
        Add(new ExportColumn(column, ExportType.Text, true, "", says), (row, sink) =>
        {
            if (value(row) is string text)
            {
                sink.Add(text);
            }
            else
            {
                sink.AddNothing();
            }
        });

    private ExportTable<TRow> Add(ExportColumn column, Action<TRow, IRowSink> value)
    {
        _columns.Add(column);
        _values.Add(value);
        return this;
    }
}
