using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>
/// Table 1 of Choi, Brunet and How (IEEE T-RO 25(4), 2009): what agent i does about a task on news from agent k. A bid
/// is higher than another also if it is equal and of an agent with a smaller number; without that, two equal bids for
/// one task would never come to an agreement. And where both think of third agents, m and n, a sender that knows newer
/// of n and as new of m is believed: the paper leaves that case alone, the receiver's stamp of n is then raised though
/// its belief is old, and the belief may look fresh for ever.
/// </summary>
internal static class ConflictTable
{
    /// <summary>The action of the receiver.</summary>
    /// <param name="i">The receiver.</param>
    /// <param name="k">The sender.</param>
    /// <param name="theirs">What the sender believes of the task.</param>
    /// <param name="mine">What the receiver believes of it.</param>
    /// <param name="sk">The sender's stamps.</param>
    /// <param name="si">The receiver's stamps.</param>
    public static ConflictAction Decide(
        AgentId i, AgentId k, ConsensusBelief theirs, ConsensusBelief mine, StampTable sk, StampTable si)
    {
        if (theirs.Winner == k)
        {
            return SenderWins(i, k, theirs, mine, sk, si);
        }

        if (theirs.Winner == i)
        {
            return ReceiverWins(i, k, mine, sk, si);
        }

        return theirs.Winner == AgentId.None
            ? NobodyWins(i, k, mine, sk, si)
            : ThirdWins(i, k, theirs, mine, sk, si);
    }

    /// <summary>Whether one bid is higher than another.</summary>
    public static bool Beats(double bid, AgentId bidder, double other, AgentId otherBidder) =>
        bid > other || (bid == other && otherBidder != AgentId.None && bidder < otherBidder);

    private static ConflictAction SenderWins(
        AgentId i, AgentId k, ConsensusBelief theirs, ConsensusBelief mine, StampTable sk, StampTable si)
    {
        if (mine.Winner == k || mine.Winner == AgentId.None)
        {
            return ConflictAction.Update;
        }

        AgentId m = mine.Winner;
        return Beats(theirs, mine) || (m != i && sk[m] > si[m]) ? ConflictAction.Update : ConflictAction.Leave;
    }

    private static ConflictAction ReceiverWins(
        AgentId i, AgentId k, ConsensusBelief mine, StampTable sk, StampTable si)
    {
        AgentId m = mine.Winner;
        if (m == i || m == AgentId.None)
        {
            return ConflictAction.Leave;
        }

        return m == k || sk[m] > si[m] ? ConflictAction.Reset : ConflictAction.Leave;
    }

    private static ConflictAction ThirdWins(
        AgentId i, AgentId k, ConsensusBelief theirs, ConsensusBelief mine, StampTable sk, StampTable si)
    {
        AgentId m = theirs.Winner;
        AgentId n = mine.Winner;
        bool newer = sk[m] > si[m];
        if (n == i)
        {
            return newer && Beats(theirs, mine) ? ConflictAction.Update : ConflictAction.Leave;
        }

        if (n == k)
        {
            return newer ? ConflictAction.Update : ConflictAction.Reset;
        }

        if (n == m || n == AgentId.None)
        {
            return newer ? ConflictAction.Update : ConflictAction.Leave;
        }

        if (sk[n] > si[n])
        {
            return si[m] > sk[m] ? ConflictAction.Reset : ConflictAction.Update;
        }

        return newer && Beats(theirs, mine) ? ConflictAction.Update : ConflictAction.Leave;
    }

    private static ConflictAction NobodyWins(
        AgentId i, AgentId k, ConsensusBelief mine, StampTable sk, StampTable si)
    {
        AgentId m = mine.Winner;
        if (m == i || m == AgentId.None)
        {
            return ConflictAction.Leave;
        }

        return m == k || sk[m] > si[m] ? ConflictAction.Update : ConflictAction.Leave;
    }

    private static bool Beats(ConsensusBelief one, ConsensusBelief other) =>
        Beats(one.Bid, one.Winner, other.Bid, other.Winner);
}
