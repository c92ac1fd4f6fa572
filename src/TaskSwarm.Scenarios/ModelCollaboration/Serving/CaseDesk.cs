using System.Collections.Immutable;
using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>
/// The side of a member to which cases come: it lets opinions be negotiated by contract net until it is sure enough,
/// makes one of them, and decides.
/// </summary>
/// <remarks>Opinions are taken to be independent given the right class, so their likelihoods are multiplied (Xu,
/// Krzyzak and Suen 1992).</remarks>
internal sealed class CaseDesk : IInitiatorHost
{
    private readonly ServingPlan _plan;
    private readonly int _self;
    private readonly int _front;
    private readonly SortedDictionary<int, OpenCase> _open = [];
    private readonly SortedDictionary<int, (int Agreed, int Asked)> _record = [];
    private readonly SortedSet<int> _distrusted = [];
    private readonly SortedSet<int> _closedDesks = [];
    private int _next;

    /// <summary>The desk of a front.</summary>
    public CaseDesk(ServingPlan plan, IAwardRule rule, int self)
    {
        _plan = plan;
        _self = self;
        _front = plan.Fronts.ToList().IndexOf(plan.Members[self]);
        Net = new ContractNetInitiator(plan.Net, rule, this);
    }

    /// <summary>The contract nets.</summary>
    public ContractNetInitiator Net { get; }

    private IReadOnlyList<ServingCase> Cases => _front < 0 ? [] : _plan.Cases[_front];

    private bool IsDone => _next >= Cases.Count && _open.Count == 0;

    /// <summary>Begins to wait for cases; those that came while nobody was there are gone.</summary>
    public void Open(AgentContext context)
    {
        if (_front < 0)
        {
            return;
        }

        while (_next < Cases.Count && Cases[_next].At <= context.Now)
        {
            _next++;
        }

        foreach (AgentId member in _plan.Members.Where(m => m.Index != _self))
        {
            Net.Watch(context, member);
        }

        ScheduleNext(context);
        TellIfDone(context);
    }

    /// <summary>Goes on after the agent was away: its timers are gone.</summary>
    public void Resume(AgentContext context)
    {
        if (_front < 0)
        {
            return;
        }

        Net.OnRestart(context);
        foreach (int number in _open.Keys.ToArray())
        {
            WatchOpinion(context, TaskOf(number));
        }

        Open(context);
    }

    /// <summary>A case comes.</summary>
    public void Come(AgentContext context, int number)
    {
        ServingCase came = Cases[number];
        _next = number + 1;
        ScheduleNext(context);
        context.Emit(new CaseCame(number, came.Image));
        int classes = _plan.Shape.Classes;
        _open.Add(number, new OpenCase(
            came.Image, context.Now, [.. Enumerable.Repeat(1f / classes, classes)])
        {
            IsFresh = _plan.Rules.LooksFirst,
        });
        Ask(context, number);
    }

    /// <summary>An opinion comes.</summary>
    public void Hear(AgentContext context, AgentId sender, CaseOpinion opinion)
    {
        context.Send(sender, new OpinionHeard(opinion.Task));
        Take(context, sender, opinion);
    }

    /// <summary>Takes an opinion into account, if it is the one that is waited for.</summary>
    public void Take(AgentContext context, AgentId sender, CaseOpinion opinion)
    {
        int number = _plan.Find(opinion.Task).Case;
        if (!_open.TryGetValue(number, out OpenCase? open) || opinion.Task != TaskOf(number)
            || Net.HolderOf(opinion.Task) != sender || open.Asked.Contains(sender.Index))
        {
            return;
        }

        int said = Evaluation.IndexOfHighest(opinion.Likelihood.AsSpan());
        _open[number] = open with
        {
            Suspicion = Combined(open.Suspicion, opinion.Likelihood),
            Opinions = open.Opinions + 1,
            Energy = open.Energy + opinion.Energy,
            Asked = open.Asked.Add(sender.Index),
            Answers = open.Answers.Add((sender.Index, said)),
        };
    }

    /// <summary>Too long without an opinion: somebody else is asked.</summary>
    public void Overdue(AgentContext context, OverdueTag tag)
    {
        int number = _plan.Find(tag.Task).Case;
        if (!_open.TryGetValue(number, out OpenCase? open) || tag.Task != TaskOf(number)
            || Net.AttemptOf(tag.Task) != tag.Attempt || Net.HolderOf(tag.Task) == AgentId.None)
        {
            return;
        }

        AgentId holder = Net.HolderOf(tag.Task);
        if (!open.Asked.Contains(holder.Index))
        {
            open = _open[number] = open with { Asked = open.Asked.Add(holder.Index) };
            if (CanAsk(open))
            {
                Net.Reannounce(context, tag.Task, "no opinion in time");
            }
            else
            {
                Net.Abandon(context, tag.Task, "nobody is left to ask");
            }
        }
    }

    /// <summary>Another front is done.</summary>
    public void HearClosed(AgentContext context, AgentId front)
    {
        _closedDesks.Add(front.Index);
        TellIfDone(context);
    }

    /// <summary>Tells the first front that nothing is left to do here, again and again: word may be lost.</summary>
    public void TellIfDone(AgentContext context)
    {
        if (_front < 0 || !IsDone)
        {
            return;
        }

        if (_front > 0)
        {
            context.Send(_plan.Fronts[0], new DeskClosed());
            context.Schedule(_plan.RepeatEvery, new ClosedTag());
        }
        else if (_closedDesks.Count == _plan.Fronts.Count - 1)
        {
            context.FinishRun("all cases are decided");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task)
    {
        OpenCase open = _open[_plan.Find(task.Id).Case];
        return [.. _plan.Members.Where(m => IsAsked(open, m) && !Net.IsFailed(m))];
    }

    /// <inheritdoc/>
    public bool CallsAtOnce(AgentContext context, TaskSpec task) => !_open[_plan.Find(task.Id).Case].IsFresh;

    /// <inheritdoc/>
    public IMessage? TermsOf(AgentContext context, TaskSpec task, AgentId winner)
    {
        OpenCase open = _open[_plan.Find(task.Id).Case];
        return winner == AgentId.None
            ? new CaseTerms(open.Suspicion)
            : new CaseImage(open.Image, winner.Index == _self ? 0 : _plan.Rules.CaseBytes);
    }

    /// <inheritdoc/>
    public void OnAwarded(AgentContext context, TaskSpec task, Bid winner)
    {
        int number = _plan.Find(task.Id).Case;
        if (winner.Bidder.Index != _self)
        {
            OpenCase open = _open[number];
            _open[number] = open with
            {
                Energy = open.Energy + (_plan.Rules.RadioEnergy * _plan.Rules.CaseBytes / 1e6),
            };
        }

        WatchOpinion(context, task.Id);
    }

    /// <inheritdoc/>
    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        int number = _plan.Find(task.Id).Case;
        if (!_open.TryGetValue(number, out OpenCase? open) || task.Id != _plan.TaskOf(
            _front, number, Math.Max(0, open.Opinions - (final == TaskState.Done ? 1 : 0))))
        {
            return;
        }

        bool isSure = open.Suspicion.Max() >= _plan.Rules.Confidence;
        if (final == TaskState.Done && !isSure && CanAsk(open) && open.Opinions < _plan.Rules.Opinions)
        {
            Ask(context, number);
        }
        else
        {
            Decide(context, number, open);
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        Net.Capture(writer);
        writer.WriteMap(_open, static (w, number) => w.Write(number), static (w, open) => open.Capture(w));
        writer.WriteMap(_record, static (w, member) => w.Write(member), static (w, record) =>
        {
            w.Write(record.Agreed);
            w.Write(record.Asked);
        });
        writer.WriteList(_distrusted, static (w, member) => w.Write(member));
        writer.WriteList(_closedDesks, static (w, member) => w.Write(member));
        writer.Write(_next);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        Net.Restore(reader);
        reader.ReadMap(_open, static r => r.ReadInt32(), OpenCase.Read);
        reader.ReadMap(_record, static r => r.ReadInt32(), static r => (r.ReadInt32(), r.ReadInt32()));
        _distrusted.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _closedDesks.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _next = reader.ReadInt32();
    }

    private bool IsAsked(OpenCase open, AgentId member) =>
        !open.Asked.Contains(member.Index) && !_distrusted.Contains(member.Index);

    private bool CanAsk(OpenCase open) => _plan.Members.Any(m => IsAsked(open, m));

    private TaskId TaskOf(int number) => _plan.TaskOf(_front, number, _open[number].Opinions);

    private void ScheduleNext(AgentContext context)
    {
        if (_next < Cases.Count)
        {
            context.Schedule(
                new SimDuration(Math.Max(1, (Cases[_next].At - context.Now).Micros)), new CaseTag(_next));
        }
    }

    private void Ask(AgentContext context, int number)
    {
        OpenCase open = _open[number];
        TaskId task = TaskOf(number);
        SimTime deadline = open.Came + _plan.Rules.Deadline;
        if (deadline <= context.Now)
        {
            Decide(context, number, open);
            return;
        }

        Net.Announce(context, new TaskSpec(task, string.Create(
            CultureInfo.InvariantCulture, $"{context.Name}/case-{number + 1}/opinion-{open.Opinions + 1}"))
        {
            Release = open.Came,
            Deadline = deadline,
        });
        if (open.IsFresh)
        {
            _open[number] = open with { IsFresh = false };
            Net.Award(context, task, new Bid(context.Self, 0));
        }
    }

    private void WatchOpinion(AgentContext context, TaskId task) => context.Schedule(
        _plan.Rules.Patience, new OverdueTag(task, Net.AttemptOf(task)));

    private void Decide(AgentContext context, int number, OpenCase open)
    {
        _open.Remove(number);
        int said = open.Opinions == 0 ? -1 : Evaluation.IndexOfHighest(open.Suspicion.AsSpan());
        context.Emit(new CaseDecided(
            number, said, said == _plan.Testing.Labels[open.Image], open.Opinions,
            open.Answers.Count(a => a.Member != _self), open.Suspicion.Max(), (context.Now - open.Came).Seconds,
            open.Energy));
        if (_plan.Rules.Distrust is { } rule && open.Answers.Length > 1)
        {
            foreach ((int member, int answer) in open.Answers)
            {
                Remember(context, rule, member, answer == said);
            }
        }

        TellIfDone(context);
    }

    /// <summary>What one member alone said cannot agree or disagree with anything, so only cases with several opinions
    /// count.</summary>
    private void Remember(AgentContext context, DistrustRule rule, int member, bool agrees)
    {
        (int agreed, int asked) = _record.GetValueOrDefault(member);
        (agreed, asked) = (agreed + (agrees ? 1 : 0), asked + 1);
        _record[member] = (agreed, asked);
        if (member != _self && asked >= rule.After && agreed < rule.Below * asked && _distrusted.Add(member))
        {
            context.Emit(new MemberDistrusted(_plan.Members[member], agreed, asked));
        }
    }

    private static ImmutableArray<float> Combined(ImmutableArray<float> prior, ImmutableArray<float> likelihood)
    {
        var products = new double[prior.Length];
        double sum = 0;
        for (int c = 0; c < products.Length; c++)
        {
            products[c] = (double)prior[c] * likelihood[c];
            sum += products[c];
        }

        return sum > 0 ? [.. products.Select(p => (float)(p / sum))] : prior;
    }
}
