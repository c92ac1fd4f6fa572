using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Export;

/// <summary>
/// An event or a message as a JSON object of all its fields: agents by name, tasks by number, times in seconds, points
/// as [x, y, z]. What never happens, nobody, and numbers that are not finite are null.
/// </summary>
/// <param name="agents">The agents' names.</param>
internal sealed class RecordJson(AgentNames agents) : IDisposable
{
    private static readonly JsonEncodedText TypeName = JsonText.Name("type");

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _writer = new(Stream.Null, JsonText.Options);
    private object? _last;
    private string _lastText = "";

    /// <summary>The fields of a record.</summary>
    public string Of(object record)
    {
        // A call for proposals is one object told to many.
        if (!ReferenceEquals(record, _last))
        {
            _bytes.ResetWrittenCount();
            _writer.Reset(_bytes);
            WriteObject(record, isNested: false);
            _writer.Flush();
            (_last, _lastText) = (record, Encoding.UTF8.GetString(_bytes.WrittenSpan));
        }

        return _lastText;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void WriteObject(object record, bool isNested)
    {
        _writer.WriteStartObject();

        // Any of several kinds may stand there, and only its name tells them apart.
        if (isNested && record is IMessage or DomainEvent)
        {
            _writer.WriteString(TypeName, record.GetType().Name);
        }

        foreach ((JsonEncodedText name, Func<object, object?> value) in RecordFields.Of(record.GetType()).All)
        {
            _writer.WritePropertyName(name);
            WriteValue(value(record));
        }

        _writer.WriteEndObject();
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null:
                _writer.WriteNullValue();
                break;
            case string text:
                _writer.WriteStringValue(text);
                break;
            case bool answer:
                _writer.WriteBooleanValue(answer);
                break;
            case Enum word:
                _writer.WriteStringValue(word.ToString());
                break;
            case Vec3 point:
                WriteItems(new[] { point.X, point.Y, point.Z });
                break;
            case IEnumerable items:
                WriteItems(items);
                break;
            case ITuple tuple:
                WriteItems(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]));
                break;
            default:
                WriteNumber(value);
                break;
        }
    }

    private void WriteNumber(object value)
    {
        switch (value)
        {
            case int number:
                _writer.WriteNumberValue(number);
                break;
            case long number:
                _writer.WriteNumberValue(number);
                break;
            case ulong number:
                _writer.WriteNumberValue(number);
                break;
            case double number:
                JsonText.Number(_writer, number);
                break;
            case SimTime time:
                JsonText.Number(_writer, time < SimTime.Never ? time.Seconds : double.NaN);
                break;
            case SimDuration span:
                JsonText.Number(_writer, span.Seconds);
                break;
            case TaskId task:
                _writer.WriteNumberValue(task.Number);
                break;
            case AgentId agent:
                WriteValue(agent == AgentId.None ? null : agents.Of(agent));
                break;
            default:
                WriteObject(value, isNested: true);
                break;
        }
    }

    private void WriteItems(IEnumerable items)
    {
        _writer.WriteStartArray();
        foreach (object? item in items)
        {
            WriteValue(item);
        }

        _writer.WriteEndArray();
    }
}
