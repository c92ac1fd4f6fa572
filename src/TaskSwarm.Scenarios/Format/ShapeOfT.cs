using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace TaskSwarm.Scenarios.Format;

/// <summary>What a value may look like: one declaration from which both the parser and the JSON Schema are made.
/// </summary>
/// <remarks>Shapes are made by <see cref="Shape"/> and combined; they hold no state and may be shared.</remarks>
/// <typeparam name="T">What the value becomes.</typeparam>
public abstract class Shape<T>
{
    /// <summary>What would be right, as a noun phrase for "expected ...".</summary>
    internal abstract string Expected { get; }

    /// <summary>What a description in an editor should add, such as the units; null if the name says it all.
    /// </summary>
    internal virtual string? Note => null;

    /// <summary>The JSON Schema of the shape, a new object at each call.</summary>
    internal abstract JsonObject Schema();

    /// <summary>Reads a node. False if it does not fit, and then problems were added.</summary>
    internal abstract bool TryRead(
        SourceNode node, NodePath path, Problems problems, [MaybeNullWhen(false)] out T value);

    /// <summary>Reads a YAML text of this shape. False if it does not fit, and then problems say all that is wrong.
    /// </summary>
    /// <param name="file">The name that problems carry.</param>
    /// <param name="text">The text.</param>
    /// <param name="problems">Where problems are added.</param>
    /// <param name="value">The value.</param>
    public bool TryParse(string file, string text, Problems problems, [MaybeNullWhen(false)] out T value)
    {
        var before = problems.Count;
        var root = YamlReader.Read(new SourceText(file, text), problems);
        value = default;
        return root is not null
            && TryRead(root, NodePath.Root, problems, out value)
            && problems.Count == before;
    }

    /// <summary>The same shape with its value turned into another type. The function must accept every value that
    /// fits the shape.</summary>
    public Shape<TOut> Select<TOut>(Func<T, TOut> convert) => new SelectShape<T, TOut>(this, convert);

    /// <summary>The same shape, remembering where each value was written.</summary>
    public Shape<Located<T>> Located() => new LocatedShape<T>(this);

    /// <summary>The same shape, with a reason that a refusal gives where it has no better advice.</summary>
    public Shape<T> Because(string reason) => new ReasonedShape<T>(this, reason);

    /// <summary>Adds the problem that a node is not of this shape.</summary>
    internal bool Refuse(SourceNode node, NodePath path, Problems problems, string? hint = null)
    {
        problems.Add(node.Place, path.ToString(), node.Describe(), Expected, hint);
        return false;
    }
}
