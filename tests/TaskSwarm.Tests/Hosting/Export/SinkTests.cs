using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Hosting.Export;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

public sealed class SinkTests : IDisposable
{
    private static readonly ExportTable<(string? Text, double Number, int? Count)> Table =
        new ExportTable<(string? Text, double Number, int? Count)>("some", "Some values.")
            .OptionalText("text", "Any text.", r => r.Text)
            .Real("number", "m", "Any number.", r => r.Number)
            .OptionalWhole32("count", "Any count.", r => r.Count)
            .Text("certain", "Text that is always there.", r => r.Text ?? "");

    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-sinks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_field_with_a_comma_a_quote_or_a_line_break_is_quoted()
    {
        string text = await CsvOfAsync(
            ("a,b", 1, 2), ("say \"so\"", 0.1, null), ("two\r\nlines", -2.5e-9, 0), ("", 1e300, 1));

        text.ShouldBe(
            "text,number,count,certain\r\n"
            + "\"a,b\",1.0,2,\"a,b\"\r\n"
            + "\"say \"\"so\"\"\",0.1,,\"say \"\"so\"\"\"\r\n"
            + "\"two\r\nlines\",-2.5E-09,0,\"two\r\nlines\"\r\n"
            + "\"\",1E+300,1,\"\"\r\n");
    }

    [Property(MaxTest = 200)]
    public void Any_text_and_any_number_read_back_as_they_were_in_every_format(
        (string? Text, double Number, int? Count)[] rows)
    {
        // What is not finite never reaches a column, and half of a character of two halves is no text.
        (string? Text, double Number, int? Count)[] sound =
        [
            .. rows.Where(r => double.IsFinite(r.Number) && (r.Text is null || !r.Text.Any(char.IsSurrogate))),
        ];
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            WriteAsync(format, sound).GetAwaiter().GetResult();
            ExportedRows.OfAsync(_folder, Table, format).GetAwaiter().GetResult()
                .ShouldBe(sound.Select(r => (object?[])[r.Text, r.Number, r.Count, r.Text ?? ""]));
        }
    }

    [Fact]
    public async Task A_table_without_rows_has_a_header_or_a_schema()
    {
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await WriteAsync(format, []);
            (await ExportedRows.OfAsync(_folder, Table, format)).ShouldBeEmpty();
        }

        (await File.ReadAllTextAsync(Path.Combine(_folder, "some.csv"))).ShouldBe("text,number,count,certain\r\n");
    }

    [Fact]
    public async Task Many_rows_are_written_in_row_groups_of_a_bounded_size()
    {
        (string?, double, int?)[] rows =
        [
            .. Enumerable.Range(0, (2 * ParquetSink.MostRows) + 1)
                .Select(i => ((string?)$"row {i}", i / 7.0, (int?)i)),
        ];

        await WriteAsync(ExportFormat.Parquet, rows);

        (await GroupSizesAsync()).ShouldBe([ParquetSink.MostRows, ParquetSink.MostRows, 1]);
    }

    [Fact]
    public async Task Long_texts_make_smaller_row_groups()
    {
        string text = new('x', ParquetSink.MostCharacters / 5);

        // The text stands in two columns, so three rows hold more than a group may.
        await WriteAsync(ExportFormat.Parquet, [.. Enumerable.Repeat(((string?)text, 0.0, (int?)null), 7)]);

        (await GroupSizesAsync()).ShouldBe([3, 3, 1]);
    }

    [Fact]
    public async Task Json_writes_a_row_as_one_line_with_every_column()
    {
        await WriteAsync(ExportFormat.JsonLines, [("é \"q\"\n", 0, null)]);

        (await File.ReadAllTextAsync(Path.Combine(_folder, "some.jsonl"))).ShouldBe(
            """{"text":"é \"q\"\n","number":0.0,"count":null,"certain":"é \"q\"\n"}""" + "\n");
    }

    private async Task<int[]> GroupSizesAsync() =>
        [.. (await ExportedRows.GroupsAsync(Path.Combine(_folder, "some.parquet"), Table)).Select(g => g.Count)];

    private async Task<string> CsvOfAsync(params (string? Text, double Number, int? Count)[] rows)
    {
        await WriteAsync(ExportFormat.Csv, rows);
        return await File.ReadAllTextAsync(Path.Combine(_folder, "some.csv"));
    }

    private async Task WriteAsync(ExportFormat format, IEnumerable<(string? Text, double Number, int? Count)> rows)
    {
        string path = Path.Combine(_folder, "some" + ExportFolder.EndingOf(format));
        await using FileStream stream = File.Create(path);
        IRowSink sink = format switch
        {
            ExportFormat.Parquet => await ParquetSink.OpenAsync(Table, stream, [], CancellationToken.None),
            ExportFormat.Csv => new CsvSink(Table, stream),
            _ => new JsonLinesSink(Table, stream),
        };
        using var owned = sink as IDisposable;
        foreach ((string? Text, double Number, int? Count) row in rows)
        {
            Table.Write(row, sink);
            await sink.EndRowAsync(CancellationToken.None);
        }

        await sink.CompleteAsync(CancellationToken.None);
    }
}
