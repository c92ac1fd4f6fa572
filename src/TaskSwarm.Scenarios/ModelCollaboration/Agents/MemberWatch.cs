using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// Notices by their heartbeats which members are lost, and tells when what a lost one held has been made up for. Part
/// of an agent in the middle, which gives it what it hears and a timer that comes back.
/// </summary>
/// <param name="members">The members.</param>
/// <param name="heartbeat">How often each tells that it is there.</param>
/// <param name="talkTime">The most that a small message takes.</param>
internal sealed class MemberWatch(IReadOnlyList<AgentId> members, SimDuration heartbeat, SimDuration talkTime)
{
    private const int BeatsMissed = 3;

    /// <summary>Who is there, and who has been asked.</summary>
    public MemberRoster Roster { get; } = new();

    /// <summary>Begins to watch.</summary>
    public void Begin(AgentContext context)
    {
        Roster.Begin(members.Count, context.Now);
        context.Schedule(heartbeat, new WatchTag());
    }

    /// <summary>Goes on after the watching agent was away: its timers are gone, and it heard nobody meanwhile.</summary>
    public void Resume(AgentContext context)
    {
        Roster.HearAll(context.Now);
        context.Schedule(heartbeat, new WatchTag());
    }

    /// <summary>A member was heard. Whoever began anew before its silence was noticed has lost its order all the same.
    /// </summary>
    public void Hear(AgentContext context, int member, bool beganAnew)
    {
        if (beganAnew && Roster.IsPresent(member))
        {
            context.Emit(new FailureDetected(members[member]));
            if (!Roster.Forgot(member))
            {
                context.Emit(new FailureRecovered(members[member]));
            }
        }

        Roster.Hear(member, context.Now);
    }

    /// <summary>Takes members that have been silent for too long to be lost. What they held is made up for when it goes
    /// on without them.</summary>
    public void Look(AgentContext context)
    {
        context.Schedule(heartbeat, new WatchTag());
        SimDuration patience = (heartbeat * BeatsMissed) + talkTime;
        if (context.Now - SimTime.Zero <= patience)
        {
            return;
        }

        foreach (int member in Roster.Lose(context.Now - patience))
        {
            context.Emit(new FailureDetected(members[member]));
            if (!Roster.IsLostWithOrder(member))
            {
                context.Emit(new FailureRecovered(members[member]));
            }
        }
    }

    /// <summary>The round is over without those who were lost in it.</summary>
    public void MakeUp(AgentContext context)
    {
        foreach (int member in Roster.MakeUp())
        {
            context.Emit(new FailureRecovered(members[member]));
        }
    }
}
