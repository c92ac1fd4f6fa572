namespace TaskSwarm.Hosting.Explain;

/// <summary>Why a task was late or not done, or how an agent fared.</summary>
/// <param name="Outcome">How it came out.</param>
/// <param name="Cause">What decided that.</param>
/// <param name="Text">One or two sentences for people.</param>
public sealed record Verdict(StoryOutcome Outcome, Cause Cause, string Text);
