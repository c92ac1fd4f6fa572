using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Codec;

/// <summary>The codecs of what <see cref="StateWriter"/> writes by itself.</summary>
internal static class Plain
{
    private static readonly Dictionary<Type, (Delegate Write, Delegate Read)> Known = new()
    {
        [typeof(bool)] = Pair<bool>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadBoolean()),
        [typeof(int)] = Pair<int>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadInt32()),
        [typeof(long)] = Pair<long>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadInt64()),
        [typeof(ulong)] = Pair<ulong>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadUInt64()),
        [typeof(double)] = Pair<double>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadDouble()),
        [typeof(string)] = Pair<string?>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadString()),
        [typeof(SimTime)] = Pair<SimTime>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadTime()),
        [typeof(AgentId)] = Pair<AgentId>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadAgentId()),
        [typeof(ImmutableArray<float>)] = Pair<ImmutableArray<float>>(
            static (_, w, v) => w.Write(v), static (_, r) => r.ReadSingles()),
        [typeof(SimDuration)] = Pair<SimDuration>(static (_, w, v) => w.Write(v), static (_, r) => r.ReadDuration()),
    };

    /// <summary>The codec of a type; null if it is none of these.</summary>
    public static (Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read)? Find<T>() =>
        Known.TryGetValue(typeof(T), out (Delegate Write, Delegate Read) pair)
            ? ((Action<RecordCatalog, StateWriter, T>)pair.Write, (Func<RecordCatalog, StateReader, T>)pair.Read)
            : null;

    /// <summary>The call that writes a value of a type; null if it is none of these.</summary>
    public static Expression? WriteCall(Type type, Expression writer, Expression value) =>
        Known.ContainsKey(type)
            ? Expression.Call(writer, typeof(StateWriter).GetMethod(nameof(StateWriter.Write), [type])!, value)
            : null;

    /// <summary>The call that reads a value of a type; null if it is none of these.</summary>
    public static Expression? ReadCall(Type type, Expression reader) =>
        Known.ContainsKey(type)
            ? Expression.Call(reader, typeof(StateReader).GetMethods(BindingFlags.Instance | BindingFlags.Public)
                .Single(m => m.ReturnType == type && m.GetParameters().Length == 0
                    && m.Name.StartsWith("Read", StringComparison.Ordinal)))
            : null;

    private static (Delegate Write, Delegate Read) Pair<T>(
        Action<RecordCatalog, StateWriter, T> write, Func<RecordCatalog, StateReader, T> read) => (write, read);
}
