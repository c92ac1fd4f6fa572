using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Time;

public sealed class SimTimeTests
{
    [Property]
    public void Adding_and_taking_away_a_span_leads_back(int at, int span) =>
        (new SimTime(at) + new SimDuration(span) - new SimDuration(span)).ShouldBe(new SimTime(at));

    [Property]
    public void The_difference_of_two_instants_leads_from_one_to_the_other(int a, int b) =>
        (new SimTime(b) + (new SimTime(a) - new SimTime(b))).ShouldBe(new SimTime(a));

    [Property]
    public void Order_is_the_order_of_microseconds(long a, long b)
    {
        (SimTime x, SimTime y) = (new(a), new(b));
        (SimDuration p, SimDuration q) = (new(a), new(b));
        (x < y, x <= y, x > y, x >= y, x == y).ShouldBe((a < b, a <= b, a > b, a >= b, a == b));
        (p < q, p <= q, p > q, p >= q, p == q).ShouldBe((a < b, a <= b, a > b, a >= b, a == b));
        x.CompareTo(y).ShouldBe(a.CompareTo(b));
        p.CompareTo(q).ShouldBe(a.CompareTo(b));
        SimTime.Min(x, y).Micros.ShouldBe(Math.Min(a, b));
        SimTime.Max(x, y).Micros.ShouldBe(Math.Max(a, b));
    }

    [Fact]
    public void Arithmetic_that_leaves_64_bits_is_an_error_and_never_wraps()
    {
        var one = new SimDuration(1);
        Should.Throw<OverflowException>(() => SimTime.Never + one);
        Should.Throw<OverflowException>(() => new SimTime(long.MinValue) - one);
        Should.Throw<OverflowException>(() => SimTime.Never - new SimTime(-1));
        Should.Throw<OverflowException>(() => new SimDuration(long.MaxValue) + one);
        Should.Throw<OverflowException>(() => new SimDuration(long.MinValue) - one);
        Should.Throw<OverflowException>(() => new SimDuration(long.MaxValue) * 2);
        Should.Throw<OverflowException>(() => SimDuration.FromMillis(long.MaxValue / 10));
    }

    [Theory]
    [InlineData(1.5, 1_500_000)]
    [InlineData(0.0000005, 1)]
    [InlineData(0.00000049, 0)]
    [InlineData(-0.0000005, -1)]
    [InlineData(0, 0)]
    public void Seconds_become_the_nearest_microsecond_halves_away_from_zero(double seconds, long micros)
    {
        SimDuration.FromSeconds(seconds).Micros.ShouldBe(micros);
        SimTime.FromSeconds(seconds).Micros.ShouldBe(micros);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e13)]
    public void Seconds_beyond_64_bits_are_refused(double seconds)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => SimDuration.FromSeconds(seconds));
        Should.Throw<ArgumentOutOfRangeException>(() => SimDuration.CeilingSeconds(seconds));
    }

    [Fact]
    public void A_ceiling_is_never_shorter_than_what_was_asked()
    {
        SimDuration.CeilingSeconds(0.0000001).Micros.ShouldBe(1);
        SimDuration.CeilingSeconds(2).Micros.ShouldBe(2_000_000);
        SimDuration.CeilingSeconds(-0.0000001).Micros.ShouldBe(0);
    }

    [Fact]
    public void People_read_seconds()
    {
        SimTime.FromSeconds(1.25).ToString().ShouldBe("1.25s");
        SimTime.Never.ToString().ShouldBe("never");
        SimDuration.FromMillis(20).ToString().ShouldBe("0.02s");
    }
}
