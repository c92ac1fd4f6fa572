using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Export;

/// <summary>
/// The fields of an event, a message or what they hold, as exports name them: <c>CompletedAt</c>, an instant, is
/// <c>completed_at_s</c>. Those of the constructor come first, in its order.
/// </summary>
internal sealed class RecordFields
{
    private static readonly ConcurrentDictionary<Type, RecordFields> Known = new();

    private readonly Dictionary<string, Func<object, object?>> _byName = new(StringComparer.Ordinal);

    private RecordFields(Type type)
    {
        PropertyInfo[] properties = [.. Order(type)];
        All = [.. properties.Select(p => (JsonText.Name(NameOf(p)), Getter(type, p)))];
        foreach (PropertyInfo property in properties)
        {
            _byName.TryAdd(property.Name, Getter(type, property));
        }
    }

    /// <summary>Names and how to get the values.</summary>
    public IReadOnlyList<(JsonEncodedText Name, Func<object, object?> Value)> All { get; }

    /// <summary>The fields of a type.</summary>
    public static RecordFields Of(Type type) => Known.GetOrAdd(type, static t => new RecordFields(t));

    /// <summary>The value of a field by the name that it has in code; null without such a field.</summary>
    public object? Find(object record, string name) =>
        _byName.TryGetValue(name, out Func<object, object?>? value) ? value(record) : null;

    private static IEnumerable<PropertyInfo> Order(Type type)
    {
        PropertyInfo[] properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetIndexParameters().Length == 0)
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
        ParameterInfo[] parameters = type.GetConstructors()
            .OrderByDescending(c => c.GetParameters().Length)
            .FirstOrDefault()?.GetParameters() ?? [];
        PropertyInfo[] first =
        [
            .. parameters.SelectMany(parameter => properties.Where(p => p.PropertyType == parameter.ParameterType
                && string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))),
        ];
        return first.Concat(properties.Where(p => p.SetMethod is not null && !first.Contains(p)));
    }

    private static string NameOf(PropertyInfo property)
    {
        string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(SimTime) || type == typeof(SimDuration) ? name + "_s" : name;
    }

    // Compiled, since a long run has a hundred million events.
    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        ParameterExpression record = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(record, type), property), typeof(object)),
            record).Compile();
    }
}
