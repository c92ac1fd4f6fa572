using Shouldly;
using TaskSwarm.Cli.Screen;
using Xunit;

namespace TaskSwarm.Tests.Cli;

public class AmountTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.00002, "20 us")]
    [InlineData(0.02, "20 ms")]
    [InlineData(1.23456, "1.235 s")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7199.7, "120 min")]
    [InlineData(7200, "2 h")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(180000, "2 d 02 h")]
    [InlineData(-200, "-3 min 20 s")]
    public void Time_takes_the_unit_that_fits(double seconds, string text) => Amount.Time(seconds).ShouldBe(text);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(0.0001234, "1.23e-4")]
    [InlineData(3.14159, "3.142")]
    [InlineData(31.4159, "31.42")]
    [InlineData(314.159, "314.2")]
    [InlineData(3141.59, "3,142")]
    [InlineData(-0.04, "-0.04")]
    public void Numbers_keep_the_digits_that_matter(double value, string text) => Amount.Digits(value).ShouldBe(text);

    [Theory]
    [InlineData(950, "950")]
    [InlineData(84_123, "84.12k")]
    [InlineData(1_500_000, "1.5M")]
    [InlineData(2.5e9, "2.5G")]
    public void Large_numbers_are_shortened(double value, string text) => Amount.Short(value).ShouldBe(text);

    [Theory]
    [InlineData(1, "1 task")]
    [InlineData(0, "0 tasks")]
    [InlineData(1234, "1,234 tasks")]
    public void Nouns_follow_their_number(long n, string text) => Amount.Of(n, "task").ShouldBe(text);

    [Theory]
    [InlineData("tasks.response.seconds", 0.25, "tasks", "response", "250 ms")]
    [InlineData("tasks.success.rate", 0.5, "tasks", "success rate", "50 %")]
    [InlineData("distance.km", 12, "distance", "distance", "12 km")]
    [InlineData("formation.rmse.m", 1.5, "formation", "rmse", "1.5 m")]
    [InlineData("speed.metres.per.second", 4, "speed", "speed", "4 m/s")]
    [InlineData("tasks.throughput.per.second", 4, "tasks", "throughput", "4/s")]
    [InlineData("network.bytes", 2_500_000, "network", "bytes", "2.5 MB")]
    [InlineData("energy.kj", 2500, "energy", "energy", "2.5 MJ")]
    [InlineData("collisions", 3, "collisions", "collisions", "3")]
    public void Names_of_metrics_tell_their_unit(string name, double value, string group, string label, string text)
    {
        MetricFormat format = MetricFormat.Of(name);

        format.Group.ShouldBe(group);
        format.Label.ShouldBe(label);
        format.Write(value).ShouldBe(text);
    }

    [Fact]
    public void The_figures_of_a_distribution_share_a_row()
    {
        var metrics = new Dictionary<string, double>
        {
            ["network.bytes"] = 1,
            ["alone.max"] = 2,
            ["wait.seconds.mean"] = 3,
            ["wait.seconds.p50"] = 4,
            ["wait.seconds.p95"] = 5,
            ["wait.seconds.max"] = 6,
            ["hidden"] = 7,
        };

        IReadOnlyList<MetricRow> rows = MetricRow.Of(metrics, without: ["hidden"]);

        rows.Select(r => r.Format.Group).ShouldBe(["alone", "wait", "network"]);
        rows[1].Figures.ShouldBe([3, 4, 5, 6]);
    }
}
