using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Hosting.Export;

/// <summary>Makes rows of what is stored of each window.</summary>
/// <param name="agents">The agents' names.</param>
/// <param name="ledger">The tasks of a run that has ended; null if it has not, and then tasks have names from their
/// announcement on.</param>
internal sealed class HistoryRows(AgentNames agents, TaskLedger? ledger) : IDisposable
{
    private readonly RecordJson _json = new(agents);
    private readonly Dictionary<int, string> _announced = [];

    /// <summary>An event.</summary>
    public EventRow Of(Kernel.Runs.Window window, in EventRecord record)
    {
        TaskId? task = record.Event is TaskEvent about ? about.Task : FieldOf<TaskId>(record.Event, "Task");
        return new EventRow(
            record, window.Number, agents.Of(record.Agent), task, NameOf(task), _json.Of(record.Event));
    }

    /// <summary>A message.</summary>
    public MessageRow Of(Kernel.Runs.Window window, in MessageRecord record)
    {
        ConversationId? conversation = (record.Message as ContractNetMessage)?.Conversation;
        return new MessageRow(
            record, window.Number, agents.Of(record.Agent), agents.Of(record.Peer), conversation?.Task,
            NameOf(conversation?.Task), conversation?.ToString(), FieldOf<int>(record.Message, "Round"),
            _json.Of(record.Message));
    }

    /// <summary>A position: that of the window's end.</summary>
    public PositionRow Of(Kernel.Runs.Window window, BodySample sample) =>
        new(window.End, sample.Agent, agents.Of(sample.Agent), sample.Position);

    /// <summary>Learns the names of tasks, whether or not the event is exported.</summary>
    public void Learn(in EventRecord record)
    {
        if (ledger is null && record.Event is TaskAnnounced announced)
        {
            _announced.TryAdd(announced.Task.Number, announced.TaskName);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private string? NameOf(TaskId? task) => task is not { } id ? null
        : ledger is null ? _announced.GetValueOrDefault(id.Number)
        : ledger.Find(id)?.Name;

    private static T? FieldOf<T>(object record, string name)
        where T : struct
        => RecordFields.Of(record.GetType()).Find(record, name) is T value ? value : null;
}
