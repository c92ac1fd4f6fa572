using System.Collections.Immutable;
using System.Reflection;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// Makes values of any type by their constructors, and all values that differ from them in one place.
/// </summary>
internal static class Sample
{
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            return Of(inner);
        }

        if (ItemOf(type) is Type item)
        {
            return Many(item, Of(item), Of(item));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            Type element = type.GetGenericArguments()[0];
            return typeof(Sample).GetMethod(nameof(Frozen), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(element).Invoke(null, [Of(element)])!;
        }

        if (type == typeof(IMessage))
        {
            return Of(typeof(Refuse));
        }

        return Simple(type, 0) ?? Make(type, [.. Constructor(type).GetParameters().Select(p => Of(p.ParameterType))]);
    }

    /// <summary>Values that differ from <see cref="Of"/> in one leaf, one missing item, or in being null.</summary>
    public static IEnumerable<object> Variants(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            return Variants(inner);
        }

        if (ItemOf(type) is Type item)
        {
            return [Many(item, Of(item)), .. Variants(item).Select(v => Many(item, Of(item), v))];
        }

        return Simple(type, 1) is object other ? [other] : VariantsOfParts(type);
    }

    /// <summary>A value of a type that is not the given one; null if the type has no other.</summary>
    public static object? OtherThan(Type type, object? value)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return type != plain || value is null || !Equals(Of(plain), value) ? (value is null ? Of(plain) : null)
            : plain.IsGenericType && ItemOf(plain) is null ? Activator.CreateInstance(plain)
            : plain == typeof(IMessage) ? null
            : Variants(plain).First();
    }

    public static ConstructorInfo Constructor(Type type) => type
        .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
        .OrderByDescending(c => c.GetParameters().Length)
        .First();

    private static IEnumerable<object> VariantsOfParts(Type type)
    {
        ParameterInfo[] parameters = Constructor(type).GetParameters();
        object[] parts = [.. parameters.Select(p => Of(p.ParameterType))];
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (object variant in Variants(parameters[i].ParameterType))
            {
                object[] changed = [.. parts];
                changed[i] = variant;
                yield return Make(type, changed);
            }
        }
    }

    private static object? Simple(Type type, int which) =>
        type == typeof(int) ? 3 + which
        : type == typeof(long) ? 5L + which
        : type == typeof(ulong) ? 6UL + (ulong)which
        : type == typeof(double) ? 7.5 + which
        : type == typeof(float) ? 8.5f + which
        : type == typeof(bool) ? which == 0
        : type == typeof(string) ? "text" + which
        : type.IsEnum ? Enum.GetValues(type).GetValue(which)
        : null;

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            || type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))
            ? type.GetGenericArguments()[0]
            : null;

    private static ImmutableArray<T> Frozen<T>(T item) => [item, item];

    private static Array Many(Type item, params object[] values)
    {
        var array = Array.CreateInstance(item, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            array.SetValue(values[i], i);
        }

        return array;
    }

    private static object Make(Type type, object[] parts) => Constructor(type).Invoke(parts);
}
