using TaskSwarm.Kernel.Runs;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>A run that was made, and written to a store if there is one.</summary>
/// <param name="Id">Its id there; null if it was not written.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Wall">The real time that it took.</param>
/// <param name="Trouble">Why the store took no more, so that the run ended early and can be resumed; null if it took
/// everything.</param>
public sealed record RecordedRun(string? Id, RunResult Result, TimeSpan Wall, StoreException? Trouble);
