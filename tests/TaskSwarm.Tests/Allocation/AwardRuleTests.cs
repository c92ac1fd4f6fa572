using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Negotiation;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

public sealed class AwardRuleTests
{
    private static readonly string[] Names =
    [
        .. AllocatorCatalog.Instance.All.Where(s => s.Family == StrategyFamily.ContractNet).Select(s => s.Name),
    ];

    [Property]
    public Property Every_rule_awards_a_bid_that_nobody_undercuts_to_the_lowest_agent() => Prop.ForAll(
        Bids().ToArbitrary(),
        Gen.Elements(Names).ToArbitrary(),
        (bids, name) =>
        {
            IAwardRule rule = Create(name, 1);
            Bid? winner = rule.Decide(1, bids, double.PositiveInfinity).Winner;
            winner.ShouldBe(bids.Count == 0
                ? null
                : bids.OrderBy(b => b.Cost).ThenBy(b => b.Bidder.Index).First());
        });

    [Property]
    public Property Iterated_rounds_end_within_their_bound_whatever_is_bid() => Prop.ForAll(
        Bids().ListOf(12).ToArbitrary(),
        Gen.Choose(1, 10).ToArbitrary(),
        (rounds, bound) =>
        {
            var rule = new IteratedLowestCost(bound);
            double previous = double.PositiveInfinity;
            for (int round = 1; round <= bound; round++)
            {
                AwardDecision decision = rule.Decide(round, [.. rounds[round - 1]], previous);
                if (decision.Ceiling is not double ceiling)
                {
                    return;
                }

                round.ShouldBeLessThan(bound);
                decision.Winner.ShouldBeNull();
                ceiling.ShouldBeLessThan(previous);
                previous = ceiling;
            }
        });

    [Fact]
    public void Without_bids_nobody_wins_and_nobody_is_asked_again()
    {
        foreach (string name in Names)
        {
            Create(name, 3).Decide(1, [], double.PositiveInfinity).ShouldBe(AwardDecision.Nobody);
        }
    }

    [Fact]
    public void A_rule_answers_to_the_name_under_which_it_is_listed()
    {
        foreach (string name in Names)
        {
            Create(name, 3).Name.ShouldBe(name);
        }
    }

    [Fact]
    public void An_unknown_strategy_is_refused_with_the_known_ones() =>
        Should.Throw<ArgumentException>(() => Create("magic", 3)).Message.ShouldStartWith(
            "There is no strategy 'magic'; there are ");

    [Fact]
    public void A_bound_of_no_rounds_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new IteratedLowestCost(0));

    private static IAwardRule Create(string name, int maxRounds) =>
        AllocatorCatalog.Instance.CreateAwardRule(name, new StrategyOptions { MaxRounds = maxRounds });

    private static Gen<IReadOnlyList<Bid>> Bids() =>
        from costs in Gen.Choose(0, 5).ListOf()
        select (IReadOnlyList<Bid>)[.. costs.Select((c, i) => new Bid(new AgentId(i), c))];
}
