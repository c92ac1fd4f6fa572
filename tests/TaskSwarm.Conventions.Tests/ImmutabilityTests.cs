using System.Reflection;
using System.Runtime.CompilerServices;
using Shouldly;
using TaskSwarm.Kernel.Events;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// Messages cross from agent to agent as objects, and events from agents to readers: nobody may change them.
/// </summary>
public sealed class ImmutabilityTests
{
    [Fact]
    public void Messages_and_events_cannot_be_changed() => Source
        .Implementations(typeof(IMessage), [.. Source.Deciding])
        .Concat(Source.Implementations(typeof(DomainEvent), [.. Source.Deciding]))
        .SelectMany(Offences)
        .ShouldBeEmpty();

    [Fact]
    public void A_message_that_can_be_changed_is_found() =>
        Offences(typeof(Careless)).ShouldBe(["Careless.Items is a List`1", "Careless.Open can be set"]);

    private static IEnumerable<string> Offences(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is MethodInfo set && !set.ReturnParameter.GetRequiredCustomModifiers()
                .Contains(typeof(IsExternalInit)))
            {
                yield return $"{type.Name}.{property.Name} can be set";
            }

            if (IsMutable(property.PropertyType))
            {
                yield return $"{type.Name}.{property.Name} is a {property.PropertyType.Name}";
            }
        }

        foreach (FieldInfo field in type.GetFields(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            if (!field.IsInitOnly && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            {
                yield return $"{type.Name}.{field.Name} is not readonly";
            }
        }
    }

    private static bool IsMutable(Type type) => type.IsArray || (type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(List<>) || type.GetGenericTypeDefinition() == typeof(HashSet<>)
            || type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            || type.GetGenericTypeDefinition() == typeof(IList<>)));

    private sealed record Careless(List<int> Items) : IMessage
    {
        public int Open { get; set; }
    }
}
