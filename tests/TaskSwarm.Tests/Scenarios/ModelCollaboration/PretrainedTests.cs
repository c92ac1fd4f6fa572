using Shouldly;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.ModelCollaboration;

/// <summary>Members whose models come from ONNX files.</summary>
public sealed class PretrainedTests
{
    private const string Members =
        "[{ name: old, count: 3, onnx: digits.onnx }, { name: young, classes: [0, 1], hidden: [8] }]";

    private static readonly string Folder = WorkingCopy.PathOf("tests", "TaskSwarm.Tests", "Data");

    [Fact]
    public void Nodes_get_the_bytes_of_a_model_with_the_scenario()
    {
        ScenarioResult here = Load(Members, Folder, new Dictionary<string, string>());

        ScenarioResult elsewhere = Load(Members, "nowhere", here.Companions);

        here.Companions.Keys.ShouldBe(["digits.onnx"]);
        Convert.FromBase64String(here.Companions["digits.onnx"])
            .ShouldBe(File.ReadAllBytes(Path.Combine(Folder, "digits.onnx")));
        SequentialHost.Run(Good(elsewhere)).Digest.ShouldBe(SequentialHost.Run(Good(here)).Digest);
    }

    [Fact]
    public void Bytes_that_were_damaged_on_the_way_are_refused()
    {
        var damaged = new Dictionary<string, string> { ["digits.onnx"] = "%" };

        Load(Members, Folder, damaged).Problems.Single().ToString().ShouldContain(
            "members[0].onnx: found \"digits.onnx\", but what is stored of it is damaged; expected an ONNX file of a "
            + "classifier of 784 pixels and 10 classes");
    }

    [Fact]
    public void Groups_of_one_file_share_one_model_and_nobody_else_has_one()
    {
        IReadOnlyList<OnnxModel?> models = ModelsOf("""
            [
              { name: old, onnx: digits.onnx }, { name: young }, { name: older, onnx: { file: digits.onnx } },
              { name: slow, onnx: { file: digits.onnx, output: logits, operations: 1e9 } },
            ]
            """.ReplaceLineEndings(" "));

        models[0]!.OperationsPerImage.ShouldBe(2 * 6370);
        models[0]!.GivesProbabilities.ShouldBeTrue();
        models[1].ShouldBeNull();
        models[2].ShouldBeSameAs(models[0]);
        models[3]!.OperationsPerImage.ShouldBe(1e9);
        models[3]!.GivesProbabilities.ShouldBeFalse();
    }

    private static IReadOnlyList<OnnxModel?> ModelsOf(string members)
    {
        var kind = new GroupsKind();
        ScenarioLoading.Loader([kind]).LoadText(
            Path.Combine(Folder, "groups.yaml"),
            $$"""
            taskswarm: 1
            kind: groups
            name: some-groups
            duration: 1h
            members: {{members}}
            """,
            ScenarioOverrides.None).Problems.ShouldBeEmpty();
        return kind.Models;
    }

    private static Simulation Good(ScenarioResult loaded)
    {
        loaded.Problems.Select(p => p.ToString()).ShouldBeEmpty();
        return loaded.Simulation!;
    }

    private static ScenarioResult Load(
        string members, string folder, IReadOnlyDictionary<string, string> companions) =>
        ScenarioLoading.Loader().LoadText(
            Path.Combine(folder, "fusion.yaml"),
            $$"""
            taskswarm: 1
            kind: model-collaboration
            name: some-fusion
            duration: 1h
            members: {{members}}
            collaboration: { protocol: fusion, rounds: 2, rate: 0.1 }
            """,
            ScenarioOverrides.None, companions);
}
