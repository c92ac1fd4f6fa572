using System.Globalization;
using System.Reflection;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// What is stored and what crosses nodes is written under explicit manifests. With TASKSWARM_APPROVE=1 the types that
/// lack one get the next numbers.
/// </summary>
public sealed class ManifestTests
{
    /// <summary>Assemblies with events or messages, and the first number of each.</summary>
    public static TheoryData<string, int> Assemblies() => new()
    {
        { "TaskSwarm.Kernel", 1 },
        { "TaskSwarm.Scenarios", 1000 },
    };

    public static TheoryData<Type> Records() => [.. Of(Source.Kernel).Concat(Of(Source.Scenarios))];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_event_and_every_message_has_a_manifest(string assembly, int first)
    {
        string file = Source.At("src", assembly, RecordCatalog.Resource);
        string[] lines = File.ReadAllLines(file);
        var known = lines.Where(l => !l.StartsWith('#')).Select(l => l.Split(' ')).ToDictionary(p => p[1], p => p[0]);
        string[] missing =
        [
            .. Of(Assembly.Load(assembly)).Select(t => t.FullName!).Where(name => !known.ContainsKey(name)),
        ];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("TASKSWARM_APPROVE") == "1")
        {
            int next = known.Values.Select(v => int.Parse(v, CultureInfo.InvariantCulture)).Append(first - 1).Max() + 1;
            File.AppendAllLines(file, missing.Select((name, i) => string.Create(
                CultureInfo.InvariantCulture, $"{next + i} {name}")));
            return;
        }

        missing.ShouldBeEmpty($"each needs a line in {file}");
    }

    [Fact]
    public void Only_the_kernel_and_the_scenarios_have_events_and_messages() =>
        Of(Source.Allocation).Concat(Of(Source.Actors)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_record_is_read_back_as_it_was_written(Type type)
    {
        RecordCatalog catalog = RecordCatalog.Of(Source.Kernel, Source.Scenarios);
        object whole = Sample.Of(type);
        byte[] bytes = Write(catalog, whole);
        var reader = new StateReader(bytes);
        object read = catalog.Read(reader);
        reader.AtEnd.ShouldBeTrue();
        read.ShouldBeOfType(type);
        read.ToString().ShouldBe(whole.ToString());
        Write(catalog, read).ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_property_of_a_record_changes_its_bytes(Type type)
    {
        RecordCatalog catalog = RecordCatalog.Of(Source.Kernel, Source.Scenarios);
        byte[] whole = Write(catalog, Sample.Of(type));
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            object changed = Sample.Of(type);
            object? other = Sample.OtherThan(property.PropertyType, property.GetValue(changed));
            property.SetValue(changed, other);
            Write(catalog, changed).ShouldNotBe(whole, $"{property.Name} of {type.FullName} is not written");
        }
    }

    private static IEnumerable<Type> Of(Assembly assembly) =>
        Source.Implementations(typeof(DomainEvent), assembly)
            .Concat(Source.Implementations(typeof(IMessage), assembly));

    private static byte[] Write(RecordCatalog catalog, object record)
    {
        var writer = new StateWriter();
        catalog.Write(writer, record);
        return writer.ToArray();
    }
}
