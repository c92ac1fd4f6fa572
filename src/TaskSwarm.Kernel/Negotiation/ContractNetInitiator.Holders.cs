using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <content>Results, leases and the failure of holders.</content>
public sealed partial class ContractNetInitiator
{
    private void Done(AgentContext context, AgentId by, InformDone done)
    {
        TaskId task = done.Conversation.Task;
        if (_options.Heartbeat.Micros > 0)
        {
            context.Send(by, new Acknowledge(done.Conversation, done.Round, done.Attempt));
        }

        if (!_open.TryGetValue(task.Number, out OpenTask? open))
        {
            NoteRedundantWork(context, task, by);
            return;
        }

        if (done.CompletedAt > open.Task.Deadline)
        {
            // Its deadline passed while the initiator was down or the report on its way.
            Expire(context, task);
            return;
        }

        // Whoever finishes first has done it, even if it had been given up on; the present holder is called off.
        _doneBy[task.Number] = by.Index;
        if (open.Holder != by)
        {
            TellHolder(context, open, "done by another");
        }

        context.Emit(new TaskCompleted(task, done.Attempt, by, done.CompletedAt));
        Close(context, open, TaskState.Done);
    }

    private void NoteRedundantWork(AgentContext context, TaskId task, AgentId by)
    {
        // Its own report repeated because the acknowledgement was lost is not redundant work.
        if (_doneBy.TryGetValue(task.Number, out int first) && first != by.Index)
        {
            context.Emit(new WorkWasRedundant(task, by));
        }
    }

    private void Failure(AgentContext context, AgentId by, InformFailure failure)
    {
        context.Send(by, new Acknowledge(failure.Conversation, failure.Round, failure.Attempt));
        if (_open.TryGetValue(failure.Conversation.Task.Number, out OpenTask? open)
            && open.Holder == by && open.Attempt == failure.Attempt)
        {
            AnnounceAgain(context, open, failure.Reason);
        }
    }

    private void Hear(AgentContext context, AgentId sender, Heartbeat heartbeat)
    {
        if (_upSince.TryGetValue(sender.Index, out SimTime known) && heartbeat.UpSince < known)
        {
            // Overtaken on the way by one that was sent after a restart: it speaks of a life that is over.
            return;
        }

        if (_watched.ContainsKey(sender.Index))
        {
            _watched[sender.Index] = context.Now;
        }

        NoteRestart(context, sender, heartbeat);
        var confirmed = new List<(ConversationId Conversation, int Attempt)>(heartbeat.Held.Count);
        foreach ((ConversationId conversation, int attempt) in heartbeat.Held)
        {
            if (_open.TryGetValue(conversation.Task.Number, out OpenTask? open)
                && open.Holder == sender && open.Attempt == attempt)
            {
                open.HeardAt = context.Now;
                confirmed.Add((conversation, attempt));
            }
            else
            {
                context.Send(sender, new Cancel(conversation, 0, attempt, "held by another or closed"));
            }
        }

        context.Send(sender, new HeartbeatHeard(heartbeat.SentAt, confirmed));
    }

    /// <summary>An award begins a lease; its holder is not given up on before that lease is over.</summary>
    private void Lease(AgentContext context, OpenTask open)
    {
        open.HeardAt = context.Now;
        if (_watched.ContainsKey(open.Holder.Index))
        {
            _watched[open.Holder.Index] = context.Now;
        }
    }

    /// <summary>
    /// A sender that has come up anew has crashed, however short it was away; what it forgot is lost.
    /// </summary>
    private void NoteRestart(AgentContext context, AgentId sender, Heartbeat heartbeat)
    {
        bool knownFailed = _failed.Remove(sender.Index);
        bool restarted = _upSince.TryGetValue(sender.Index, out SimTime before)
            ? before != heartbeat.UpSince
            : heartbeat.UpSince > SimTime.Zero;
        _upSince[sender.Index] = heartbeat.UpSince;
        if (!restarted || knownFailed)
        {
            return;
        }

        OpenTask[] forgotten = [.. _open.Values.Where(o => o.Holder == sender
            && !heartbeat.Held.Any(h => h.Conversation.Task == o.Task.Id && h.Attempt == o.Attempt))];
        HandleFailure(context, sender, forgotten, "holder restarted");
    }

    private void KeepWatching(AgentContext context)
    {
        if (!_watching && _options.Heartbeat.Micros > 0 && (_open.Count > 0 || _watched.Count > 0))
        {
            _watching = true;
            context.Schedule(_options.Heartbeat, WatchTag.Instance);
        }
    }

    private void CheckLeases(AgentContext context)
    {
        SimTime oldest = context.Now - _options.Lease;
        foreach (int agent in _watched.Keys.ToArray())
        {
            if (_watched[agent] < oldest && _failed.Add(agent))
            {
                HandleFailure(context, new AgentId(agent), HeldBy(agent), "holder unheard");
            }
        }

        foreach (OpenTask open in _open.Values.ToArray())
        {
            if (open.State == TaskState.Awarded && open.HeardAt < oldest && !_failed.Contains(open.Holder.Index))
            {
                // Its holder may be well and the award lost on the way; an unwatched holder is taken to have failed.
                if (!_watched.ContainsKey(open.Holder.Index))
                {
                    _failed.Add(open.Holder.Index);
                    HandleFailure(context, open.Holder, HeldBy(open.Holder.Index), "holder unheard");
                }
                else
                {
                    AnnounceAgain(context, open, "the award was not confirmed");
                }
            }
        }
    }

    private OpenTask[] HeldBy(int agent) => [.. _open.Values.Where(o => o.Holder.Index == agent)];

    private void HandleFailure(AgentContext context, AgentId failed, OpenTask[] lost, string reason)
    {
        context.Emit(new FailureDetected(failed));
        _host.OnFailureDetected(context, failed);
        foreach (OpenTask open in lost)
        {
            open.LostBy = failed;
        }

        foreach (OpenTask open in lost)
        {
            if (_open.ContainsKey(open.Task.Id.Number) && open.Holder == failed)
            {
                AnnounceAgain(context, open, reason);
            }
        }

        if (lost.Length == 0)
        {
            context.Emit(new FailureRecovered(failed));
        }
    }

    private void Recover(AgentContext context, OpenTask placed)
    {
        AgentId failed = placed.LostBy;
        placed.LostBy = AgentId.None;
        if (failed != AgentId.None && !_open.Values.Any(o => o.LostBy == failed))
        {
            context.Emit(new FailureRecovered(failed));
        }
    }

    private static void TellHolder(AgentContext context, OpenTask open, string reason)
    {
        if (open.Holder != AgentId.None)
        {
            context.Send(open.Holder, new Cancel(ConversationOf(context, open), open.Round, open.Attempt, reason));
        }
    }
}
