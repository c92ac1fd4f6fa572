using System.Reflection;
using Shouldly;
using TaskSwarm.Kernel.Events;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// The digest promises that equal digests mean equal runs: every property of an event must reach the hash.
/// </summary>
public sealed class EventHashTests
{
    public static TheoryData<Type> Events() =>
        [.. Source.Implementations(typeof(DomainEvent), [.. Source.Deciding])];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_property_of_an_event_changes_its_hash(Type type)
    {
        var whole = (DomainEvent)Sample.Of(type);
        foreach (object variant in Sample.Variants(type))
        {
            Hash((DomainEvent)variant).ShouldNotBe(Hash(whole), $"{whole} and {variant} have one hash");
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_property_of_an_event_is_one_that_the_test_can_vary(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is not null)
        .Select(p => p.Name)
        .ShouldBe(Sample.Constructor(type).GetParameters().Select(p => p.Name!), ignoreOrder: true);

    [Fact]
    public void A_forgotten_property_is_found()
    {
        ulong whole = Hash((DomainEvent)Sample.Of(typeof(Forgetful)));
        Sample.Variants(typeof(Forgetful)).Select(v => Hash((DomainEvent)v) == whole).ShouldContain(true);
    }

    private static ulong Hash(DomainEvent domainEvent)
    {
        var encoder = new EventEncoder(1);
        domainEvent.Write(ref encoder);
        return encoder.Hash;
    }

    private sealed record Forgetful(int Kept, string Forgotten) : DomainEvent
    {
        public override void Write(ref EventEncoder encoder) => encoder.Write(Kept);
    }
}
