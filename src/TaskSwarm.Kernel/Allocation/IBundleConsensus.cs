using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>
/// One agent's side of the consensus-based bundle algorithm (Choi, Brunet and How, IEEE T-RO 25(4), 2009), without the
/// network: bundle, path, winning bids, winners and time stamps. Whoever owns it sends <see cref="News"/> to the
/// neighbours in the network graph and passes on what they send.
/// </summary>
public interface IBundleConsensus
{
    /// <summary>The tasks in the order in which they were added.</summary>
    IReadOnlyList<TaskId> Bundle { get; }

    /// <summary>The tasks in the order in which they will be carried out.</summary>
    IReadOnlyList<TaskId> Path { get; }

    /// <summary>Who it thinks wins each task, with what bid. Ascending by task.</summary>
    IReadOnlyList<ConsensusBelief> Beliefs { get; }

    /// <summary>How often a task was worth more behind others than the bid before it, so that the bid had to be
    /// lowered: each time shows that the scores lack diminishing marginal gain.</summary>
    long RisingGains { get; }

    /// <summary>What neighbours are to be told.</summary>
    /// <param name="now">When it is sent.</param>
    ConsensusNews News(SimTime now);

    /// <summary>Adds a task that may be bid for.</summary>
    void Offer(TaskId task);

    /// <summary>Forgets a task that is done, begun for good or no longer wanted.</summary>
    void Withdraw(TaskId task);

    /// <summary>Takes all wins from an agent that is gone; what others have heard of it before is old from now on.
    /// </summary>
    void Forget(AgentId agent, SimTime now);

    /// <summary>Adds tasks to the bundle while it wins any.</summary>
    /// <param name="score">The gain by a task at its best place in a path, and that place; negative infinity if it
    /// does not fit.</param>
    /// <returns>Whether anything changed.</returns>
    bool Build(Func<IReadOnlyList<TaskId>, TaskId, (double Gain, int Position)> score);

    /// <summary>Takes in a neighbour's news by the published table, and releases what is lost.</summary>
    /// <returns>Whether anything but time stamps changed.</returns>
    bool Hear(ConsensusNews news);

    /// <summary>Writes the state.</summary>
    void Capture(StateWriter writer);

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    void Restore(StateReader reader);
}
