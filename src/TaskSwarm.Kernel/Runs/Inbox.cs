namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// The chain of an agent's events within its region's list of what is due. Kept apart from the cells, tightly packed,
/// because every event passes here before its receiver's turn.
/// </summary>
internal struct Inbox
{
    public int First;
    public int Last;
    public int Count;
}
