using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>The first award in which two columns part, at the first seed.</summary>
/// <param name="Column">The one.</param>
/// <param name="Reference">The other, which it is held against.</param>
/// <param name="Task">Which task went to another agent; null if none did.</param>
/// <param name="Here">Its award in the one; null if it was never awarded there.</param>
/// <param name="There">Its award in the other; null if it was never awarded there.</param>
public sealed record Divergence(
    int Column, int Reference, string? Task, AwardHistory.Award? Here, AwardHistory.Award? There)
{
    /// <summary>When the two part: the earlier of the two awards.</summary>
    public SimTime At => SimTime.Min(Here?.At ?? SimTime.Never, There?.At ?? SimTime.Never);

    /// <summary>
    /// Finds the earliest first award of a task that went to another agent, or to nobody, in the other run. Awards of
    /// the same tasks to the same agents at other times are no parting: strategies take different time to think.
    /// </summary>
    public static Divergence Find(int column, AwardHistory here, int reference, AwardHistory there)
    {
        ArgumentNullException.ThrowIfNull(here);
        ArgumentNullException.ThrowIfNull(there);
        Dictionary<string, AwardHistory.Award> hereByTask = ByTask(here), thereByTask = ByTask(there);
        AwardHistory.Award? first = here.Awards.FirstOrDefault(
                a => !thereByTask.TryGetValue(a.Task, out AwardHistory.Award? other) || other.Agent != a.Agent);
        AwardHistory.Award? second = there.Awards.FirstOrDefault(
                a => !hereByTask.TryGetValue(a.Task, out AwardHistory.Award? other) || other.Agent != a.Agent);
        string? task = first is null ? second?.Task
            : second is null || first.At <= second.At ? first.Task
            : second.Task;
        return task is null
            ? new Divergence(column, reference, null, null, null)
            : new Divergence(
                column, reference, task, hereByTask.GetValueOrDefault(task), thereByTask.GetValueOrDefault(task));
    }

    private static Dictionary<string, AwardHistory.Award> ByTask(AwardHistory history)
    {
        var byTask = new Dictionary<string, AwardHistory.Award>(StringComparer.Ordinal);
        foreach (AwardHistory.Award award in history.Awards)
        {
            byTask.TryAdd(award.Task, award);
        }

        return byTask;
    }
}
