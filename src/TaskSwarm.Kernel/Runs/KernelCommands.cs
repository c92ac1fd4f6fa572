using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <summary>What the kernel itself tells a cell; agents never see these.</summary>
internal abstract record KernelCommand : IMessage
{
    /// <summary>The agent's first instant.</summary>
    internal sealed record Start : KernelCommand
    {
        public static readonly Start Instance = new();
    }

    /// <summary>A scenario's crash.</summary>
    internal sealed record Crash(string Cause, SimDuration? RepairAfter, bool Permanent) : KernelCommand;

    /// <summary>The next crash drawn from the agent's failure rate.</summary>
    internal sealed record RandomCrash(int Incarnation) : KernelCommand;

    /// <summary>The end of a back-off or repair.</summary>
    internal sealed record Revive(int Incarnation) : KernelCommand;

    /// <summary>The whole squad goes down and comes back.</summary>
    internal sealed record SquadRestart(string Squad, SimTime UpAt) : KernelCommand;

    /// <summary>The whole squad is stopped.</summary>
    internal sealed record SquadStop(string Squad) : KernelCommand;

    /// <summary>A factor on the agent's speed begins or, with null, ends.</summary>
    internal sealed record Speed(int FaultNumber, double? Factor) : KernelCommand;

    /// <summary>A factor on the agent's bids begins or, with null, ends.</summary>
    internal sealed record Bids(int FaultNumber, double? Factor) : KernelCommand;

    /// <summary>Silence begins or ends.</summary>
    internal sealed record Silence(bool Begins) : KernelCommand;
}
