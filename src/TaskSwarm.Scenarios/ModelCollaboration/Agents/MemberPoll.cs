using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A server's view of its members: asks some of them something, waits until all have answered or the deadline is over,
/// and notices by missing heartbeats who is lost. What a lost member held is made up for when the round goes on without
/// it. Members go by their places in the list.
/// </summary>
/// <param name="members">The members, in rising order.</param>
/// <param name="heartbeat">How often each tells that it is there.</param>
/// <param name="talkTime">The most that a small message takes.</param>
/// <param name="host">Whose view it is.</param>
internal sealed class MemberPoll(
    IReadOnlyList<AgentId> members, SimDuration heartbeat, SimDuration talkTime, IPollHost host)
{
    private const int BeatsMissed = 3;

    private readonly MemberRoster _roster = new();
    private bool _isOpen;
    private int _number;
    private TimerId _deadline;

    /// <summary>A poll of a plan's server or of one of its edges.</summary>
    public MemberPoll(FederatedPlan plan, IReadOnlyList<AgentId> members, IPollHost host)
        : this(members, plan.Rules.Heartbeat, plan.TalkTime, host)
    {
    }

    /// <summary>The number of the poll, from 1.</summary>
    public int Number => _number;

    /// <summary>Whether answers count.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Who has been asked, has not answered and is not lost, in rising order.</summary>
    public int[] Unanswered() => _roster.Unanswered();

    /// <summary>The place of a member; negative if it is none.</summary>
    public int PlaceOf(AgentId agent)
    {
        (int from, int to) = (0, members.Count - 1);
        while (from <= to)
        {
            int middle = (from + to) / 2;
            if (members[middle].Index == agent.Index)
            {
                return middle;
            }

            (from, to) = members[middle].Index < agent.Index ? (middle + 1, to) : (from, middle - 1);
        }

        return -1;
    }

    /// <summary>The member at a place.</summary>
    public AgentId MemberAt(int place) => members[place];

    /// <summary>Begins to watch; all members are taken to have been heard just now.</summary>
    /// <param name="context">The server's context.</param>
    public void Begin(AgentContext context)
    {
        _isOpen = false;
        _roster.Begin(members.Count, context.Now);
        context.Schedule(heartbeat, new WatchTag());
    }

    /// <summary>The members that are not lost, in rising order.</summary>
    public int[] Present() => _roster.Present();

    /// <summary>Some of the members that are not lost, each as likely as any other, in rising order: a share of all
    /// members, or all that are left.</summary>
    public int[] Draw(RandomStream random, double share)
    {
        int[] present = _roster.Present();
        random.Shuffle(present.AsSpan());
        return [.. present.Take(FederatedRules.Drawn(share, members.Count)).Order()];
    }

    /// <summary>Asks some members, and nobody else any longer.</summary>
    /// <param name="context">The server's context.</param>
    /// <param name="asked">Their places, in rising order.</param>
    /// <param name="message">What each is asked.</param>
    /// <param name="deadline">The most that it waits.</param>
    public void Ask(AgentContext context, IReadOnlyList<int> asked, Func<int, IMessage> message, SimDuration deadline)
    {
        _number++;
        _isOpen = true;
        _roster.Ask(asked);
        foreach (int member in asked)
        {
            context.Send(members[member], message(member));
        }

        _deadline = context.Schedule(deadline, new DeadlineTag(_number));
    }

    /// <summary>A member has been heard.</summary>
    public void Hear(AgentContext context, int member, bool beganAnew = false)
    {
        // Whoever began anew before its silence was noticed has lost its order all the same.
        if (beganAnew && _roster.IsPresent(member))
        {
            context.Emit(new FailureDetected(members[member]));
            if (!_roster.Forgot(member))
            {
                context.Emit(new FailureRecovered(members[member]));
            }
        }

        _roster.Hear(member, context.Now);
    }

    /// <summary>A member has answered.</summary>
    public void Answered(int member) => _roster.Answered(member);

    /// <summary>Whether the timer was the poll's.</summary>
    public bool OnTimer(AgentContext context, IMessage tag)
    {
        switch (tag)
        {
            case DeadlineTag deadline:
                if (deadline.Poll == _number && _isOpen)
                {
                    Close(context);
                }

                return true;
            case WatchTag:
                Watch(context);
                return true;
            default:
                return false;
        }
    }

    /// <summary>To be called whenever somebody has been heard.</summary>
    public void CloseIfComplete(AgentContext context)
    {
        if (_isOpen && _roster.Waiting == 0)
        {
            context.Cancel(_deadline);
            Close(context);
        }
    }

    /// <summary>What lost members held is no longer missed.</summary>
    public void MakeUp(AgentContext context)
    {
        foreach (int member in _roster.MakeUp())
        {
            context.Emit(new FailureRecovered(members[member]));
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        _roster.Capture(writer);
        writer.Write(_isOpen);
        writer.Write(_number);
        writer.Write(_deadline.Sequence);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        _roster.Restore(reader);
        _isOpen = reader.ReadBoolean();
        _number = reader.ReadInt32();
        _deadline = new TimerId(reader.ReadInt64());
    }

    private void Close(AgentContext context)
    {
        _isOpen = false;
        host.OnPollOver(context);
    }

    private void Watch(AgentContext context)
    {
        context.Schedule(heartbeat, new WatchTag());
        SimDuration patience = (heartbeat * BeatsMissed) + talkTime;
        if (context.Now - SimTime.Zero <= patience)
        {
            return;
        }

        foreach (int member in _roster.Lose(context.Now - patience))
        {
            context.Emit(new FailureDetected(members[member]));
            if (!_roster.IsLostWithOrder(member))
            {
                context.Emit(new FailureRecovered(members[member]));
            }
        }

        CloseIfComplete(context);
    }
}
