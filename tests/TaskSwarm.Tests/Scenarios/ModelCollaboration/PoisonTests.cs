using Shouldly;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

public sealed class PoisonTests
{
    private const string Honest = "[{ name: hospital, count: 10 }]";

    private const string Noisy =
        "[{ name: hospital, count: 8 }, { name: liar, count: 2, poison: { noise: 1 } }]";

    private const string Contrary =
        "[{ name: hospital, count: 8 }, { name: liar, count: 2, poison: { factor: -4 } }]";

    private static readonly Lazy<double> Clean = new(() => Accuracy(Honest, "average"));

    /// <summary>Blanchard et al. 2017 and Yin et al. 2018 promise as much for a fifth of liars.</summary>
    [Theory]
    [InlineData(Noisy, "{ trimmed-mean: 20% }")]
    [InlineData(Noisy, "{ krum: 2, keep: 6 }")]
    [InlineData(Contrary, "{ krum: 2, keep: 6 }")]
    public void A_robust_rule_stands_a_fifth_of_liars(string members, string rule) =>
        Accuracy(members, rule).ShouldBeGreaterThan(Clean.Value - 0.02);

    [Theory]
    [InlineData(Noisy)]
    [InlineData(Contrary)]
    public void A_fifth_of_liars_ruins_an_average(string members) =>
        Accuracy(members, "average").ShouldBeLessThan(Clean.Value - 0.2);

    [Fact]
    public void False_labels_make_a_model_worse() =>
        Accuracy("[{ name: hospital, count: 5 }, { name: liar, count: 5, poison: { labels: 1 } }]", "average")
            .ShouldBeLessThan(Clean.Value - 0.02);

    /// <summary>Of the last model, in the mean of three seeds: 500 images judge one within three points or so.
    /// </summary>
    private static double Accuracy(string members, string rule) => Enumerable.Range(1, 3).Average(
        seed => SomeFederation.Run(
            members, $"rounds: 40, share: 1, rate: 0.1, epochs: 2, aggregation: {rule}", seed: seed)
            .Metric("model.accuracy"));
}
