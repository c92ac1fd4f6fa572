using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using TaskSwarm.Hosting.Export;

namespace TaskSwarm.Tests.Hosting.Export;

/// <summary>Reads exported files back, each format by a reader that shares nothing with the writer.</summary>
internal static class ExportedRows
{
    /// <summary>The rows of a table, values as double, int, long, string or null.</summary>
    public static async Task<IReadOnlyList<object?[]>> OfAsync(string folder, ExportTable table, ExportFormat format)
    {
        string path = Path.Combine(folder, table.Name);
        return format switch
        {
            ExportFormat.Parquet => (await GroupsAsync(path + ".parquet", table)).SelectMany(g => g).ToList(),
            ExportFormat.Csv => OfCsv(await File.ReadAllTextAsync(path + ".csv"), table),
            _ => OfJson(await File.ReadAllLinesAsync(path + ".jsonl"), table),
        };
    }

    /// <summary>The rows of each row group.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<object?[]>>> GroupsAsync(string path, ExportTable table)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(path);
        var groups = new List<IReadOnlyList<object?[]>>();
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            object?[][] rows =
                [.. Enumerable.Range(0, (int)group.RowCount).Select(_ => new object?[table.Columns.Count])];
            for (int c = 0; c < table.Columns.Count; c++)
            {
                object?[] values = await ValuesAsync(group, reader.Schema.DataFields[c], table.Columns[c]);
                for (int r = 0; r < rows.Length; r++)
                {
                    rows[r][c] = values[r];
                }
            }

            groups.Add(rows);
        }

        return groups;
    }

    /// <summary>The records of a text after RFC 4180; a field that is empty and not quoted is null.</summary>
    public static IReadOnlyList<string?[]> Records(string text)
    {
        var records = new List<string?[]>();
        var record = new List<string?>();
        for (int at = 0; at < text.Length;)
        {
            record.Add(Field(text, ref at));
            if (text[at] == ',')
            {
                at++;
            }
            else if (text[at] == '\r' && text[at + 1] == '\n')
            {
                at += 2;
                records.Add([.. record]);
                record.Clear();
            }
            else
            {
                throw new FormatException($"neither a comma nor the end of a line at {at}");
            }
        }

        return record.Count == 0 ? records : throw new FormatException("the last line has no end");
    }

    private static string? Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            int end = text.IndexOfAny([',', '\r', '\n', '"'], at);
            string plain = text[at..end];
            at = end;
            return plain.Length == 0 ? null : plain;
        }

        var field = new StringBuilder();
        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            at += text[at] == '"' ? 1 : 0;
            field.Append(text[at]);
        }

        at++;
        return field.ToString();
    }

    private static List<object?[]> OfCsv(string text, ExportTable table)
    {
        IReadOnlyList<string?[]> records = Records(text);
        if (!records[0].SequenceEqual(table.Columns.Select(c => c.Name)))
        {
            throw new FormatException("the header is not that of the table");
        }

        return [.. records.Skip(1).Select(r => (object?[])[.. table.Columns.Select((c, i) => Typed(r[i], c.Type))])];
    }

    private static object? Typed(string? text, ExportType type) => text is null ? null : type switch
    {
        ExportType.Real => double.Parse(text, CultureInfo.InvariantCulture),
        ExportType.Whole32 => int.Parse(text, CultureInfo.InvariantCulture),
        ExportType.Whole64 => long.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };

    private static List<object?[]> OfJson(string[] lines, ExportTable table)
    {
        var rows = new List<object?[]>(lines.Length);
        foreach (string line in lines)
        {
            using var document = JsonDocument.Parse(line);
            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            if (!properties.Select(p => p.Name).SequenceEqual(table.Columns.Select(c => c.Name)))
            {
                throw new FormatException("the properties are not the columns of the table");
            }

            rows.Add([.. table.Columns.Select((c, i) => Typed(properties[i].Value, c.Type))]);
        }

        return rows;
    }

    private static object? Typed(JsonElement value, ExportType type) =>
        value.ValueKind == JsonValueKind.Null ? null : type switch
        {
            ExportType.Real => value.GetDouble(),
            ExportType.Whole32 => value.GetInt32(),
            ExportType.Whole64 => value.GetInt64(),
            _ => value.GetString(),
        };

    private static async Task<object?[]> ValuesAsync(ParquetRowGroupReader group, DataField field, ExportColumn column)
    {
        if (field.Name != column.Name || field.IsNullable != column.IsOptional)
        {
            throw new FormatException($"{field.Name} is not {column.Name} as the table has it");
        }

        switch (column.Type)
        {
            case ExportType.Real:
                return await NumbersAsync<double>(group, field);
            case ExportType.Whole32:
                return await NumbersAsync<int>(group, field);
            case ExportType.Whole64:
                return await NumbersAsync<long>(group, field);
            default:
                var texts = new string?[group.RowCount];
                await group.ReadAsync(field, texts.AsMemory()!);
                return texts;
        }
    }

    private static async Task<object?[]> NumbersAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        if (field.IsNullable)
        {
            var optional = new T?[group.RowCount];
            await group.ReadAsync<T>(field, optional.AsMemory());
            return [.. optional.Select(v => (object?)v)];
        }

        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory());
        return [.. values.Select(v => (object?)v)];
    }
}
