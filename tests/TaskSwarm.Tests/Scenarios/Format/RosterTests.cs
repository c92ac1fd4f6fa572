using Shouldly;
using TaskSwarm.Scenarios.Format.Common;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class RosterTests
{
    [Theory]
    [InlineData("truck-*", "truck-1", true)]
    [InlineData("*", "anything", true)]
    [InlineData("*-1", "truck-1", true)]
    [InlineData("t*k-?", "truck-1", true)]
    [InlineData("truck-?", "truck-12", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b", "xxaxxbx", false)]
    [InlineData("truck", "truck-1", false)]
    public void Patterns_match_whole_names(string pattern, string name, bool isMatch) =>
        Roster.Matches(pattern, name).ShouldBe(isMatch);
}
