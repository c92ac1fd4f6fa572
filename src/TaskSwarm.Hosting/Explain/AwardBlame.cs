using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Finds why an award came to nothing.</summary>
internal sealed class AwardBlame(RunFacts facts, Outages outages, Wire wire)
{
    /// <summary>From when on an award that came to nothing cost time: from its start, if work was lost with it, else
    /// from when its holder failed.</summary>
    public SimTime LostFrom(AwardFile award)
    {
        if (award.StartedAt <= award.OverAt && award.StartedAt < SimTime.Never)
        {
            return award.StartedAt;
        }

        if (award.SentAt < SimTime.Never && award.HeardAt == SimTime.Never)
        {
            return award.At;
        }

        SimTime over = SimTime.Min(award.OverAt, facts.SimulatedTime);
        return outages.Within(award.Winner, award.At, over) is Outage outage
            ? SimTime.Max(award.At, outage.From)
            : over;
    }

    /// <summary>Why an award was not carried out, or is not yet.</summary>
    public Blame Of(AwardFile award)
    {
        string name = facts.NameOf(award.Winner);
        SimTime until = SimTime.Min(award.OverAt, facts.SimulatedTime);
        if (award.SentAt < SimTime.Never && award.HeardAt == SimTime.Never && award.StartedAt == SimTime.Never)
        {
            MessageFate fate = wire.FateOf(award.Initiator, award.Winner, award.SentAt);
            return new Blame(fate.Cause, $"the award to {name} at {award.At} was {fate.Text}");
        }

        // A holder that went down and came back may have forgotten what it held.
        if (outages.Within(award.Winner, award.At, until) is Outage outage)
        {
            return new Blame(Cause.Crash, $"its holder {name} crashed at {outage.From} ({outage.Cause})");
        }

        if (award.ReportedAt < SimTime.Never && award.ReportHeardAt == SimTime.Never)
        {
            MessageFate fate = wire.FateOf(award.Winner, award.Initiator, award.ReportedAt);
            return new Blame(fate.Cause, $"the report of {name} that it was done was {fate.Text}");
        }

        if (award.GivenUp is string given)
        {
            return new Blame(CallBlame.CauseOf(given), $"{name} gave it up: {given}");
        }

        if (award.Reason is string reason)
        {
            return Unheard(award, name, reason);
        }

        return award.StartedAt == SimTime.Never
            ? new Blame(Cause.Queue, $"{name}, which held it from {award.At} on, had not begun it")
            : new Blame(Cause.Work, $"{name} was still at it, having begun at {award.StartedAt}");
    }

    /// <summary>A holder that was up and is taken to have failed was not heard.</summary>
    private static Blame Unheard(AwardFile award, string name, string reason) => reason switch
    {
        "holder unheard" => new Blame(
            Cause.MessageLost, $"the heartbeats of {name}, which was up, did not arrive and it was taken for lost"),
        "the award was not confirmed" => new Blame(
            Cause.MessageLost, $"{name} never confirmed the award of {award.At}"),
        _ => new Blame(CallBlame.CauseOf(reason), $"it was taken from {name}: {reason}"),
    };
}
