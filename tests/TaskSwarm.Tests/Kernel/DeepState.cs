using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TaskSwarm.Tests.Kernel;

/// <summary>
/// Compares two object graphs field by field, private ones and those of base classes included. Collections are compared
/// by what they hold, whatever holds it; delegates are configuration and are passed over; shared objects are equal.
/// </summary>
internal static class DeepState
{
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Where the graphs differ, as paths with both values.</summary>
    /// <param name="expected">One graph.</param>
    /// <param name="actual">The other.</param>
    /// <param name="passOver">Fields that are no state, such as scratch buffers.</param>
    /// <param name="sharing">Whether objects that one graph shares must be shared in the other.</param>
    public static IReadOnlyList<string> Differences(
        object? expected, object? actual, Func<FieldInfo, bool>? passOver = null, bool sharing = false)
    {
        var walk = new Walk(passOver ?? (static _ => false), sharing);
        walk.Compare("", expected, actual);
        return walk.Found;
    }

    private sealed class Walk(Func<FieldInfo, bool> passOver, bool sharing)
    {
        private readonly HashSet<(object, object)> _seen = new(new ByReference());
        private readonly Dictionary<object, object> _counterparts = new(ReferenceEqualityComparer.Instance);

        public List<string> Found { get; } = [];

        public void Compare(string path, object? a, object? b)
        {
            if (ReferenceEquals(a, b) || (a is Delegate && b is Delegate))
            {
                return;
            }

            if (a is null || b is null)
            {
                Differ(path, a, b);
            }
            else if (IsLeaf(a) || IsLeaf(b))
            {
                if (!a.Equals(b))
                {
                    Differ(path, a, b);
                }
            }
            else if (sharing && !HasItsCounterpart(a, b))
            {
                Found.Add($"{path.TrimStart('.')}: a shared {a.GetType()} became another");
            }
            else if (a is IEnumerable many && b is IEnumerable others)
            {
                CompareItems(path, many, others);
            }
            else if (a.GetType() != b.GetType())
            {
                Differ(path, a.GetType(), b.GetType());
            }
            else if (a.GetType().IsValueType || _seen.Add((a, b)))
            {
                CompareFields(path, a, b);
            }
        }

        /// <summary>The empty array is shared by everybody and says nothing.</summary>
        private bool HasItsCounterpart(object a, object b) =>
            a.GetType().IsValueType || a is Array { Length: 0 }
            || _counterparts.TryAdd(a, b) || ReferenceEquals(_counterparts[a], b);

        private void CompareItems(string path, IEnumerable many, IEnumerable others)
        {
            object?[] a = InOrder(many), b = InOrder(others);
            if (a.Length != b.Length)
            {
                Differ(path + ".Count", a.Length, b.Length);
                return;
            }

            for (int i = 0; i < a.Length; i++)
            {
                Compare($"{path}[{i}]", a[i], b[i]);
            }
        }

        /// <summary>Hash tables promise no order, so theirs is not state.</summary>
        private static object?[] InOrder(IEnumerable items)
        {
            IEnumerable<object?> all = items.Cast<object?>();
            Type type = items.GetType();
            bool hashed = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
                || type.GetGenericTypeDefinition() == typeof(HashSet<>));
            return hashed ? [.. all.OrderBy(static i => $"{i}", StringComparer.Ordinal)] : [.. all];
        }

        private void CompareFields(string path, object a, object b)
        {
            for (Type? type = a.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(OwnFields))
                {
                    if (!passOver(field))
                    {
                        Compare($"{path}.{field.Name}", field.GetValue(a), field.GetValue(b));
                    }
                }
            }
        }

        private void Differ(string path, object? a, object? b) => Found.Add(string.Create(
            CultureInfo.InvariantCulture, $"{path.TrimStart('.')}: {a ?? "null"} became {b ?? "null"}"));

        private static bool IsLeaf(object value) =>
            value is string or decimal or Type || value.GetType().IsPrimitive || value.GetType().IsEnum;
    }

    private sealed class ByReference : IEqualityComparer<(object, object)>
    {
        public bool Equals((object, object) x, (object, object) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((object, object) pair) =>
            RuntimeHelpers.GetHashCode(pair.Item1) ^ (RuntimeHelpers.GetHashCode(pair.Item2) * 397);
    }
}
