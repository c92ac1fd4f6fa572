using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>Opens the ONNX files that members name. Members of one file share one model.</summary>
internal static class PretrainedModels
{
    /// <summary>What each group's members are, with their models.</summary>
    /// <param name="scenario">The scenario, which finds files and takes problems.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="images">What models must be able to tell apart.</param>
    /// <returns>In the order of the groups; null if a problem was reported.</returns>
    public static IReadOnlyList<MemberTraits>? Open(
        ScenarioReading scenario, IReadOnlyList<MemberGroup> groups, LabelledImages images)
    {
        var opened = new Dictionary<OnnxSection, OnnxModel?>();
        var traits = new List<MemberTraits>();
        foreach (MemberGroup group in groups)
        {
            OnnxModel? model = null;
            if (group.Onnx is { } named && !opened.TryGetValue(named.Value, out model))
            {
                model = Open(scenario, named, images);
                opened.Add(named.Value, model);
            }

            traits.Add(group.Traits with { Onnx = model });
        }

        return opened.ContainsValue(null) ? null : traits;
    }

    private static OnnxModel? Open(ScenarioReading scenario, Located<OnnxSection> named, LabelledImages images)
    {
        string found = $"\"{named.Value.File}\"";
        try
        {
            byte[] bytes = scenario.ReadBytes(named.Value.File, OnnxFile.Read);
            OnnxModel model = OnnxModel.Load(bytes, named.Value.Output, named.Value.Operations);
            if (model.Inputs == images.Inputs && model.Classes == images.Classes)
            {
                return model;
            }

            found += $", a model of {model.Inputs} pixels and {model.Classes} classes";
            model.Dispose();
        }
        catch (InvalidDataException error)
        {
            found += $", but {error.Message}";
        }

        scenario.Problem(named.Problem(
            found, $"an ONNX file of a classifier of {images.Inputs} pixels and {images.Classes} classes",
            "try it with: taskswarm model show FILE"));
        return null;
    }
}
