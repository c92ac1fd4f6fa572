namespace TaskSwarm.Kernel.Negotiation;

/// <summary>Makes the award rule of a strategy: how scenarios reach the strategies without knowing where they live.
/// </summary>
/// <param name="strategy">The strategy's name in scenario files.</param>
/// <param name="maxRounds">The bound on rounds of iterated strategies, at least 1.</param>
/// <exception cref="ArgumentException">There is no such strategy.</exception>
public delegate IAwardRule AwardRuleFactory(string strategy, int maxRounds);
