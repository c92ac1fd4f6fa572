using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <content>Calls that are decided together.</content>
public sealed partial class ContractNetInitiator
{
    /// <summary>The stream from which batch rules draw.</summary>
    private const string BatchPurpose = "batch";

    /// <summary>
    /// Decides all calls that are answered in full or due, once none is out whose answers may still come before its
    /// deadline: lost bids delay a batch no longer than a single call. What wins nobody although somebody bid is called
    /// for again at once, as long as a batch awards something.
    /// </summary>
    private void DecideBatch(AgentContext context)
    {
        OpenTask[] calling = [.. _open.Values.Where(o => o.Calling)];
        bool isDue = Array.Exists(calling, o => o.ReplyBy <= context.Now);
        OpenTask[] ready = [.. calling.Where(
            o => o.Answered.Count == o.Called.Count || o.ReplyBy <= context.Now)];
        if (!isDue && ready.Length < calling.Length)
        {
            return;
        }

        BatchCall[] calls = [.. ready.Select(o => new BatchCall(o.Task, EndRound(context, o)))];
        IReadOnlyList<Bid?> winners = _batch!.Decide(calls, context.Now, context.Stream(BatchPurpose));
        bool isAwarded = false;
        for (int t = 0; t < ready.Length; t++)
        {
            if (winners[t] is Bid winner && IsStillOpen(ready[t]))
            {
                isAwarded = true;
                Conclude(context, ready[t], winner);
            }
        }

        for (int t = 0; t < ready.Length; t++)
        {
            if (winners[t] is null && IsStillOpen(ready[t]))
            {
                CallAgain(context, ready[t], isAwarded && calls[t].Bids.Count > 0);
            }
        }
    }

    /// <summary>The host may have closed or called for it while another task was awarded.</summary>
    private bool IsStillOpen(OpenTask open) => open.State == TaskState.Announced && !open.Calling
        && _open.TryGetValue(open.Task.Id.Number, out OpenTask? known) && ReferenceEquals(known, open);

    private void CallAgain(AgentContext context, OpenTask open, bool atOnce)
    {
        RejectAll(context, open, AgentId.None, RejectionReason.NotWanted);
        if (!atOnce)
        {
            Retry(context, open, WhyNobody(open));
            return;
        }

        open.Called.Clear();
        Call(context, open);
    }
}
