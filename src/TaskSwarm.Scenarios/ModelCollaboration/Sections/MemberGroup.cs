using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sections;

/// <summary>An entry of <c>members</c>: some models that are alike but for what they learn from.</summary>
internal sealed record MemberGroup
{
    private static readonly Field<string> NameField = Field.Required(
        "name", "name of the member; with a count, what the numbered names begin with", Shape.Name());

    private static readonly Field<long> CountField = Field.WithDefault(
        "count", "how many there are", Shape.WholeNumber(1, 100_000), or: "1");

    private static readonly Field<double> SpeedField = Field.WithDefault(
        "speed", "billions of floating-point operations that its device does in a second",
        Shape.Number(min: 1e-6, max: 1e9), or: "10");

    private static readonly Field<double> DropOutField = Field.WithDefault(
        "dropOut", "chance that it leaves an order undone without a word", Shape.Ratio(), or: "0%");

    private static readonly Field<StragglerModel> StragglersField = Field.Optional(
        "stragglers", "orders that take longer than they should", StragglerSection.Shaped);

    private static readonly Field<Poison> PoisonField = Field.Optional(
        "poison", "how it lies about what it has learnt", PoisonSection.Shaped);

    private static readonly Field<IReadOnlyList<long>> HiddenField = Field.Optional(
        "hidden", "units of each hidden layer of its own model; otherwise as model says", ModelSection.Layers);

    private static readonly Field<IReadOnlyList<long>> ClassesField = Field.Optional(
        "classes", "the classes of the images that it learns from; otherwise all",
        Shape.List(Shape.WholeNumber(0, 255), 1, 256));

    private static readonly Field<long> ImagesField = Field.Optional(
        "images", "the most images that it learns from; otherwise all that it gets", Shape.WholeNumber(1, 1_000_000));

    private static readonly Field<Located<OnnxSection>> OnnxField = Field.Optional(
        "onnx", "an ONNX file: its members have that model and do not learn", OnnxSection.Shaped);

    public required string Name { get; init; }

    public required int Count { get; init; }

    /// <summary>What they are; without the model of <see cref="Onnx"/>, which is opened later.</summary>
    public required MemberTraits Traits { get; init; }

    public Located<OnnxSection>? Onnx { get; init; }

    /// <summary>The section.</summary>
    public static Shape<MemberGroup> Shaped { get; } = Shape.Section(
        "a group of members",
        [
            NameField, CountField, SpeedField, DropOutField, StragglersField, PoisonField, HiddenField, ClassesField,
            OnnxField, ImagesField, .. ServiceFields.All,
        ],
        From);

    /// <summary>The names of its members.</summary>
    public IEnumerable<string> Names => NumberedNames.Of(Name, Count);

    private static MemberGroup From(SectionReading read)
    {
        StragglerModel? stragglers = read.Has(StragglersField) ? read.Get(StragglersField) : null;
        if (stragglers is { TakeBackAfter: > 0 })
        {
            read.Problem(
                StragglersField, "takeBackAfter", "none here", "the deadline of a round says how long it waits");
        }

        if (read.Has(OnnxField))
        {
            RefuseLearning(read);
        }

        return new MemberGroup
        {
            Name = read.Get(NameField),
            Count = (int)read.Get(CountField),
            Traits = new MemberTraits(
                read.Get(SpeedField) * 1e9, read.Get(DropOutField), stragglers,
                read.Has(PoisonField) ? read.Get(PoisonField) : null,
                Whole(read, HiddenField), Whole(read, ClassesField),
                read.Has(ImagesField) ? (int)read.Get(ImagesField) : null, ServiceFields.Read(read)),
            Onnx = read.Has(OnnxField) ? read.Get(OnnxField) : null,
        };
    }

    /// <summary>A model from a file does not learn: fields that say how it would must not be read as if it did.
    /// </summary>
    private static void RefuseLearning(SectionReading read)
    {
        foreach (Field field in new Field[] { HiddenField, ClassesField }.Where(read.Has))
        {
            read.Problem(
                field, $"{field.Name} beside onnx", "one of them", "the file holds a model that has learnt already");
        }

        if (read.Has(PoisonField) && read.Get(PoisonField).LabelShift > 0)
        {
            read.Problem(
                PoisonField, "labels beside onnx", "noise, if it is to lie",
                "it learns nothing, so nothing wrong either");
        }
    }

    private static int[]? Whole(SectionReading read, Field<IReadOnlyList<long>> field) =>
        read.Has(field) ? [.. read.Get(field).Select(number => (int)number)] : null;
}
