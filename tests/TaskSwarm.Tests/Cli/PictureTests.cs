using Shouldly;
using SkiaSharp;
using TaskSwarm.Cli.Pictures;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Cli;

public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;

    public static TheoryData<string> Empty => ["map", "series", "gantt", "none"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_panel_leaves_its_colours_on_the_picture()
    {
        using SKBitmap picture = Draw(Everything);

        // The map's track, the figures' line and the bars, each in its panel, one below the other.
        int third = picture.Height / 3;
        CountOf(picture, new SKColor(0x00, 0x72, 0xb2), 0, third).ShouldBeGreaterThan(100);
        CountOf(picture, new SKColor(0x00, 0x72, 0xb2), third, 2 * third).ShouldBeGreaterThan(100);
        CountOf(picture, SKColors.Black, 0, 48).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_vector_picture_holds_its_texts()
    {
        string file = Path.Combine(_folder, "all.svg");

        PictureFile.Save(Everything, file);

        string svg = File.ReadAllText(file);
        svg.ShouldContain("<svg");
        svg.ShouldContain("</svg>");
        svg.ShouldContain("DejaVu Sans");
    }

    [Fact]
    public void A_table_holds_every_point_of_every_curve()
    {
        string file = Path.Combine(_folder, "curves.csv");
        var picture = new RunPicture("Title", [
            new MapPanel("Map", [], []),
            new SeriesPanel("Loss, on \"test\"", "nats", [new Series("a", [0, 0.1], [1, 1.0 / 3])], []),
        ]);

        PictureFile.Save(picture, file);

        File.ReadAllText(file).ShouldBe(
            "panel,series,seconds,value\r\n\"Loss, on \"\"test\"\", nats\",a,0,1\r\n"
            + "\"Loss, on \"\"test\"\", nats\",a,0.1,0.3333333333333333\r\n");
    }

    [Theory]
    [MemberData(nameof(Empty))]
    public void Panels_without_data_are_drawn_too(string panel)
    {
        IReadOnlyList<PicturePanel> panels = panel switch
        {
            "map" => [new MapPanel("Map", [new Track("nobody", [], 0)], [])],
            "series" => [new SeriesPanel("Series", "m", [new Series("none", [], [])], [])],
            "gantt" => [new GanttPanel("Gantt", [], [], [])],
            _ => [],
        };

        using SKBitmap picture = Draw(new RunPicture("Empty", panels));

        picture.Width.ShouldBe(1200);
    }

    [Fact]
    public void Extreme_data_is_drawn()
    {
        Series spiked = new("spiked", [0, 1, 2], [double.NaN, 1e9, double.PositiveInfinity]);
        Moment[] crowd = [.. Enumerable.Range(0, 100).Select(i => new Moment(i * 1000, "crash " + i))];
        var rows = Enumerable.Range(0, 400).Select(i => "vehicle-" + i).ToArray();
        GanttBar[] bars = [.. rows.Select((_, i) => new GanttBar(i, i, i + 1e5, "work " + (i % 40), "label"))];
        var point = new Track("a point", [new Vec3(5, 5, 0)], 3);

        using SKBitmap picture = Draw(new RunPicture("Extreme",
        [
            new MapPanel("Point", [point], [new Mark("here", new Vec3(5, 5, 0), MarkKind.Depot)]),
            new SeriesPanel("Spikes", "m", [spiked], crowd), new GanttPanel("Many", rows, bars, crowd),
        ]));

        picture.Height.ShouldBeLessThan(4000);
    }

    private static RunPicture Everything => new("Everything",
    [
        new MapPanel(
            "Map", [new Track("drone-1", [Vec3.Zero, new Vec3(100, 50, 0)], 0)],
            [.. Enum.GetValues<MarkKind>().Select((k, i) => new Mark(k.ToString(), new Vec3(i * 10, 5, 0), k, 3))]),
        new SeriesPanel("Error", "m", [new Series("error", [0, 1, 2], [3, 2, 1])], [new Moment(1, "crash")]),
        new GanttPanel("Work", ["truck-1"], [new GanttBar(0, 0, 10, "drive", "7")], [new Moment(9, "stop")]),
    ]);

    private SKBitmap Draw(RunPicture picture)
    {
        string file = Path.Combine(_folder, "picture.png");
        PictureFile.Save(picture, file);
        return SKBitmap.Decode(file);
    }

    // Colours are drawn half transparent and antialiased: near is near enough.
    private static int CountOf(SKBitmap picture, SKColor colour, int from, int to)
    {
        int count = 0;
        for (int y = from; y < to; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                SKColor pixel = picture.GetPixel(x, y);
                count += Math.Abs(pixel.Red - colour.Red) + Math.Abs(pixel.Green - colour.Green)
                    + Math.Abs(pixel.Blue - colour.Blue) < 90 ? 1 : 0;
            }
        }

        return count;
    }
}
