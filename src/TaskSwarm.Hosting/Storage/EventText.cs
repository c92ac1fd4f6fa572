using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Domain events and messages as lines for people: agents by name, fields by theirs.</summary>
/// <param name="simulation">Whose agents they are.</param>
public sealed class EventText(Simulation simulation)
{
    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Value)[]> Fields = new();

    /// <summary>Who, what, and its fields.</summary>
    public string Of(in EventRecord record)
    {
        var text = new StringBuilder(96);
        text.Append(NameOf(record.Agent)).Append("  ").Append(record.Event.Name);
        AppendFields(text, record.Event);
        return text.ToString();
    }

    /// <summary>The fields of a record as <c>name value, name value</c>.</summary>
    public string FieldsOf(object record)
    {
        var text = new StringBuilder(64);
        AppendFields(text, record);
        return text.ToString().TrimStart();
    }

    /// <summary>An agent's name.</summary>
    public string NameOf(AgentId agent) =>
        (uint)agent.Index < (uint)simulation.Agents.Count ? simulation.Agents[agent.Index].Name : agent.ToString();

    private void AppendFields(StringBuilder text, object record)
    {
        string separator = "  ";
        foreach ((string name, Func<object, object?> value) in Fields.GetOrAdd(record.GetType(), FieldsOf))
        {
            text.Append(separator).Append(name).Append(' ');
            AppendValue(text, value(record));
            separator = ", ";
        }
    }

    private void AppendValue(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case AgentId agent:
                text.Append(NameOf(agent));
                break;
            case TaskSpec task:
                text.Append(task.Name);
                break;
            case double number:
                text.Append(number.ToString("0.######", CultureInfo.InvariantCulture));
                break;
            case string words:
                text.Append(words);
                break;
            case IEnumerable items:
                AppendItems(text, items);
                break;
            case IFormattable formattable:
                text.Append(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private void AppendItems(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        bool first = true;
        foreach (object? item in items)
        {
            text.Append(first ? "" : " ");
            AppendValue(text, item);
            first = false;
        }

        text.Append(']');
    }

    private static (string Name, Func<object, object?> Value)[] FieldsOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.MetadataToken)
            .Select(p => (Words(p.Name), (Func<object, object?>)p.GetValue)),
    ];

    /// <summary><c>LostWork</c> as <c>lost work</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
