using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>
/// Tells from what a run committed, and nothing else, how a task fared and why, or what an agent did. Reads the run
/// once, and parts of it again where a task waited; keeps only what concerns the task or the agent, and all crashes.
/// </summary>
public static class Explainer
{
    /// <summary>The story of a task.</summary>
    /// <param name="history">What the run committed, with its messages.</param>
    /// <param name="task">The task's name.</param>
    public static Story Task(IRunHistory history, string task)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(task);
        TaskId? known = history.Facts.Simulation.Facts?.Find(task);
        TaskFile? file = known is TaskId id ? new TaskFile(id) : null;
        var outages = new Outages();
        foreach (HistoryWindow window in history.Windows(SimTime.Zero, SimTime.Never))
        {
            foreach (EventRecord record in window.Events)
            {
                outages.OnEvent(record);
                if (file is null && record.Event is TaskAnnounced announced && announced.TaskName == task)
                {
                    file = new TaskFile(announced.Task);
                }

                file?.OnEvent(record);
            }

            foreach (MessageRecord record in window.Messages)
            {
                file?.OnMessage(record);
            }
        }

        file?.Complete(history.Facts.Simulation.Facts);
        return file is null || file.Name is null
            ? new Story(task, file?.Notes ?? [], Unannounced(history.Facts, task, file))
            : new Story(
                task, new TaskTelling(history.Facts, file, outages, new Wire(history.Facts, outages)).Tell(),
                new TaskJudge(history, outages).Judge(file));
    }

    /// <summary>The story of an agent.</summary>
    /// <param name="history">What the run committed, with its messages.</param>
    /// <param name="agent">The agent's name.</param>
    public static Story Agent(IRunHistory history, string agent)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(agent);
        int index = -1;
        for (int i = 0; i < history.Facts.AgentNames.Count && index < 0; i++)
        {
            index = history.Facts.AgentNames[i] == agent ? i : -1;
        }

        if (index < 0)
        {
            return new Story(agent, [], new Verdict(
                StoryOutcome.Unknown, Cause.None, $"The run {history.Facts.Name} has no agent {agent}."));
        }

        var telling = new AgentTelling(history.Facts, new AgentId(index));
        foreach (HistoryWindow window in history.Windows(SimTime.Zero, SimTime.Never))
        {
            foreach (EventRecord record in window.Events)
            {
                telling.OnEvent(record);
            }

            foreach (MessageRecord record in window.Messages)
            {
                telling.OnMessage(record);
            }
        }

        return telling.Tell();
    }

    private static Verdict Unannounced(RunFacts facts, string task, TaskFile? file)
    {
        if (file is null)
        {
            return new Verdict(
                StoryOutcome.Unknown, Cause.None, $"The run {facts.Name} has announced no task {task}.");
        }

        return file.Parts > 0
            ? new Verdict(
                StoryOutcome.Unknown, Cause.None,
                $"{task} was split into {Wording.Count(file.Parts, "part", "parts")}; "
                + $"the parts {task}/1 to {task}/{file.Parts} have stories of their own.")
            : new Verdict(
                StoryOutcome.NotDone, Cause.RunEnded,
                $"Why not done: {task} was never announced before the run ended at {facts.SimulatedTime}: it was not "
                + "released, or what it needs was not there.");
    }
}
