using System.Globalization;
using System.Reflection;
using System.Text;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Kernel.Codec;

/// <summary>
/// The domain events and messages that may be written to bytes, each under a number of its own: its manifest. A number
/// is never given to another type, so bytes written long ago are read as what they are or refused, never misread.
/// </summary>
/// <remarks>
/// What a type writes follows from its fields (<see cref="RecordLayout"/>); <see cref="LayoutHash"/> changes when any
/// type's fields do, and whoever keeps bytes keeps it beside them.
/// </remarks>
public sealed class RecordCatalog
{
    /// <summary>The name of the resource that holds an assembly's manifests: lines of a number, a space and the full
    /// name of a type; lines that begin with # say something to people.</summary>
    public const string Resource = "Manifests.txt";

    private readonly Type?[] _types;
    private readonly Dictionary<Type, int> _numbers = [];
    private readonly IRecordCodec?[] _codecs;
    private readonly Lazy<string> _layoutHash;
    private Entry? _last;

    /// <summary>A catalogue of types under numbers of the caller's choice.</summary>
    /// <param name="types">Numbers from 1, and types; both once.</param>
    /// <exception cref="ArgumentException">A number or a type occurs twice, or a number is below 1.</exception>
    public RecordCatalog(IEnumerable<(int Number, Type Type)> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        (int Number, Type Type)[] all = [.. types];
        _types = new Type?[all.Length == 0 ? 1 : all.Max(t => t.Number) + 1];
        foreach ((int number, Type type) in all)
        {
            if (number < 1 || _types[number] is not null || !_numbers.TryAdd(type, number))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Manifest {number} of {type.FullName} is not the only one."));
            }

            _types[number] = type;
        }

        _codecs = new IRecordCodec?[_types.Length];
        _layoutHash = new Lazy<string>(HashLayouts);
    }

    /// <summary>The catalogue of everything in some assemblies that carry their manifests as a resource.</summary>
    /// <exception cref="ArgumentException">A line names no type, or a number or a type occurs twice.</exception>
    public static RecordCatalog Of(params ReadOnlySpan<Assembly> assemblies)
    {
        var types = new List<(int, Type)>();
        foreach (Assembly assembly in assemblies)
        {
            types.AddRange(Manifests(assembly));
        }

        return new RecordCatalog(types);
    }

    /// <summary>Every type, by manifest.</summary>
    public IEnumerable<(int Number, Type Type)> Types =>
        _types.Select((type, number) => (number, type)).Where(t => t.type is not null).Select(t => (t.number, t.type!));

    /// <summary>A hash over every manifest and the fields of its type, 16 hexadecimal digits.</summary>
    public string LayoutHash => _layoutHash.Value;

    /// <summary>Writes an event or a message: its manifest, then its fields.</summary>
    /// <exception cref="InvalidOperationException">The type has no manifest.</exception>
    public void Write(StateWriter writer, object record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        // Records of one type tend to follow each other.
        Entry? entry = _last;
        if (entry is null || entry.Type != record.GetType())
        {
            int number = NumberOf(record.GetType());
            _last = entry = new Entry(record.GetType(), number, CodecAt(number));
        }

        writer.Write(entry.Number);
        entry.Codec.Write(this, writer, record);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidOperationException">The bytes are no record of this catalogue.</exception>
    public object Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int number = reader.ReadInt32();
        if (number < 1 || number >= _types.Length || _types[number] is null)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"No event and no message has the manifest {number}."));
        }

        return CodecAt(number).Read(this, reader);
    }

    /// <summary>The manifest of a type.</summary>
    /// <exception cref="InvalidOperationException">The type has none.</exception>
    public int NumberOf(Type type) => _numbers.TryGetValue(type, out int number)
        ? number
        : throw new InvalidOperationException(
            $"{type.FullName} has no manifest: it needs a line in {Resource} of {type.Assembly.GetName().Name}.");

    private IRecordCodec CodecAt(int number) => _codecs[number] ??= (IRecordCodec)Activator.CreateInstance(
        typeof(RecordCodec<>).MakeGenericType(_types[number]!))!;

    private static IEnumerable<(int Number, Type Type)> Manifests(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        using Stream stream = assembly.GetManifestResourceStream($"{name}.{Resource}")
            ?? throw new ArgumentException($"{name} carries no {Resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is string line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                string[] parts = line.Split(' ');
                yield return (
                    int.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture),
                    assembly.GetType(parts[1]) ?? throw new ArgumentException($"{name} has no type {parts[1]}."));
            }
        }
    }

    private string HashLayouts()
    {
        ulong hash = 0;
        foreach ((int number, Type type) in Types)
        {
            hash = StableHash.Combine(hash, (ulong)number);
            hash = StableHash.Combine(hash, StableHash.Of(RecordLayout.Describe(type)));
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private sealed record Entry(Type Type, int Number, IRecordCodec Codec);
}
