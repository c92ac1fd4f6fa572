using Shouldly;
using TaskSwarm.Hosting.Export;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

/// <summary>Keeps docs/export.md true.</summary>
public sealed class ExportPageTests
{
    private static readonly string[] Page = File.ReadAllLines(WorkingCopy.PathOf("docs", "export.md"));

    [Fact]
    public void Every_table_is_on_the_page_with_all_its_columns_and_no_others()
    {
        foreach (ExportTable table in ExportTables.All)
        {
            int at = Array.IndexOf(Page, $"### `{table.Name}`");
            at.ShouldBeGreaterThanOrEqualTo(0, table.Name);
            string[] section = [.. Page.Skip(at + 1).TakeWhile(l => !l.StartsWith('#'))];

            string.Join(' ', section.TakeWhile(l => !l.StartsWith('|'))).ShouldContain(table.Description);
            section.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(table.Columns.Select(Row));
        }
    }

    private static string Row(ExportColumn column) =>
        $"| `{column.Name}` | {TypeOf(column)} | {column.Unit} | {column.Description} |";

    private static string TypeOf(ExportColumn column) => (column.Type switch
    {
        ExportType.Real => "double",
        ExportType.Whole32 => "int32",
        ExportType.Whole64 => "int64",
        _ => "text",
    }) + (column.IsOptional ? ", may be missing" : "");
}
