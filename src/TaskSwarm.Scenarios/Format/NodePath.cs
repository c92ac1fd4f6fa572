using System.Globalization;
using System.Text;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The way from the root of a file to a value, kept as a chain so that it costs text only when printed.
/// </summary>
internal sealed class NodePath
{
    private readonly NodePath? parent;
    private readonly string? field;
    private readonly int index;

    private NodePath(NodePath? parent, string? field, int index)
    {
        this.parent = parent;
        this.field = field;
        this.index = index;
    }

    /// <summary>The file itself.</summary>
    public static NodePath Root { get; } = new(null, null, 0);

    /// <summary>The path of a field of the map at this path.</summary>
    public NodePath Field(string name) => new(this, name, 0);

    /// <summary>The path of an item of the list at this path.</summary>
    public NodePath Item(int position) => new(this, null, position);

    /// <summary>The path as users write it: <c>faults[2].at</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    // The chain is no deeper than ScenarioLimits.Depth, so the recursion is bounded.
    private void Write(StringBuilder text)
    {
        if (parent is null)
        {
            return;
        }
        parent.Write(text);
        if (field is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        }
        else
        {
            text.Append(text.Length == 0 ? "" : ".").Append(field);
        }
    }
}
