using Shouldly;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class SectionShapeTests
{
    private static readonly Field<long> Count = Field.Required("count", "how many", Shape.WholeNumber(1, 10));
    private static readonly Field<double> Mass = Field.WithDefault("mass", "of one", Shape.Mass(), or: "1.5kg");
    private static readonly Field<double> Range = Field.Optional("range", "how far", Shape.Length(above: "0m"));

    private static readonly SectionShape<(long, double, double?)> Drones = Shape.Section(
        "the swarm", [Count, Mass, Range], read =>
        {
            if (read.Get(Count) == 7)
            {
                read.Problem(Count, "7", "a number that is not unlucky");
            }
            return (read.Get(Count), read.Get(Mass), read.Has(Range) ? read.Get(Range) : (double?)null);
        });

    [Fact]
    public void Fields_left_out_have_their_default_or_no_value() => Parse("{count: 2}").ShouldBe((2, 1.5, null));

    [Fact]
    public void Written_fields_win() => Parse("{count: 3, mass: 2kg, range: 5m}").ShouldBe((3, 2, 5));

    [Fact]
    public void All_problems_of_a_section_are_reported_at_once()
    {
        Refusals("mess: 3\nmass: 5\nrange: 0m").ShouldBe([
            "f:1:1: count: found nothing; expected a whole number from 1 to 10",
            "f:1:1: mess: found the unknown field \"mess\"; expected only count, mass, range; did you mean \"mass\"?",
            "f:2:7: mass: found 5; expected a mass of at least 0kg, such as 250g, 1.5kg or 2t; write the unit",
            "f:3:8: range: found \"0m\"; expected a length above 0m, such as 20m, 1.5km or 250mm",
        ]);
    }

    [Fact]
    public void Problems_between_fields_refuse_the_section() =>
        Refusals("count: 7").ShouldBe(["f:1:8: count: found 7; expected a number that is not unlucky"]);

    [Fact]
    public void A_default_that_does_not_fit_its_own_shape_is_a_fault_of_the_program() =>
        Should.Throw<ArgumentException>(() => Field.WithDefault("x", "y", Shape.Mass(), or: "five"));

    [Fact]
    public void Keyed_variants_are_told_apart_by_their_key()
    {
        var crash = Field.Required("crash", "who", Shape.Name());
        var cut = Field.Required("cut", "which", Shape.Truth());
        var fault = Shape.Keyed(
            "a fault",
            ("crash", Shape.Section("a crash", [crash], read => read.Get(crash))),
            ("cut", Shape.Section("a cut", [cut], read => "cut")));

        Some(fault, "crash: d-1").ShouldBe("d-1");
        Some(fault, "cut: true").ShouldBe("cut");
        None(fault, "crsh: d-1").ShouldBe(["f:1:1: found a map with crsh; expected a fault: a map with one of crash, "
            + "cut; did you mean \"crash\"?"]);
        None(fault, "{crash: d, cut: true}").ShouldHaveSingleItem().ShouldContain("unknown field \"cut\"");
    }

    [Fact]
    public void Tagged_variants_are_told_apart_by_a_word()
    {
        var radius = Field.Required("radius", "r", Shape.Length());
        var shape = Shape.Tagged(
            "a form", "type", "what form", ("circle", Shape.Section("a circle", [radius], read => read.Get(radius))),
            ("line", Shape.Section("a line", [], _ => 0.0)));

        Some(shape, "{type: circle, radius: 3}").ShouldBe(3);
        Some(shape, "{type: line}").ShouldBe(0);
        None(shape, "{type: cirle}").ShouldBe(
            ["f:1:8: type: found \"cirle\"; expected one of circle, line; did you mean \"circle\"?"]);
        None(shape, "{radius: 3}").ShouldBe(["f:1:1: type: found nothing; expected one of circle, line"]);
        None(shape, "{type: line, radius: 3}").ShouldHaveSingleItem().ShouldContain("expected no fields");
    }

    [Fact]
    public void A_list_is_counted_before_it_is_read() =>
        None(Shape.List(Shape.Truth(), 1, 2), "[1, 2, 3]")
            .ShouldBe(["f:1:1: found a list of 3 items; expected a list of 1 to 2 items"]);

    [Fact]
    public void One_value_may_stand_for_a_list()
    {
        Some(Shape.OneOrMore(Shape.Name()), "a").ShouldBe(["a"]);
        Some(Shape.OneOrMore(Shape.Name()), "[a, b]").ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("netwrok", "network")]
    [InlineData("reply_within", "replyWithin")]
    [InlineData("ntework", "network")]
    [InlineData("zzz", null)]
    public void Misspelt_names_find_the_closest(string name, string? closest) =>
        Suggestion.Closest(name, ["network", "replyWithin", "seed"]).ShouldBe(closest);

    private static (long, double, double?) Parse(string text) => Some(Drones, text);

    private static string[] Refusals(string text) => None(Drones, text);

    private static T Some<T>(Shape<T> shape, string text)
    {
        var problems = new Problems();
        shape.TryParse("f", text, problems, out var value);
        problems.InOrder().ShouldBeEmpty();
        return value!;
    }

    private static string[] None<T>(Shape<T> shape, string text)
    {
        var problems = new Problems();
        shape.TryParse("f", text, problems, out _).ShouldBeFalse();
        return [.. problems.InOrder().Select(problem => problem.ToString())];
    }
}
