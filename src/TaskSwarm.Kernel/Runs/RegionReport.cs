namespace TaskSwarm.Kernel.Runs;

/// <summary>What a region's report of a window is to hold.</summary>
/// <param name="Window">The window.</param>
/// <param name="To">The regions that the receiving process carries, ascending: what is on its way to them is in the
/// report.</param>
/// <param name="IsWhole">Whether the receiver also commits events and messages.</param>
/// <param name="WithState">Whether the region's whole state after the window is in it; only in a whole one.</param>
public readonly record struct RegionReport(Window Window, int[] To, bool IsWhole, bool WithState);
