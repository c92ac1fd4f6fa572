using TaskSwarm.Kernel.Faults;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>One entry of <c>squads</c>.</summary>
/// <param name="Name">The squad's name.</param>
/// <param name="Parent">The squad above, if any.</param>
/// <param name="Members">Names and patterns of the agents in it.</param>
/// <param name="Supervision">Its policy, if it has one of its own.</param>
/// <param name="OnEscalation">What an escalated failure does, if said.</param>
internal sealed record SquadDeclaration(
    Located<string> Name, Located<string>? Parent, IReadOnlyList<Located<string>> Members,
    SupervisionPolicy? Supervision, SupervisionPolicy? OnEscalation)
{
    private static readonly Field<Located<string>> NameField = Field.Required(
        "name", "the squad's name", Shape.Name().Located());

    private static readonly Field<Located<string>> ParentField = Field.Optional(
        "parent", "the squad that supervises this one", Shape.Name().Located());

    private static readonly Field<IReadOnlyList<Located<string>>> MembersField = Field.WithDefault(
        "agents", "the squad's agents: a name or pattern (truck-*), or a list of them",
        Shape.Form(
            Shape.NamePattern().Located().Select<IReadOnlyList<Located<string>>>(one => [one]),
            Shape.List(Shape.NamePattern().Located())),
        or: "[]");

    private static readonly Field<SupervisionPolicy> SupervisionField = Field.Optional(
        "supervision", "the squad's own policy instead of the scenario's", SupervisionSection.Shaped);

    private static readonly Field<SupervisionPolicy> OnEscalationField = Field.Optional(
        "onEscalation", "what an escalated failure does to the whole squad", SupervisionSection.Shaped);

    public static SectionShape<SquadDeclaration> Shaped { get; } = Shape.Section(
        "a squad",
        [NameField, ParentField, MembersField, SupervisionField, OnEscalationField],
        read => new SquadDeclaration(
            read.Get(NameField),
            read.Has(ParentField) ? read.Get(ParentField) : null,
            read.Get(MembersField),
            read.Has(SupervisionField) ? read.Get(SupervisionField) : null,
            read.Has(OnEscalationField) ? read.Get(OnEscalationField) : null));
}
