using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>A cause with the words for it.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Text">A clause that goes on from <c>because</c>.</param>
internal readonly record struct Blame(Cause Cause, string Text);

/// <summary>Finds why no call for a task came to an award.</summary>
internal sealed class CallBlame(RunFacts facts, Outages outages, Wire wire)
{
    /// <summary>Why rounds of calls awarded nothing.</summary>
    /// <param name="task">The task.</param>
    /// <param name="rounds">The rounds.</param>
    /// <param name="reason">What the initiator said for a reason; null if nothing.</param>
    public Blame Of(TaskFile task, IReadOnlyList<CallRound> rounds, string? reason)
    {
        (CallRound Round, Exchange Exchange)[] furthest =
        [
            .. rounds.SelectMany(r => r.Exchanges.Select(e => (Round: r, Exchange: e)))
                .Where(p => p.Exchange.CalledAt < SimTime.Never)
                .GroupBy(p => p.Exchange.Agent).OrderBy(g => g.Key)
                .Select(g => g.OrderByDescending(p => Progress(p.Round, p.Exchange)).First()),
        ];
        if (furthest.Length == 0)
        {
            return Uncalled(task, reason);
        }

        return Heard(furthest) ?? Lost(furthest) ?? Refused(furthest)
            ?? new Blame(Cause.Other, reason ?? "nobody answered");
    }

    /// <summary>How far an agent came: a bid that arrived is more than a bid, a bid more than a refusal.</summary>
    private static int Progress(CallRound round, Exchange exchange) =>
        exchange.Counts(round) ? 5
        : exchange.Answer is { IsBid: true } ? (exchange.IsLate(round) ? 4 : 3)
        : exchange.Answer is not null && !exchange.AnswerIsLost ? 2
        : exchange.Answer is not null ? 1
        : 0;

    private Blame? Heard((CallRound Round, Exchange Exchange)[] furthest)
    {
        AgentId[] bidders = [.. furthest.Where(p => p.Exchange.Counts(p.Round)).Select(p => p.Exchange.Agent)];
        return bidders.Length == 0
            ? null
            : new Blame(Cause.Other, $"the bids of {Wording.Names(facts, bidders)} did not suffice");
    }

    /// <summary>Whoever wanted to bid, or could not be asked, might have done it.</summary>
    private Blame? Lost((CallRound Round, Exchange Exchange)[] furthest)
    {
        if (furthest.Where(p => p.Exchange.IsLate(p.Round)).ToArray() is [var late, ..] all)
        {
            return new Blame(
                Cause.BidTooLate,
                $"the {(all.Length == 1 ? "bid" : "bids")} of "
                + $"{Wording.Names(facts, [.. all.Select(p => p.Exchange.Agent)])} came after the reply-by time "
                + late.Round.ReplyBy);
        }

        foreach ((CallRound round, Exchange exchange) in furthest.Where(p => p.Exchange.Answer is { IsBid: true }))
        {
            MessageFate fate = wire.FateOf(exchange.Agent, round.Initiator, exchange.AnsweredAt);
            return new Blame(
                fate.Cause,
                $"the bid of {facts.NameOf(exchange.Agent)} ({Wording.Number(exchange.Answer!.Cost)}) was {fate.Text}");
        }

        (CallRound Round, Exchange Exchange)[] unheard = [.. furthest.Where(p => p.Exchange.CallIsLost)];
        if (unheard.Length == 0)
        {
            return null;
        }

        (Cause cause, string text) = unheard
            .Select(p => wire.FateOf(p.Round.Initiator, p.Exchange.Agent, p.Exchange.CalledAt))
            .GroupBy(f => (f.Cause, f.Text)).OrderByDescending(g => g.Count()).First().Key;
        return new Blame(
            cause, $"the call to {Wording.Names(facts, [.. unheard.Select(p => p.Exchange.Agent)])} was {text}");
    }

    private Blame? Refused((CallRound Round, Exchange Exchange)[] furthest)
    {
        IGrouping<Cause, Exchange>? most = furthest.Select(p => p.Exchange).Where(e => e.Answer is { IsBid: false })
            .GroupBy(e => CauseOf(e.Answer!)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
        if (most is null)
        {
            return null;
        }

        Exchange[] refusers = [.. most];
        string detail = refusers[0].Answer!.Shortfall?.Detail ?? $"says: {refusers[0].Answer!.Refusal}";
        string all = refusers.Length == furthest.Length
            ? refusers.Length == 1 ? "the only one called" : "all that were called"
            : $"{refusers.Length} of {furthest.Length} called";
        return new Blame(
            most.Key, $"{all} refused: {Words(most.Key)}; {facts.NameOf(refusers[0].Agent)} {detail}");
    }

    /// <summary>Why nobody was asked: the scenario tells who could have been.</summary>
    private Blame Uncalled(TaskFile task, string? reason)
    {
        (AgentId Agent, Shortfall? Lack)[] agents = facts.Simulation.Facts is IScenarioFacts scenario
            ? [.. scenario.Workers.Select(a => (a, scenario.WhyUnable(a, task.Id)))]
            : [];
        if (agents.Length > 0 && agents.All(a => a.Lack is not null))
        {
            var most = agents.GroupBy(a => CauseOf(a.Lack!.Obstacle)).OrderByDescending(g => g.Count()).First();
            return new Blame(
                most.Key, $"no agent can: {Words(most.Key)}; {facts.NameOf(most.First().Agent)} "
                + most.First().Lack!.Detail);
        }

        AgentId[] able = [.. agents.Where(a => a.Lack is null).Select(a => a.Agent)];
        SimTime until = task.EndedAt < SimTime.Never ? task.EndedAt : facts.SimulatedTime;
        if (able.Length > 0 && able.All(a => outages.Within(a, task.AnnouncedAt, until) is not null))
        {
            Outage outage = outages.Within(able[0], task.AnnouncedAt, until)!;
            return new Blame(
                Cause.Crash, $"all that can do it were down: {Wording.Names(facts, able)} ({outage.Cause})");
        }

        return reason is null
            ? new Blame(Cause.NobodyCalled, "nobody was called for it")
            : new Blame(CauseOf(reason), CauseOf(reason) == Cause.Plan
                ? $"the plan of {facts.Simulation.Strategy} has no place for it ({reason})"
                : reason);
    }

    /// <summary>A refusal's cause.</summary>
    public static Cause CauseOf(Answer answer) => answer.Shortfall is { Obstacle: not Obstacle.Other } shortfall
        ? CauseOf(shortfall.Obstacle)
        : CauseOf(answer.Refusal ?? "");

    /// <summary>The cause that a reason in words names.</summary>
    public static Cause CauseOf(string reason) =>
        reason == TaskFile.NoClaim ? Cause.Outbid
        : Says(reason, "skill") || Says(reason, "cannot do it") ? Cause.NoSkill
        : Says(reason, "range") ? Cause.OutOfRange
        : Says(reason, "full") || Says(reason, "busy") || Says(reason, "too small") || Says(reason, "no room")
            ? Cause.Full
        : Says(reason, "late") || Says(reason, "window") || Says(reason, "deadline") ? Cause.TooLate
        : Says(reason, "plan") || Says(reason, "route") || Says(reason, "claims") || Says(reason, "bids for it")
            ? Cause.Plan
        : Says(reason, "crash") || Says(reason, "broke down") || Says(reason, "nobody is up")
            || Says(reason, "unheard") || Says(reason, "holder restarted") || Says(reason, "was lost") ? Cause.Crash
        : Cause.Other;

    private static Cause CauseOf(Obstacle obstacle) => obstacle switch
    {
        Obstacle.Skill => Cause.NoSkill,
        Obstacle.Range => Cause.OutOfRange,
        Obstacle.Room => Cause.Full,
        Obstacle.Time => Cause.TooLate,
        _ => Cause.Other,
    };

    private static bool Says(string reason, string word) => reason.Contains(word, StringComparison.Ordinal);

    private static string Words(Cause cause) => cause switch
    {
        Cause.NoSkill => "no skill for it",
        Cause.OutOfRange => "out of range",
        Cause.Full => "full",
        Cause.TooLate => "too late",
        _ => "other reasons",
    };
}
