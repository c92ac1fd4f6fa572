using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class QuantityTests
{
    [Theory]
    [InlineData("20ms", 20_000)]
    [InlineData("1.5s", 1_500_000)]
    [InlineData("0.1s", 100_000)]
    [InlineData("0.000001s", 1)]
    [InlineData("4.35s", 4_350_000)]
    [InlineData("3 min", 180_000_000)]
    [InlineData("5m", 300_000_000)]
    [InlineData("2h", 7_200_000_000)]
    [InlineData("1.5d", 129_600_000_000)]
    [InlineData("7us", 7)]
    [InlineData("0", 0)]
    [InlineData("-0.0", 0)]
    public void Times_are_exact_microseconds(string text, long micros) =>
        Parse(Shape.Duration(), text).Micros.ShouldBe(micros);

    [Property]
    public void Times_written_as_decimals_of_any_unit_are_read_back_exactly(PositiveInt count)
    {
        var micros = (decimal)count.Get * 7919;
        foreach (var (unit, size) in new (string, decimal)[] { ("us", 1), ("ms", 1_000), ("s", 1_000_000) })
        {
            var text = (micros / size).ToString(CultureInfo.InvariantCulture) + unit;

            Parse(Shape.Duration(), text).Micros.ShouldBe((long)micros, text);
        }
    }

    [Theory]
    [InlineData("90", "found 90; expected a time from 0s to 36500d, such as 20ms, 1.5s or 2h; write the unit")]
    [InlineData("-5s", "found \"-5s\"")]
    [InlineData("0.5us", "found \"0.5us\"")]
    [InlineData("5 parsec", "units are us, ms, s, min, m, h, d")]
    [InlineData("1e3s", "found \"1e3s\"")]
    [InlineData("40000d", "found \"40000d\"")]
    [InlineData("99999999999999999999s", "found")]
    [InlineData("\"20ms\\n\"", "found")]
    [InlineData(".nan", "found \".nan\"")]
    [InlineData(".inf", "found \".inf\"")]
    [InlineData("~", "found nothing")]
    [InlineData("[1s]", "found a list of 1 item")]
    [InlineData("{a: 1s}", "found a map with a")]
    public void Times_that_are_not_are_refused(string text, string message) =>
        Refusal(Shape.Duration(), text).ShouldContain(message);

    [Theory]
    [InlineData("250mm", 0.25)]
    [InlineData("1.5km", 1500)]
    [InlineData("-3", -3)]
    [InlineData("2.5 m", 2.5)]
    [InlineData("1e3m", 1000)]
    public void Lengths_are_metres(string text, double metres) => Parse(Shape.Length(), text).ShouldBe(metres);

    [Theory]
    [InlineData("36km/h", 10)]
    [InlineData("8m/s", 8)]
    public void Speeds_are_metres_a_second(string text, double speed) => Parse(Shape.Speed(), text).ShouldBe(speed);

    [Theory]
    [InlineData("0.5%", 0.005)]
    [InlineData("0.25", 0.25)]
    [InlineData("100%", 1)]
    [InlineData("0", 0)]
    public void Shares_are_written_as_percentage_or_number(string text, double share) =>
        Parse(Shape.Ratio(), text).ShouldBe(share);

    [Fact]
    public void Other_quantities_are_in_SI_units()
    {
        Parse(Shape.Mass(), "1500g").ShouldBe(1.5);
        Parse(Shape.Energy(), "50Wh").ShouldBe(180_000);
        Parse(Shape.Power(), "1.2kW").ShouldBe(1200);
        Parse(Shape.Angle(), "180deg").ShouldBe(Math.PI);
        Parse(Shape.Acceleration(), "3m/s2").ShouldBe(3);
        Parse(Shape.Force(), "1.5kN").ShouldBe(1500);
        Parse(Shape.Frequency(), "10Hz").ShouldBe(10);
        Parse(Shape.Bandwidth(), "10Mbit/s").ShouldBe(10_000_000);
        Parse(Shape.Bytes(), "1.5kB").ShouldBe(1500);
    }

    [Fact]
    public void A_bound_may_be_excluded()
    {
        Refusal(Shape.Mass(above: "0kg"), "0kg").ShouldContain("a mass above 0kg");
        Refusal(Shape.Mass(above: "0kg"), "0").ShouldContain("a mass above 0kg");
        Parse(Shape.Mass(above: "0kg"), "1g").ShouldBe(0.001);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("2")]
    public void Shares_outside_0_to_1_are_refused(string text) =>
        Refusal(Shape.Ratio(), text).ShouldContain("a share from 0 to 1, such as 0.5% or 0.005");

    [Theory]
    [InlineData("12", 12)]
    [InlineData("1e3", 1000)]
    [InlineData("12.0", 12)]
    public void Whole_numbers_may_be_written_in_any_way_that_is_whole(string text, long value) =>
        Parse(Shape.WholeNumber(), text).ShouldBe(value);

    [Theory]
    [InlineData("\"12\"", "found \"12\" in quotes")]
    [InlineData("1.5", "found 1.5")]
    [InlineData("1e30", "found 1e30")]
    [InlineData("0", "a whole number from 1 to 5")]
    [InlineData("true", "found true")]
    public void Whole_numbers_that_are_not_are_refused(string text, string message) =>
        Refusal(Shape.WholeNumber(1, 5), text).ShouldContain(message);

    private static T Parse<T>(Shape<T> shape, string text)
    {
        var problems = new Problems();
        shape.TryParse("f", text, problems, out var value);
        problems.InOrder().ShouldBeEmpty();
        return value!;
    }

    private static string Refusal<T>(Shape<T> shape, string text)
    {
        var problems = new Problems();
        shape.TryParse("f", text, problems, out _).ShouldBeFalse();
        return problems.InOrder().ShouldHaveSingleItem().ToString();
    }
}
