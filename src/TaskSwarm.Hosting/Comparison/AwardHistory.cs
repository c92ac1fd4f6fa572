using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>Who was given what in a run, and what came of it.</summary>
/// <param name="Awards">The first award of each task, in the order of the run.</param>
public sealed record AwardHistory(IReadOnlyList<AwardHistory.Award> Awards)
{
    /// <summary>The first award of a task, or null.</summary>
    public Award? Find(string task) => Awards.FirstOrDefault(a => a.Task == task);

    /// <summary>A task's first award and its end.</summary>
    /// <param name="Task">The task's name.</param>
    /// <param name="At">When it was awarded.</param>
    /// <param name="Agent">To whom.</param>
    /// <param name="Cost">At which cost.</param>
    /// <param name="Start">When the work that counted began; <see cref="SimTime.Never"/> if it did not.</param>
    /// <param name="End">When the task ended; <see cref="SimTime.Never"/> if it did not.</param>
    /// <param name="Due">When it should have been done.</param>
    /// <param name="State">Where it stands at the end of the run, in a word.</param>
    public sealed record Award(
        string Task, SimTime At, string Agent, double Cost, SimTime Start, SimTime End, SimTime Due, string State)
    {
        /// <summary>By how much it was done too late; zero if it was not.</summary>
        public SimDuration Late => End < SimTime.Never && End > Due ? End - Due : SimDuration.Zero;
    }
}
