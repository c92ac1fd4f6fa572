using System.Globalization;
using Shouldly;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Format;

public class YamlReaderTests
{
    private static readonly Shape<IReadOnlyList<KeyValuePair<string, long>>> Counts =
        Shape.Map(Shape.WholeNumber());

    [Fact]
    public void Anchors_and_aliases_repeat_a_value()
    {
        var list = Read("[&a {x: 1}, *a, *a]").ShouldBeOfType<ListNode>();

        list.Items.Count.ShouldBe(3);
        list.Items[2].ShouldBeSameAs(list.Items[0]);
    }

    [Fact]
    public void Merge_keys_give_way_to_own_keys_and_earlier_maps_win()
    {
        var text = """
            - &a {x: 1, y: 1}
            - &b {x: 2, y: 2, z: 2}
            - {<<: [*a, *b], y: 9}
            """;

        var merged = Read(text).ShouldBeOfType<ListNode>().Items[2];

        merged.ToJson()!.ToJsonString().ShouldBe("""{"y":9,"x":1,"z":2}""");
    }

    [Theory]
    [InlineData("a: [1,\n b: 2",
        "f:3:1: found text that is not YAML (while parsing a flow sequence, did not find expected ',' or ']')")]
    [InlineData("a: 1\n\tb: 2", "f:2:1: found text")]
    [InlineData("a: *nothing", "f:1:4: found *nothing, an alias of nothing; expected the name of an anchor")]
    [InlineData("a: &x [1, *x]", "f:1:11: found *x inside its own anchor")]
    [InlineData("a: 1\nb: 2\na: 3",
        "f:3:1: a: found the same key again; expected every key once; the first is at line 1")]
    [InlineData("{[1]: 2}", "f:1:2: found a list of 1 item as a key; expected a name as a key")]
    [InlineData("a: !!int 3", "a: found the tag tag:yaml.org,2002:int; expected a value without a tag")]
    [InlineData("a: 1\n---\nb: 2", "f:2:1: found a second document; expected one document a file")]
    [InlineData("a: {<<: 3}", "f:1:9: a.<<: found 3; expected a map, or a list of maps, to merge")]
    [InlineData("a: \u0000", "f:1:4: found the character U+0000")]
    public void Text_that_is_not_plain_YAML_is_refused_with_its_place(string text, string message)
    {
        var problems = new Problems();

        YamlReader.Read(new SourceText("f", text), problems);

        problems.InOrder().ShouldHaveSingleItem().ToString().ShouldContain(message);
    }

    [Fact]
    public void A_billion_laughs_are_refused_before_they_are_expanded()
    {
        var lines = Enumerable.Range(1, 12).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]"));
        var text = "a0: &a0 [lol, lol]\n" + string.Join('\n', lines);

        var problems = new Problems();

        YamlReader.Read(new SourceText("f", text), problems).ShouldBeNull();
        problems.InOrder()[0].ToString().ShouldContain("more values than the limit");
    }

    [Fact]
    public void A_tower_of_aliases_is_refused()
    {
        var floors = Enumerable.Range(1, 40).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]"));
        var problems = new Problems();

        YamlReader.Read(new SourceText("f", "a0: &a0 [1]\n" + string.Join('\n', floors)), problems).ShouldBeNull();

        problems.InOrder()[0].ToString().ShouldContain("nested deeper");
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    public void Endless_nesting_is_refused(char open)
    {
        var text = open == '-' ? string.Concat(Enumerable.Repeat("- ", 100_000)) : new string(open, 200_000);
        var problems = new Problems();

        YamlReader.Read(new SourceText("f", text), problems).ShouldBeNull();

        problems.InOrder()[0].Found.ShouldContain("nested deeper");
    }

    [Fact]
    public void Problems_name_path_and_place()
    {
        var problems = new Problems();

        Counts.TryParse("f.yaml", "a: 1\nb: two", problems, out _).ShouldBeFalse();

        problems.InOrder()[0].ToString().ShouldBe("f.yaml:2:4: b: found \"two\"; expected a whole number");
    }

    private static SourceNode Read(string text)
    {
        var problems = new Problems();
        var node = YamlReader.Read(new SourceText("f", text), problems);
        problems.InOrder().ShouldBeEmpty();
        return node.ShouldNotBeNull();
    }
}
