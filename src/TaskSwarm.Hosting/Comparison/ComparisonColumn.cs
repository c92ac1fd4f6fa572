using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>One of the things that a comparison sets beside each other: a strategy, or some values.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Overrides">What makes it, except for the seed.</param>
public sealed record ComparisonColumn(string Name, ScenarioOverrides Overrides);
