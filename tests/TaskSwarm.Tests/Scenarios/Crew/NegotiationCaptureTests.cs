using Shouldly;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class NegotiationCaptureTests
{
    [Theory]
    [InlineData("cbba", 1)]
    [InlineData("cbba", 3)]
    [InlineData("sequential-auction", 1)]
    [InlineData("sequential-auction", 11)]
    [InlineData("combinatorial-auction", 2)]
    public void Agents_in_the_middle_of_a_negotiation_are_restored_whole(string strategy, int everyWindow)
    {
        CrewPlan plan = SomeCrews.RandomGraph(strategy, 5, 5, 25) with { Links = SomeCrews.RandomLinks(5, 5) };

        // The stamps of the news that are being heard are no state.
        CaptureCheck.Run(SomeCrews.Run(plan, loss: 0.05), everyWindow, f => f.Name == "_theirs").ShouldBeEmpty();
    }
}
