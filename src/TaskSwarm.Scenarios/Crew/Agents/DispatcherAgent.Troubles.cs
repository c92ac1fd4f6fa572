using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Drivers;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>Starts, ends, lateness, losses, and the state that survives.</content>
internal sealed partial class DispatcherAgent
{
    public TaskSpec Revise(AgentContext context, TaskSpec task, AgentId lastHolder, string reason)
    {
        int item = task.Id.Number;
        ItemFile file = Board[item];
        DisbandTeam(context, item);
        bool again = lastHolder == AgentId.None;
        (file.State, file.Team, file.Start, file.End) = (ItemState.Open, [], SimTime.Never, SimTime.Never);
        file.Repeat += reason == CrewReasons.Late ? 1 : 0;
        _moves.Remove(item);
        _forecast = null;
        _driver.OnAgain(item);
        _news |= again ? CrewChange.Again : CrewChange.Lost;
        return task;
    }

    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        int item = task.Id.Number;
        ItemFile file = Board[item];
        _moves.Remove(item);
        _forecast = null;
        if (final != TaskState.Done)
        {
            DisbandTeam(context, item);
            file.State = ItemState.Failed;
            foreach (int successor in Items.SuccessorsOf(Items.TaskOf(item)))
            {
                Doom(context, successor, $"{task.Name} was not done");
            }

            _news |= CrewChange.Lost;
            return;
        }

        if (_report is (int done, int attempt, int by, SimTime at) && done == item)
        {
            // It may have been done under an earlier award.
            file.Team = file.TeamOf(attempt, by);
            (file.End, file.DoneAttempt) = (at, attempt);
        }

        file.State = ItemState.Done;
        NotePlaces(item);
        TellConsumers(context, item);
        _splitter.NoteDone(context, item);
        _driver.OnDone(item);
        RevealSuccessors(context, item);
        _news |= file.Team.Any(Board.IsIdle) ? CrewChange.Idle : CrewChange.None;
    }

    public void OnFailureDetected(AgentContext context, AgentId failed)
    {
        int lost = failed.Index - 1;
        Board.SetUp(lost, false);
        _forecast = null;
        _news |= CrewChange.Lost;
        for (int item = 0; item < Items.Count; item++)
        {
            ItemFile file = Board[item];
            if (file.State is ItemState.Held or ItemState.Running && file.Team.Count > 1
                && file.Team[0] != lost && file.Team.Contains(lost))
            {
                _brokenTeams.Add(item);
            }
            else if (file.State == ItemState.Done && file.Team[0] == lost)
            {
                TellConsumers(context, item);
            }
        }
    }

    /// <summary>What can never be done, since an input failed, is closed too.</summary>
    private void Doom(AgentContext context, int task, string reason)
    {
        if (Board.PartsOf(task) == 0)
        {
            _unknown.Remove(task);
            Board.Split(task, 1);
            foreach (int item in Board.ItemsOf(task))
            {
                Board[item].State = ItemState.Open;
                _initiator.Announce(context, Items.SpecOf(item));
            }
        }

        foreach (int item in Board.ItemsOf(task).Where(i => Board[i].State < ItemState.Done))
        {
            _doomed.TryAdd(item, reason);
        }
    }

    private void RevealSuccessors(AgentContext context, int item)
    {
        foreach (int task in Items.SuccessorsOf(Items.TaskOf(item)))
        {
            if (Items.DivisibleOf(task) is not null && Items.KnownFrom(task) <= context.Now)
            {
                Reveal(context, task);
            }
        }
    }

    private void NotePlaces(int item)
    {
        if (Items.Of(item).Place is not null || _plan.Whole.Travel is not null)
        {
            foreach (int agent in Board[item].Team)
            {
                Board.SetPlace(agent, Items.TaskOf(item));
            }
        }
    }

    private void NoteStart(AgentContext context, int place, WorkNote note)
    {
        ItemFile file = Board[note.Item];
        if (file.State != ItemState.Held || file.Team[0] != place
            || _initiator.AttemptOf(new TaskId(note.Item)) != note.Attempt)
        {
            return;
        }

        _forecast = null;
        _moves.Remove(note.Item);
        (file.State, file.Start) = (ItemState.Running, note.Start);
        file.End = note.Start + new SimDuration(file.Team.Max(a => Board.ExpectedMicros(a, note.Item)));
        NotePlaces(note.Item);
        WatchFor(context, note.Item);
    }

    // ---- lateness -------------------------------------------------------------------------------------------------

    private void WatchFor(AgentContext context, int item)
    {
        ItemFile file = Board[item];
        int attempt = _initiator.AttemptOf(new TaskId(item));
        double expected = (file.End - file.Start).Micros;
        if (_plan.Strategy.Replans)
        {
            Schedule(context, file.End + new SimDuration((long)(expected / 4) + 1), new LateTag(item, attempt, false));
        }

        if (_plan.Stragglers is { TakeBackAfter: > 0 } model && file.Team.Count == 1)
        {
            SimTime at = file.Start + new SimDuration((long)(expected * model.TakeBackAfter) + 1);
            Schedule(context, at, new LateTag(item, attempt, true));
        }
    }

    private static void Schedule(AgentContext context, SimTime at, LateTag tag) =>
        context.Schedule(new SimDuration(Math.Max(1, (at - context.Now).Micros)), tag);

    private void CheckLate(AgentContext context, LateTag late)
    {
        ItemFile file = Board[late.Item];
        if (file.State != ItemState.Running || _initiator.AttemptOf(new TaskId(late.Item)) != late.Attempt)
        {
            return;
        }

        if (!late.TakesBack)
        {
            _news |= CrewChange.Broken;
            return;
        }

        bool helped = Enumerable.Range(0, Board.Agents).Any(
            a => Board.IsIdle(a) && _plan.Whole.CanDo(a, Items.TaskOf(late.Item)));
        if (helped)
        {
            context.Emit(new StragglerTakenBack(new TaskId(late.Item), file.Team[0]));
            _initiator.Reannounce(context, new TaskId(late.Item), CrewReasons.Late);
        }
        else
        {
            long pause = Math.Max(1, (file.End - file.Start).Micros / 4);
            Schedule(context, context.Now + new SimDuration(pause), late);
        }
    }

    private void ResumeTimers(AgentContext context)
    {
        _movesWatched = false;
        foreach (int item in _moves.Keys)
        {
            AskBack(context, item);
        }

        foreach (int item in Board.In(ItemState.Running).ToArray())
        {
            WatchFor(context, item);
        }
    }

    // ---- teams ----------------------------------------------------------------------------------------------------

    private void DisbandTeam(AgentContext context, int item)
    {
        int attempt = _initiator.AttemptOf(new TaskId(item));
        foreach (int member in Board[item].Team.Skip(1))
        {
            context.Send(AgentOf(member), new Disband(item, attempt));
        }
    }

    /// <summary>
    /// Somebody waits in vain. Whatever it has not been told, or what a message was lost about, it is told now.
    /// </summary>
    private void AnswerWaiting(AgentContext context, int place, StillWaiting waiting)
    {
        ItemFile file = Board[waiting.Item];
        bool isHeld = file.State is ItemState.Held or ItemState.Running && file.Team.Contains(place)
            && _initiator.AttemptOf(new TaskId(waiting.Item)) == waiting.Attempt;
        if (!isHeld)
        {
            // A holder learns it by its heartbeats.
            context.Send(AgentOf(place), new Disband(waiting.Item, waiting.Attempt));
        }
        else if (file.Order != waiting.Order)
        {
            context.Send(AgentOf(place), new NewOrders([(waiting.Item, file.Order)]));
        }
    }

    /// <summary>A leader may be lost after its team has done the task; whether it counts is known here.</summary>
    private void AnswerPart(AgentContext context, int place, PartDone part)
    {
        ItemFile file = Board[part.Item];
        if (file.State == ItemState.Done && file.DoneAttempt == part.Attempt && file.Team.Contains(place))
        {
            context.Send(AgentOf(place), new TeamDone(part.Item, part.Attempt, file.End));
        }
        else if (file.State >= ItemState.Done)
        {
            context.Send(AgentOf(place), new PartWasted(part.Item, part.Attempt));
        }
    }

    // ---- state ----------------------------------------------------------------------------------------------------

    public override void Capture(StateWriter writer)
    {
        _initiator.Capture(writer);
        Board.Capture(writer);
        _driver.Capture(writer);
        _splitter.Capture(writer);
        writer.WriteList(_unknown, static (w, t) => w.Write(t));
        writer.WriteList(_moves, static (w, m) =>
        {
            w.Write(m.Key);
            w.WriteList(m.Value.Team, static (x, a) => x.Write(a));
            m.Value.Order.Capture(w);
        });
        writer.Write(_movesWatched);
    }

    public override void Restore(StateReader reader)
    {
        _initiator.Restore(reader);
        Board.Restore(reader);
        _driver.Restore(reader);
        _splitter.Restore(reader);
        _unknown.Clear();
        _unknown.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _moves.Clear();
        foreach ((int item, Move move) in reader.ReadList(static r => (r.ReadInt32(), new Move(
            r.ReadList(static x => x.ReadInt32()), WorkOrder.Read(r)))))
        {
            _moves.Add(item, move);
        }

        _movesWatched = reader.ReadBoolean();
        _forecast = null;
    }
}
