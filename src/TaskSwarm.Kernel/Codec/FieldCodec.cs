using System.Linq.Expressions;
using System.Reflection;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Codec;

/// <summary>
/// Writes and reads values of one static type. Made once for each type from its shape: what it calls is compiled, so
/// that a record costs what code written by hand would.
/// </summary>
internal static class FieldCodec<T>
{
    /// <summary>Writes a value where a field of this type stands.</summary>
    public static readonly Action<RecordCatalog, StateWriter, T> Write;

    /// <summary>Reads a value where a field of this type stands.</summary>
    public static readonly Func<RecordCatalog, StateReader, T> Read;

    /// <summary>Writes the fields of a record that is known to be there and of just this type.</summary>
    public static Action<RecordCatalog, StateWriter, T> WriteBody => Body.Value.Write;

    /// <summary>Reads the fields of such a record.</summary>
    public static Func<RecordCatalog, StateReader, T> ReadBody => Body.Value.Read;

    private static readonly
        Lazy<(Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read)> Body =
            new(MakeBody);

    static FieldCodec() => (Write, Read) = Make();

    private static (Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read) Make()
    {
        Type type = typeof(T);
        if (Plain.Find<T>() is { } plain)
        {
            return plain;
        }

        if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            return ByMethod(nameof(Composite.OfNullable), inner);
        }

        if (type.IsEnum)
        {
            return ByMethod(nameof(Composite.OfEnum), type);
        }

        if (RecordLayout.ItemOf(type) is Type item)
        {
            return type.IsValueType ? ByMethod(nameof(Composite.OfImmutableArray), item)
                : type.IsArray ? ByMethod(nameof(Composite.OfArray), item)
                : ByMethod(nameof(Composite.OfList), item);
        }

        if (RecordLayout.IsOpen(type) || type == typeof(object))
        {
            return ByMethod(nameof(Composite.OfOpen), type);
        }

        if (type.IsValueType)
        {
            return (
                static (catalog, writer, value) => WriteBody(catalog, writer, value),
                static (catalog, reader) => ReadBody(catalog, reader));
        }

        return type.IsSealed
            ? ByMethod(nameof(Composite.OfRecord), type)
            : throw new NotSupportedException($"{type.FullName} cannot be written: which type stands there is open.");
    }

    private static (Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read) ByMethod(
        string name, Type argument) =>
        ((Action<RecordCatalog, StateWriter, T>, Func<RecordCatalog, StateReader, T>))typeof(Composite)
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public)!
            .MakeGenericMethod(argument)
            .Invoke(null, null)!;

    private static (Action<RecordCatalog, StateWriter, T> Write, Func<RecordCatalog, StateReader, T> Read) MakeBody()
    {
        ParameterExpression catalog = Expression.Parameter(typeof(RecordCatalog));
        ParameterExpression writer = Expression.Parameter(typeof(StateWriter));
        ParameterExpression reader = Expression.Parameter(typeof(StateReader));
        ParameterExpression value = Expression.Parameter(typeof(T));
        var writes = new List<Expression>();
        Expression made;
        if (typeof(T).IsGenericType && typeof(T).FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
        {
            FieldInfo[] items = typeof(T).GetFields();
            writes.AddRange(items.Select(f => WriteOf(f.FieldType, catalog, writer, Expression.Field(value, f))));
            made = Expression.New(
                typeof(T).GetConstructor([.. items.Select(f => f.FieldType)])!,
                items.Select(f => ReadOf(f.FieldType, catalog, reader)));
        }
        else
        {
            var layout = RecordLayout.Of(typeof(T));
            foreach (PropertyInfo property in (PropertyInfo[])[.. layout.Parameters, .. layout.Others])
            {
                writes.Add(WriteOf(property.PropertyType, catalog, writer, Expression.Property(value, property)));
            }

            made = Construct(layout, catalog, reader);
        }

        return (
            Expression.Lambda<Action<RecordCatalog, StateWriter, T>>(
                writes.Count == 0 ? Expression.Empty() : Expression.Block(writes), catalog, writer, value).Compile(),
            Expression.Lambda<Func<RecordCatalog, StateReader, T>>(made, catalog, reader).Compile());
    }

    private static Expression Construct(RecordLayout layout, Expression catalog, Expression reader)
    {
        if (layout.Parameters.Length + layout.Others.Length == 0 && layout.Constructor is not null)
        {
            FieldInfo[] instances =
            [
                .. typeof(T).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(f => f.FieldType == typeof(T)),
            ];
            return instances.Length switch
            {
                0 => Expression.New(layout.Constructor),
                1 => Expression.Field(null, instances[0]),
                _ => throw new NotSupportedException(
                    $"{typeof(T).FullName} has {instances.Length} instances that no field tells apart."),
            };
        }

        NewExpression created = layout.Constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(
                layout.Constructor, layout.Parameters.Select(p => ReadOf(p.PropertyType, catalog, reader)));
        return layout.Others.Length == 0
            ? created
            : Expression.MemberInit(created, layout.Others.Select(
                p => Expression.Bind(p, ReadOf(p.PropertyType, catalog, reader))));
    }

    private static Expression WriteOf(Type type, Expression catalog, Expression writer, Expression value) =>
        Plain.WriteCall(type, writer, value) ?? Expression.Invoke(
            Expression.Field(null, typeof(FieldCodec<>).MakeGenericType(type), nameof(Write)), catalog, writer, value);

    private static Expression ReadOf(Type type, Expression catalog, Expression reader) =>
        Plain.ReadCall(type, reader) ?? Expression.Invoke(
            Expression.Field(null, typeof(FieldCodec<>).MakeGenericType(type), nameof(Read)), catalog, reader);
}
