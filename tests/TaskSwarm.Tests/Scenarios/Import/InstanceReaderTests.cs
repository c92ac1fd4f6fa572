using System.IO.Compression;
using System.Text;
using Shouldly;
using TaskSwarm.Scenarios.Import;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Import;

public sealed class InstanceReaderTests
{
    private const string LiLim = """
        2 200 1
        0 40 50 0 0 1236 0 0 0
        1 45 68 10 912 967 90 0 2
        2 45 70 -10 825 870 90 1 0
        """;

    private const string Solomon = """
        C101

        VEHICLE
        NUMBER     CAPACITY
          25         200

        CUSTOMER
        CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

            0      40         50          0          0       1236          0
            1      45         68         10        912        967         90
        """;

    public static TheoryData<string, string> BrokenLiLim => new()
    {
        { "", "i.txt: instance: found an empty file, expected a line 'vehicles capacity speed' and then the nodes" },
        { "2 200", "i.txt:1:1: first line: found 2 columns, expected 3 columns: vehicles, capacity, speed" },
        { With("2 200 1", "0 200 1"), "i.txt:1:1: vehicles: found '0', expected a whole number from 1 to 10000" },
        { With("2 200 1", "2.5 200 1"), "i.txt:1:1: vehicles: found '2.5', expected a whole number from 1 to 10000" },
        { With("2 200 1", "2 -1 1"), "i.txt:1:3: capacity: found '-1', expected a number from 0.001 to 10000000" },
        { With("2 200 1", "2 NaN 1"), "i.txt:1:3: capacity: found 'NaN', expected a number from 0.001 to 10000000" },
        { With("2 200 1", "2 200 3"), "i.txt:1:7: speed: found '3', expected a whole number from 0 to 1" },
        {
            With("2 200 1", "99999999 9 1"),
            "i.txt:1:1: vehicles: found '99999999', expected a whole number from 1 to 10000"
        },
        { With("1 45 68 10", "1 4x 68 10"), "i.txt:3:3: x: found '4x', expected a number from -10000000 to 10000000" },
        {
            With("1 45 68 10", "1 45 Infinity 10"),
            "i.txt:3:6: y: found 'Infinity', expected a number from -10000000 to 10000000"
        },
        {
            With("1 45 68 10", "1 45 1e300 10"),
            "i.txt:3:6: y: found '1e300', expected a number from -10000000 to 10000000"
        },
        {
            With("1 45 68 10", "7 45 68 10"),
            "i.txt:3:1: node number: found '7', expected 1, as nodes are numbered 0, 1, 2, ..."
        },
        { With("912 967", "912 911"), "i.txt:3:16: due time: found '911', expected at least the ready time 912" },
        { With("912 967", "-1 967"), "i.txt:3:12: ready time: found '-1', expected a number from 0 to 10000000" },
        { With("967 90", "967 -90"), "i.txt:3:20: service time: found '-90', expected a number from 0 to 10000000" },
        { With("68 10", "68 300"), "i.txt:3:9: demand: found '300', expected a number from -200 to 200" },
        { With("68 10", "68 0.0001"), "i.txt:3:9: demand: found '0.0001', expected at most three decimals" },
        { With("68 10", "68 0"), "i.txt:3:9: demand of a pickup: found '0', expected a number above 0" },
        { With("70 -10", "70 -9"), "i.txt:4:9: demand of a delivery: found '-9', expected -10, as node 1 picks up" },
        {
            With("90 0 2", "90 0 0"),
            "i.txt:3:23: partners: found 0 and 0, expected one of pickup and delivery partner, and 0 for the other"
        },
        {
            With("90 0 2", "90 2 2"),
            "i.txt:3:23: partners: found 2 and 2, expected one of pickup and delivery partner, and 0 for the other"
        },
        {
            With("90 0 2", "90 0 9"),
            "i.txt:3:25: delivery partner: found '9', expected another node from 1 to 2; is the file truncated?"
        },
        {
            With("90 0 2", "90 0 1"),
            "i.txt:3:25: delivery partner: found '1', expected another node from 1 to 2; is the file truncated?"
        },
        {
            With("90 1 0", "90 2 0"),
            "i.txt:3:25: delivery partner: found '2', expected a node that names node 1 as its partner"
        },
        { With("50 0 0 1236", "50 5 0 1236"), "i.txt:2:9: demand of the depot: found '5', expected 0" },
        { With("1236 0 0 0", "1236 0 1 0"), "i.txt:2:20: partners of the depot: found 1 and 0, expected 0 and 0" },
        {
            LiLim[..LiLim.LastIndexOf(" 90 1 0", StringComparison.Ordinal)],
            "i.txt:4:1: node: found 6 columns, expected 9 columns: "
            + "number, x, y, demand, ready, due, service, pickup, delivery; is the file truncated?"
        },
        {
            "2 200 1\n0 40 50 0 0 1236 0 0 0",
            "i.txt:2:1: nodes: found 1, expected the depot and at least one pickup and delivery; is the file truncated?"
        },
        {
            LiLim[..LiLim.LastIndexOf('\n')],
            "i.txt:3:1: nodes: found 2, expected the depot and at least one pickup and delivery; is the file truncated?"
        },
    };

    public static TheoryData<string, string> BrokenSolomon => new()
    {
        {
            "C101",
            "i.txt:1:1: instance: found the end of the file, expected name, VEHICLE, CUSTOMER and the nodes; is "
            + "the file truncated?"
        },
        { Other("VEHICLE", "LORRIES"), "i.txt:3:1: section: found 'LORRIES', expected VEHICLE" },
        { Other("CUSTOMER", "CLIENTS"), "i.txt:7:1: section: found 'CLIENTS', expected CUSTOMER" },
        {
            Other("  25         200", "25 200 1"),
            "i.txt:5:1: vehicles: found 3 columns, expected 2 columns: number of vehicles and capacity"
        },
        { Other("  25  ", "  x5  "), "i.txt:5:3: vehicles: found 'x5', expected a whole number from 1 to 10000" },
        { Other("200", "0"), "i.txt:5:14: capacity: found '0', expected a number from 0.001 to 10000000" },
        {
            Other(" 10        912", " -1        912"),
            "i.txt:11:34: demand: found '-1', expected a number from 0 to 200"
        },
        {
            Other(" 10        912", " 201       912"),
            "i.txt:11:34: demand: found '201', expected a number from 0 to 200"
        },
        {
            Other("    1      45", "    2      45"),
            "i.txt:11:5: node number: found '2', expected 1, as nodes are numbered 0, 1, 2, ..."
        },
        {
            Other("967         90", "967"),
            "i.txt:11:5: node: found 6 columns, expected 7 columns: number, x, y, demand, ready, due, service; is "
            + "the file truncated?"
        },
        {
            Solomon[..Solomon.LastIndexOf('\n')],
            "i.txt:10:1: nodes: found 1, expected the depot and at least one customer; is the file truncated?"
        },
    };

    [Fact]
    public void A_Li_Lim_file_is_read()
    {
        var instance = InstanceReader.Read(LiLim, "data/lc999.txt").Instance.ShouldNotBeNull();

        instance.Name.ShouldBe("lc999");
        instance.Family.ShouldBe(RoutingFamily.PickupAndDelivery);
        (instance.Vehicles, instance.Capacity, instance.Requests).ShouldBe((2, 200.0, 1));
        instance.Nodes[1].ShouldBe(new RoutingNode(1, 45, 68, 10, 912, 967, 90, 0, 2));
    }

    [Fact]
    public void A_Solomon_file_is_read_with_blank_lines_and_carriage_returns()
    {
        var instance = InstanceReader.Read("\uFEFF" + Solomon.ReplaceLineEndings("\r\n"), "x")
            .Instance.ShouldNotBeNull();

        instance.Name.ShouldBe("C101");
        instance.Family.ShouldBe(RoutingFamily.DeliveryOnly);
        (instance.Vehicles, instance.Capacity, instance.Requests).ShouldBe((25, 200.0, 1));
    }

    [Theory]
    [MemberData(nameof(BrokenLiLim))]
    public void A_broken_Li_Lim_file_is_refused_with_place_and_reason(string text, string expected) =>
        LiLimReader.Read(text, "i.txt").Errors[0].ToString().ShouldBe(expected);

    [Theory]
    [MemberData(nameof(BrokenSolomon))]
    public void A_broken_Solomon_file_is_refused_with_place_and_reason(string text, string expected) =>
        SolomonReader.Read(text, "i.txt").Errors[0].ToString().ShouldBe(expected);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var text = With("2 200 1", "2 200 7").Replace("45 68 10 912 967", "45 6? 10 912 9..", StringComparison.Ordinal);

        LiLimReader.Read(text, "i.txt").Errors.Select(e => e.Field).ShouldBe(["speed", "y", "due time"]);
    }

    [Fact]
    public void A_file_with_too_many_lines_is_refused_before_its_nodes_are_kept()
    {
        var text = LiLim + "\n" + string.Concat(Enumerable.Repeat("9 9 9 9 9 9 9 9 9\n", InstanceLimits.MaxNodes + 50));

        LiLimReader.Read(text, "i.txt").Errors[0].ToString()
            .ShouldBe("i.txt:20003:1: nodes: found more lines, expected at most 20001 nodes");
    }

    [Fact]
    public void A_packed_file_is_read_and_a_damaged_one_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("instances").FullName;
        var path = Path.Combine(folder, "lc1.txt.gz");
        WritePacked(path, Encoding.UTF8.GetBytes(LiLim));

        InstanceReader.ReadFile(path).Instance!.Name.ShouldBe("lc1");
        File.WriteAllBytes(path, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        InstanceReader.ReadFile(path).Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{path}: file: found damaged gzip data, expected a complete gzip file");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void A_packed_file_that_was_cut_off_is_refused(int kept)
    {
        var folder = Directory.CreateTempSubdirectory("instances").FullName;
        var path = Path.Combine(folder, "lc1.txt.gz");
        WritePacked(path, Encoding.UTF8.GetBytes(LiLim));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..kept]);

        InstanceReader.ReadFile(path).Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{path}: file: found damaged gzip data, expected a complete gzip file");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_packed_file_that_unpacks_without_end_is_stopped_at_the_limit()
    {
        var folder = Directory.CreateTempSubdirectory("instances").FullName;
        var path = Path.Combine(folder, "bomb.gz");
        WritePacked(path, new byte[InstanceLimits.MaxBytes + 1]);

        InstanceReader.ReadFile(path).Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{path}: file: found more, expected at most 8388608 bytes of text");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_missing_file_is_an_error_and_no_exception() =>
        InstanceReader.ReadFile("no/such/file.txt").Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe("no/such/file.txt: file: found no such file, expected the path of an instance file");

    private static void WritePacked(string path, byte[] bytes)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write(bytes);
    }

    private static string With(string old, string by) => Replaced(LiLim, old, by);

    private static string Other(string old, string by) => Replaced(Solomon, old, by);

    private static string Replaced(string text, string old, string by)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + old.Length));
    }
}
