namespace TaskSwarm.Kernel.Runs;

/// <content>What observers are told.</content>
public sealed partial class RunCore
{
    /// <summary>Who watches the run; null: nobody. Set before the next window.</summary>
    public IRunObserver? Observer { get; set; }

    /// <summary>What the regions of this process did in the window, before the totals take it.</summary>
    private WindowTally TallyHere()
    {
        long handled = 0;
        long delivered = 0;
        foreach (RegionCore region in _regions)
        {
            if (!region.IsRemote)
            {
                handled += region.Events;
                delivered += region.Outbox.Sent - region.Outbox.Lost - region.Outbox.Dropped;
            }
        }

        return new WindowTally(_window, _committed, handled, delivered);
    }
}
