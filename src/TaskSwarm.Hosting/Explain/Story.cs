namespace TaskSwarm.Hosting.Explain;

/// <summary>What happened to one task, or what one agent did, in simulated time, and the answer to why.</summary>
/// <param name="Subject">The task's or the agent's name.</param>
/// <param name="Lines">What happened, in order.</param>
/// <param name="Verdict">The answer.</param>
public sealed record Story(string Subject, IReadOnlyList<StoryLine> Lines, Verdict Verdict);
