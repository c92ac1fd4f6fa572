using System.Reflection;
using Shouldly;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// The analyzer bans members; a banned type in a public signature would invite them back in, so this looks at types.
/// </summary>
public sealed class SignatureTests
{
    private static readonly HashSet<Type> Banned =
    [
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid),
        typeof(Random), typeof(System.Diagnostics.Stopwatch), typeof(HashCode), typeof(TimeProvider),
        typeof(Task), typeof(Thread),
    ];

    [Fact]
    public void No_public_signature_of_what_decides_a_run_holds_a_clock_a_dice_or_a_thread() =>
        Source.Deciding.SelectMany(a => a.GetExportedTypes()).SelectMany(Offences).ShouldBeEmpty();

    [Fact]
    public void A_banned_type_inside_another_is_found() =>
        Parts(typeof(IReadOnlyList<(int, DateTime?[])>)).Any(Banned.Contains).ShouldBeTrue();

    private static IEnumerable<string> Offences(Type type) =>
        from member in type.GetMembers(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from used in Used(member).SelectMany(Parts)
        where Banned.Contains(used)
        select $"{type.FullName}.{member.Name} uses {used.Name}";

    private static IEnumerable<Type> Used(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        EventInfo evt => [evt.EventHandlerType!],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
