namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// Tasks that take longer than they should. What a task draws depends on the scenario's seed and its name alone, so it
/// is the same under every strategy; a task that was taken back for its lateness draws anew.
/// </summary>
/// <param name="Probability">That an attempt straggles, 0 to 1.</param>
/// <param name="LeastFactor">Least multiple of the expected duration, at least 1.</param>
/// <param name="GreatestFactor">Greatest multiple of the expected duration.</param>
public sealed record StragglerModel(double Probability, double LeastFactor, double GreatestFactor)
{
    /// <summary>
    /// A task that has run for so many times its expected duration is taken back when another agent is idle; 0: never.
    /// </summary>
    public double TakeBackAfter { get; init; }
}
