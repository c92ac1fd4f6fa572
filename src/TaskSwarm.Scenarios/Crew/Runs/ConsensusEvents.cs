using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>An agent has seen the end of a consensus and claims what it has won.</summary>
/// <param name="Epoch">The number of the consensus.</param>
/// <param name="Rounds">The last round in which anybody of whom it knows changed his mind.</param>
/// <param name="Limit">How many tasks its bundle could hold.</param>
/// <param name="RisingGains">How often a gain rose, so that a bid was held down.</param>
/// <param name="Items">The numbers of the tasks, or parts of tasks, that it has won.</param>
public sealed record BundleClaimed(int Epoch, int Rounds, int Limit, long RisingGains, IReadOnlyList<int> Items)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Epoch);
        encoder.Write(Rounds);
        encoder.Write(Limit);
        encoder.Write(RisingGains);
        encoder.Write(Items.Count);
        foreach (int item in Items)
        {
            encoder.Write(item);
        }
    }
}

/// <summary>The dispatcher has the claims of a consensus and awards what was claimed.</summary>
/// <param name="Epoch">The number of the consensus.</param>
/// <param name="Members">How many agents were called to it.</param>
/// <param name="Missing">How many of them did not claim.</param>
/// <param name="Offered">How many tasks were on offer.</param>
/// <param name="Claimed">How many of them were claimed.</param>
/// <param name="Rounds">The last round in which anybody changed his mind.</param>
/// <param name="Bound">N_min * D: what the rounds do not exceed in synchronous rounds without loss.</param>
/// <param name="Conflicts">How many tasks two agents claimed.</param>
/// <param name="RisingGains">How often a gain rose.</param>
public sealed record ConsensusReached(
    int Epoch, int Members, int Missing, int Offered, int Claimed, int Rounds, long Bound, int Conflicts,
    long RisingGains) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Epoch);
        encoder.Write(Members);
        encoder.Write(Missing);
        encoder.Write(Offered);
        encoder.Write(Claimed);
        encoder.Write(Rounds);
        encoder.Write(Bound);
        encoder.Write(Conflicts);
        encoder.Write(RisingGains);
    }
}
