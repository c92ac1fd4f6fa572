using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Work on a task began; the time is the event's.</summary>
/// <param name="Task">Which task or part.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="Team">Who does it, by places of agents.</param>
public sealed record WorkBegan(TaskId Task, int Attempt, IReadOnlyList<int> Team) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Attempt);
        encoder.Write(Team.Count);
        foreach (int agent in Team)
        {
            encoder.Write(agent);
        }
    }
}

/// <summary>It is certain that work on a task ends well, and when.</summary>
/// <param name="Task">Which task or part.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="Team">Who does it, by places of agents.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ends.</param>
public sealed record WorkCommitted(
    TaskId Task, int Attempt, IReadOnlyList<int> Team, SimTime Start, SimTime End) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Attempt);
        encoder.Write(Team.Count);
        foreach (int agent in Team)
        {
            encoder.Write(agent);
        }

        encoder.Write(Start);
        encoder.Write(End);
    }
}

/// <summary>Work on a task was given up before its end.</summary>
/// <param name="Task">Which task or part.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="Start">When it had begun.</param>
/// <param name="Reason">Why.</param>
public sealed record WorkStopped(TaskId Task, int Attempt, SimTime Start, string Reason) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Attempt);
        encoder.Write(Start);
        encoder.Write(Reason);
    }
}

/// <summary>An input flows to the agent that the event is of.</summary>
/// <param name="Item">Whose output.</param>
/// <param name="From">The maker, by places of agents; -1 for the store.</param>
/// <param name="Bytes">How much.</param>
/// <param name="Since">From when.</param>
/// <param name="Micros">How long it takes.</param>
public sealed record InputMoved(int Item, int From, double Bytes, SimTime Since, long Micros) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Item);
        encoder.Write(From);
        encoder.Write(Bytes);
        encoder.Write(Since);
        encoder.Write(Micros);
    }
}

/// <summary>A central strategy has made a plan.</summary>
/// <param name="Choice">The strategy, or the one that an adaptive strategy chose.</param>
/// <param name="Tasks">How many tasks it was asked about.</param>
/// <param name="Placed">How many of them it placed.</param>
/// <param name="Effort">Placements tried.</param>
/// <param name="Thinking">Simulated time that it took.</param>
public sealed record PlanMade(string Choice, int Tasks, int Placed, long Effort, SimDuration Thinking) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Choice);
        encoder.Write(Tasks);
        encoder.Write(Placed);
        encoder.Write(Effort);
        encoder.Write(Thinking);
    }
}

/// <summary>A task that has been running for too long was taken back, since another agent is idle.</summary>
/// <param name="Task">Which task or part.</param>
/// <param name="Agent">From whom, by places of agents.</param>
public sealed record StragglerTakenBack(TaskId Task, int Agent) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Agent);
    }
}

/// <summary>A divisible task was split.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Parts">Into how many parts.</param>
/// <param name="Idle">How many parts could have run at once on slots that nothing used.</param>
/// <param name="Grain">The factor that earlier splits have taught.</param>
public sealed record TaskSplit(TaskId Task, int Parts, int Idle, double Grain) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Parts);
        encoder.Write(Idle);
        encoder.Write(Grain);
    }
}

/// <summary>All parts of a task are done, and it is judged how well it was split.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Parts">How many parts it had.</param>
/// <param name="IdleShare">Share of the agents' time that was idle meanwhile: much of it means too coarse.</param>
/// <param name="OverheadShare">Share of overhead in the parts' work: much of it means too fine.</param>
public sealed record SplitJudged(TaskId Task, int Parts, double IdleShare, double OverheadShare) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Parts);
        encoder.Write(IdleShare);
        encoder.Write(OverheadShare);
    }
}
