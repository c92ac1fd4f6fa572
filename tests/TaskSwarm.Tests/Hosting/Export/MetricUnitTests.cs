using Shouldly;
using TaskSwarm.Hosting.Export;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

public sealed class MetricUnitTests
{
    [Theory]
    [InlineData("tasks.response.seconds.p95", "s")]
    [InlineData("tasks.throughput.per.second", "1/s")]
    [InlineData("vehicles.standing.hours", "h")]
    [InlineData("distance.km", "km")]
    [InlineData("formation.rmse.m.mean", "m")]
    [InlineData("gap.distance.percent", "%")]
    [InlineData("crew.utilisation.max", "1")]
    [InlineData("tasks.success.rate", "1")]
    [InlineData("network.bytes", "B")]
    [InlineData("energy.kj", "kJ")]
    [InlineData("network.messages", null)]
    [InlineData("collisions", null)]
    public void The_last_words_of_a_metric_say_its_unit(string name, string? unit) =>
        MetricUnit.Of(name).ShouldBe(unit);
}
