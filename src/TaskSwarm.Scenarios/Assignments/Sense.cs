namespace TaskSwarm.Scenarios.Assignments;

/// <summary>What the numbers under <c>cost</c> mean.</summary>
internal enum Sense
{
    /// <summary>Costs: less is better.</summary>
    Min,

    /// <summary>Profits: more is better.</summary>
    Max,
}
