using TaskSwarm.Learning.Onnx;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>The field <c>onnx</c> of a group of members: the file of a model that was trained elsewhere.</summary>
/// <param name="File">Its path, relative to the scenario.</param>
/// <param name="Output">What comes out of it.</param>
/// <param name="Operations">Floating-point operations of one image; null: two for each weight.</param>
internal sealed record OnnxSection(string File, OnnxOutput Output = OnnxOutput.AsFile, double? Operations = null)
{
    private static readonly Field<string> FileField = Field.Required(
        "file", "an ONNX file, relative to the scenario", Shape.Text());

    private static readonly Field<OnnxOutput> OutputField = Field.Optional(
        "output", "what comes out of it; otherwise probabilities if its last operator is Softmax, or else logits",
        Shape.Choice(("logits", OnnxOutput.Logits), ("probabilities", OnnxOutput.Probabilities)));

    private static readonly Field<double> OperationsField = Field.Optional(
        "operations", "floating-point operations that one image takes; otherwise two for each weight of the file",
        Shape.Number(min: 1, max: 1e15));

    /// <summary>The field as a file may write it.</summary>
    public static Shape<Located<OnnxSection>> Shaped { get; } = Shape.Form(
        scalar: Shape.Text().Select(file => new OnnxSection(file)),
        map: Shape.Section(
            "an ONNX file", [FileField, OutputField, OperationsField],
            read => new OnnxSection(
                read.Get(FileField), read.Get(OutputField, OnnxOutput.AsFile),
                read.Has(OperationsField) ? read.Get(OperationsField) : null))).Located();
}
