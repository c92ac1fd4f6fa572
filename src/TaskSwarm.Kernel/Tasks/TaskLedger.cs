using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>
/// The one state machine of every task: announced, awarded, started, done, failed, expired, cancelled, re-announced. It
/// reads the committed events and holds agents to the law that no task is lost and none done twice: a step that the
/// machine does not have is a violation.
/// </summary>
public sealed class TaskLedger : IRunMonitor
{
    private readonly SortedDictionary<int, TaskRecord> _tasks = [];
    private const string Law = "task ledger";

    private readonly ViolationList _violations = new();
    private long _overtaken;
    private long _begunAgain;

    /// <summary>Every task, by number.</summary>
    public IEnumerable<TaskRecord> Tasks => _tasks.Values;

    /// <summary>How many tasks there are.</summary>
    public int Count => _tasks.Count;

    /// <summary>How many are done.</summary>
    public int Done { get; private set; }

    /// <summary>Steps that the state machine forbids. Empty in a sound run.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>A task's record, or null.</summary>
    public TaskRecord? Find(TaskId task) => _tasks.GetValueOrDefault(task.Number);

    /// <summary>How many tasks are in a state.</summary>
    public int CountOf(TaskState state) => _tasks.Values.Count(t => t.State == state);

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (record.Event is not TaskEvent taskEvent)
        {
            return;
        }

        TaskRecord? task = Find(taskEvent.Task);
        if (taskEvent is TaskAnnounced announced)
        {
            Announce(record, announced, task);
        }
        else if (task is null)
        {
            Add(record, taskEvent.Task.ToString(), $"{taskEvent.Name} before it was announced");
        }
        else if (task.IsFinal)
        {
            // A start that was on its way when the task was taken elsewhere is overtaken, not a second execution.
            if (taskEvent is TaskStarted)
            {
                _overtaken++;
            }
            else
            {
                Forbid(record, task, taskEvent);
            }
        }
        else
        {
            Step(record, task, taskEvent);
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        TaskMetrics.Report(this, metrics);
        metrics.Set("tasks.violations", _violations.Count);
        metrics.Set("tasks.starts.overtaken", _overtaken);
        metrics.Set("tasks.starts.repeated", _begunAgain);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_tasks.Values, static (w, task) => task.Capture(w));
        _violations.Capture(writer);
        writer.Write(_overtaken);
        writer.Write(_begunAgain);
        writer.Write(Done);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        foreach (TaskRecord task in reader.ReadList(TaskRecord.Read))
        {
            _tasks.Add(task.Id.Number, task);
        }

        _violations.Restore(reader);
        _overtaken = reader.ReadInt64();
        _begunAgain = reader.ReadInt64();
        Done = reader.ReadInt32();
    }

    private void Announce(in EventRecord record, TaskAnnounced announced, TaskRecord? known)
    {
        if (known is not null)
        {
            Add(record, announced.Task.ToString(), "announced a second time");
            return;
        }

        _tasks.Add(announced.Task.Number, new TaskRecord(
            announced.Task, announced.TaskName, announced.Release, announced.Due, record.Time));
    }

    private void Step(in EventRecord record, TaskRecord task, TaskEvent step)
    {
        SimTime at = record.Time;
        switch (step)
        {
            case TaskAwarded awarded when task.State != TaskState.Started && awarded.Attempt == task.Attempts + 1:
                task.State = TaskState.Awarded;
                task.Attempts = awarded.Attempt;
                task.Holder = awarded.Winner;
                task.FirstAwardAt = SimTime.Min(task.FirstAwardAt, at);
                break;
            case TaskStarted started when started.Attempt < task.Attempts || task.State == TaskState.Announced:
                _overtaken++;
                break;
            case TaskStarted started when started.Attempt == task.Attempts && task.State == TaskState.Awarded:
                task.State = TaskState.Started;
                task.StartedAt = at;
                break;
            case TaskStarted started when started.Attempt == task.Attempts && task.State == TaskState.Started:
                // Its holder crashed and began the same award again from an older checkpoint.
                _begunAgain++;
                break;
            case TaskReannounced again:
                task.State = TaskState.Announced;
                task.Holder = AgentId.None;
                task.Reannouncements++;
                task.Reason = again.Reason;
                break;
            case TaskCompleted completed when completed.Attempt <= task.Attempts && completed.Attempt > 0:
                task.Holder = completed.By;
                End(task, TaskState.Done, completed.CompletedAt, null);
                Done++;
                break;
            case TaskFailed failed:
                End(task, TaskState.Failed, at, failed.Reason);
                break;
            case TaskExpired:
                End(task, TaskState.Expired, at, "deadline passed");
                break;
            case TaskCancelled cancelled:
                End(task, TaskState.Cancelled, at, cancelled.Reason);
                break;
            default:
                Forbid(record, task, step);
                break;
        }
    }

    private static void End(TaskRecord task, TaskState state, SimTime at, string? reason) =>
        (task.State, task.EndedAt, task.Reason) = (state, at, reason ?? task.Reason);

    private void Forbid(in EventRecord record, TaskRecord task, TaskEvent step) =>
        Add(record, task.Name, $"{step} while it was {task.State} (award {task.Attempts})");

    private void Add(in EventRecord record, string task, string message) =>
        _violations.Add(new Violation(Law, record.Time, record.Agent, task, message));
}
