using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A shape written as one scalar.</summary>
internal abstract class ScalarShape<T> : Shape<T>
{
    internal sealed override string? Note => Expected;

    internal sealed override bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        if (node is ScalarNode scalar && TryParse(scalar, out value))
        {
            return true;
        }
        value = default;
        return Refuse(node, path, problems, node is ScalarNode refused ? Hint(refused) : null);
    }

    /// <summary>The value of a scalar, if it fits.</summary>
    protected abstract bool TryParse(ScalarNode scalar, [MaybeNullWhen(false)] out T value);

    /// <summary>Advice about a scalar that does not fit.</summary>
    protected virtual string? Hint(ScalarNode scalar) => null;

    /// <summary>A pattern for the parser: unlike <c>$</c>, <c>\z</c> does not forgive a line break at the end.
    /// </summary>
    protected static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);

    /// <summary>The same pattern for JSON Schema, which knows ECMAScript's expressions.</summary>
    protected static string ForSchema(string pattern) => $"^(?:{pattern})$";
}
