using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Codec;

/// <summary>
/// What of an immutable record is written: the parameters of its constructor with the most parameters, in their order,
/// then its other properties that can be set, by name. A record without any is the one that a static field of the
/// type holds, if there is one.
/// </summary>
internal sealed class RecordLayout
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private RecordLayout(ConstructorInfo? constructor, PropertyInfo[] parameters, PropertyInfo[] others)
    {
        Constructor = constructor;
        Parameters = parameters;
        Others = others;
    }

    /// <summary>The constructor; null for a value type without one.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>The property of each parameter, in order.</summary>
    public PropertyInfo[] Parameters { get; }

    /// <summary>Properties that are set after construction, by name.</summary>
    public PropertyInfo[] Others { get; }

    /// <summary>The layout of a record type.</summary>
    /// <exception cref="NotSupportedException">The type holds something that it does not show as a property.
    /// </exception>
    public static RecordLayout Of(Type type)
    {
        PropertyInfo[] properties =
        [
            .. type.GetProperties(Declared)
                .Where(p => p.Name != "EqualityContract" && p.GetIndexParameters().Length == 0)
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
        ConstructorInfo? constructor = type.GetConstructors(Declared)
            .Where(c => !IsCopy(c, type))
            .OrderByDescending(c => c.GetParameters().Length)
            .FirstOrDefault();
        PropertyInfo[] parameters =
        [
            .. (constructor?.GetParameters() ?? []).Select(p => PropertyFor(properties, p)
                ?? throw new NotSupportedException(
                    $"{type.FullName} takes {p.Name}, which it does not show as a property.")),
        ];
        PropertyInfo[] others =
        [
            .. properties.Where(p => p.SetMethod is not null && !parameters.Contains(p)),
        ];
        return new RecordLayout(constructor, parameters, others);
    }

    /// <summary>The fields of a type and of all that they hold, in words that change when they do.</summary>
    public static string Describe(Type type)
    {
        var text = new StringBuilder();
        Describe(type, text, [], top: true);
        return text.ToString();
    }

    /// <summary>Whether a type is written with its manifest, since any of several may stand there.</summary>
    public static bool IsOpen(Type type) =>
        (type.IsInterface || type.IsAbstract)
        && (typeof(IMessage).IsAssignableFrom(type) || typeof(DomainEvent).IsAssignableFrom(type));

    /// <summary>The type of a list's items; null if it is no list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is Type generic
            && (generic == typeof(IReadOnlyList<>) || generic == typeof(ImmutableArray<>))
            ? type.GetGenericArguments()[0]
        : null;

    private static void Describe(Type type, StringBuilder text, List<Type> within, bool top)
    {
        text.Append(type.IsGenericType ? type.GetGenericTypeDefinition().Name : type.Name);
        if (type.IsEnum)
        {
            text.Append('[').AppendJoin(',', Enum.GetNames(type)).Append(']');
        }
        else if (ItemOf(type) is Type item)
        {
            Describe(item, text, within, top: false);
        }
        else if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            Describe(inner, text, within, top: false);
        }
        else if ((top || !IsOpen(type)) && type.Namespace?.StartsWith("TaskSwarm", StringComparison.Ordinal) == true
            && !within.Contains(type))
        {
            DescribeFields(type, text, [.. within, type]);
        }
        else if (type.IsGenericType)
        {
            foreach (FieldInfo field in type.GetFields())
            {
                Describe(field.FieldType, text, within, top: false);
            }
        }
    }

    private static void DescribeFields(Type type, StringBuilder text, List<Type> within)
    {
        RecordLayout layout = Of(type);
        text.Append('(');
        foreach (PropertyInfo property in (PropertyInfo[])[.. layout.Parameters, .. layout.Others])
        {
            text.Append(property.Name).Append(':');
            Describe(property.PropertyType, text, within, top: false);
            text.Append(';');
        }

        text.Append(')');
    }

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [ParameterInfo only] && only.ParameterType == type;

    private static PropertyInfo? PropertyFor(PropertyInfo[] properties, ParameterInfo parameter) =>
        properties.FirstOrDefault(p => p.PropertyType == parameter.ParameterType
            && string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
}
