using System.Collections;
using System.Globalization;
using System.Reflection;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Hosting.Differences;

/// <summary>Writes events as text, field by field, with the names of agents and tasks.</summary>
internal static class EventText
{
    /// <summary>The event's name and all of its fields.</summary>
    public static string Of(RunFacts facts, DomainEvent e) => string.Join(
        ' ', [e.Name, .. Fields(e).Select(f => $"{f.Name}={Value(facts, f.GetValue(e))}")]);

    /// <summary>The fields in which two events of one type differ.</summary>
    public static IReadOnlyList<PartedField> Differences(
        RunFacts first, DomainEvent one, RunFacts second, DomainEvent other) =>
    [
        .. Fields(one)
            .Select(f => new PartedField(f.Name, Value(first, f.GetValue(one)), Value(second, f.GetValue(other))))
            .Where(f => f.First != f.Second),
    ];

    private static IEnumerable<PropertyInfo> Fields(DomainEvent e) => e.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.Name != nameof(DomainEvent.Name)).OrderBy(p => p.MetadataToken);

    private static string Value(RunFacts facts, object? value) => value switch
    {
        null => "none",
        string text => text,
        AgentId agent => facts.NameOf(agent),
        TaskId task => facts.NameOf(task),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(i => Value(facts, i))) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
