using System.Globalization;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Gathers what concerns one agent, and tells its story.</summary>
internal sealed class AgentTelling(RunFacts facts, AgentId agent)
{
    private readonly SortedDictionary<int, TaskFile> _files = [];
    private readonly Outages _outages = new();
    private readonly BusyTime _busy = new();
    private readonly StoryBook _book = new();
    private readonly SortedDictionary<int, SimTime> _running = [];
    private readonly SortedSet<int> _done = [];

    /// <summary>Notes an event.</summary>
    public void OnEvent(in EventRecord record)
    {
        _outages.OnEvent(record);
        if (record.Event is TaskEvent step)
        {
            if (step is TaskAwarded awarded && awarded.Winner == agent)
            {
                _ = File(step.Task);
            }

            if (_files.TryGetValue(step.Task.Number, out TaskFile? file))
            {
                file.OnEvent(record);
            }

            NoteStep(record, step);
        }
        else if (record.Agent == agent)
        {
            NoteOwn(record);
        }

        if (record.Event is WorkCommitted committed && committed.Team.Contains(agent.Index - 1))
        {
            _busy.Add(committed.Start, committed.End);
        }
    }

    /// <summary>Notes a message.</summary>
    public void OnMessage(in MessageRecord record)
    {
        bool isMine = record.Agent == agent || record.Peer == agent;
        switch (record.Message)
        {
            case ContractNetMessage message when isMine && message.Conversation.Initiator != agent:
                File(message.Conversation.Task).OnMessage(record);
                break;
            case IMarketMessage market when isMine:
                foreach (TaskId task in market.Tell().Offers.Select(o => o.Task).Distinct().ToArray())
                {
                    _ = File(task);
                }

                foreach (TaskFile file in _files.Values)
                {
                    file.OnMessage(record);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The story.</summary>
    public Story Tell()
    {
        var wire = new Wire(facts, _outages);
        var tally = new Tally();
        foreach (TaskFile file in _files.Values)
        {
            file.Complete(facts.Simulation.Facts);
            new AgentTask(facts, agent, file, wire).Tell(_book, tally);
        }

        foreach (Outage outage in _outages.Find(agent))
        {
            string back = outage.Until < SimTime.Never ? $", up again at {outage.Until}" : ", and does not come back";
            _book.Add(outage.From, StoryKind.Failure, agent, $"crashes: {outage.Cause}{back}");
        }

        return new Story(facts.NameOf(agent), Shorten(_book.Lines), Judge(tally));
    }

    private TaskFile File(TaskId task)
    {
        if (!_files.TryGetValue(task.Number, out TaskFile? file))
        {
            _files.Add(task.Number, file = new TaskFile(task));
        }

        return file;
    }

    private void NoteStep(in EventRecord record, TaskEvent step)
    {
        switch (step)
        {
            case TaskStarted when record.Agent == agent:
                _running.TryAdd(step.Task.Number, record.Time);
                break;
            case TaskCompleted completed when completed.By == agent:
                _done.Add(step.Task.Number);
                Stop(step.Task, completed.CompletedAt);
                break;
            case TaskReannounced or TaskFailed or TaskExpired or TaskCancelled:
                Stop(step.Task, record.Time);
                break;
            default:
                break;
        }
    }

    private void Stop(TaskId task, SimTime at)
    {
        if (_running.Remove(task.Number, out SimTime since))
        {
            _busy.Add(since, at);
        }
    }

    private void NoteOwn(in EventRecord record)
    {
        switch (record.Event)
        {
            case LegDriven leg:
                _busy.Add(leg.Departed, record.Time);
                break;
            case StopServed stop:
                _busy.Add(stop.Began, record.Time);
                break;
            case WorkStopped stopped:
                Stop(stopped.Task, record.Time);
                _book.Add(record.Time, StoryKind.Work, agent,
                    $"gives the work on {NameOf(stopped.Task)} up: {stopped.Reason}");
                break;
            case AgentCrashed:
                foreach (int task in _running.Keys.ToArray())
                {
                    Stop(new TaskId(task), record.Time);
                }

                break;
            default:
                break;
        }
    }

    private string NameOf(TaskId task) => facts.Simulation.Facts?.NameOf(task)
        ?? (_files.TryGetValue(task.Number, out TaskFile? file) ? file.Spec?.Name ?? file.Name : null)
        ?? task.ToString();

    private Verdict Judge(Tally tally)
    {
        SimDuration down = new(_outages.Find(agent).Sum(
            o => (SimTime.Min(o.Until, facts.SimulatedTime) - o.From).Micros));
        double span = Math.Max(1, facts.SimulatedTime.Micros);
        double busy = _busy.Within(facts.SimulatedTime).Micros / span;
        double idle = Math.Max(0, 1 - busy - (down.Micros / span));
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.NameOf(agent)} was asked about {Wording.Count(tally.Asked, "task", "tasks")}, bid for {tally.Bid},"
            + $" won {tally.Won} and did {_done.Count}; it worked {busy:P0} of the time and was idle {idle:P0}");
        text += down.Micros > 0
            ? string.Create(CultureInfo.InvariantCulture, $", down {down.Micros / span:P0}")
            : "";
        (Cause cause, string why) = tally.Why();
        return new Verdict(StoryOutcome.Agent, cause, text + (why.Length > 0 ? $". {why}." : "."));
    }

    /// <summary>Refusals for one reason, one after another, are one line.</summary>
    private static List<StoryLine> Shorten(IReadOnlyList<StoryLine> lines)
    {
        var shortened = new List<StoryLine>();
        int run = 1;
        foreach (StoryLine line in lines)
        {
            string reason = Reason(line);
            if (line.Kind == StoryKind.Refusal && shortened is [.., { Kind: StoryKind.Refusal } last]
                && Reason(last) == reason)
            {
                run++;
                shortened[^1] = last with
                {
                    Text = string.Create(
                        CultureInfo.InvariantCulture, $"refuses {run} calls until {line.At}: {reason}"),
                };
                continue;
            }

            run = 1;
            shortened.Add(line);
        }

        return shortened;
    }

    private static string Reason(StoryLine line) =>
        line.Text[(line.Text.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}
