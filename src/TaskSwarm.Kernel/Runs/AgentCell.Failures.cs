using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>Crashes, restarts and the other faults of a cell.</content>
public sealed partial class AgentCell
{
    private const string FaultPurpose = "faults";

    private CellOutcome HandleCommand(RegionCore region, SimTime now, KernelCommand command)
    {
        if (Status == AgentStatus.Stopped)
        {
            return CellOutcome.Completed;
        }

        switch (command)
        {
            case KernelCommand.Start:
                // A newborn whose squad went down first starts by its restart.
                return Incarnation == 1 ? Start(region, now) : CellOutcome.Completed;
            case KernelCommand.Crash crash:
                return Status == AgentStatus.Up ? CrashByScenario(region, now, crash) : CellOutcome.Completed;
            case KernelCommand.RandomCrash random:
                return Status == AgentStatus.Up && random.Incarnation == Incarnation
                    ? CrashByRate(region, now)
                    : CellOutcome.Completed;
            case KernelCommand.Revive revive:
                return Status == AgentStatus.Down && revive.Incarnation == Incarnation
                    ? Revive(region, now)
                    : CellOutcome.Completed;
            case KernelCommand.SquadRestart restart:
                return GoDown(
                    region, now, $"squad {restart.Squad} restarts", SupervisionDirective.Restart, restart.UpAt);
            case KernelCommand.SquadStop stop:
                return GoDown(
                    region, now, $"squad {stop.Squad} is stopped", SupervisionDirective.Stop, SimTime.Never);
            case KernelCommand.Silence silence:
                Faults.Silences += silence.Begins ? 1 : -1;
                return CellOutcome.Completed;
            case KernelCommand.Bids bids:
                Faults.SetBids(bids.FaultNumber, bids.Factor);
                return CellOutcome.Completed;
            case KernelCommand.Speed speed:
                Faults.SetSpeed(speed.FaultNumber, speed.Factor);
                return Status == AgentStatus.Up
                    ? Guarded(region, now, "SpeedChanged", static (agent, context) => agent.OnSpeedChanged(context))
                    : CellOutcome.Completed;
            default:
                throw new InvalidOperationException($"The kernel has no rule for {command.GetType().Name}.");
        }
    }

    private CellOutcome Start(RegionCore region, SimTime now)
    {
        DrawNextCrash(region, now);
        CellOutcome outcome = Guarded(region, now, "Start", static (agent, context) => agent.OnStart(context));
        if (Checkpoints && outcome.Kind != CellOutcomeKind.Crashed)
        {
            SaveCheckpoint(now);
        }

        return outcome;
    }

    private CellOutcome Guarded(RegionCore region, SimTime now, string what, Action<Agent, AgentContext> react)
    {
        (ulong digest, long emitted, long sequence) = (Digest, Emitted, Sequence);
        AgentContext context = region.Begin(this, now);
        Digest = StableHash.Combine(Digest, (ulong)now.Micros);
        try
        {
            react(Agent, context);
            region.Commit(this);
        }
        catch (Exception error)
        {
            (Digest, Emitted, Sequence) = (digest, emitted, sequence);
            return Fail(region, now, what, error);
        }

        KeepJournal(region, now);
        return CellOutcome.Completed;
    }

    /// <summary>An exception in agent code is a bug; the scenario says what it does to the run.</summary>
    private CellOutcome Fail(RegionCore region, SimTime now, string reactedTo, Exception error)
    {
        region.Abandon();
        switch (region.OnError)
        {
            case ErrorPolicy.Restart:
                return CrashUnderPolicy(region, now, "error: " + OneLine(error));
            case ErrorPolicy.Stop:
                return GoDown(region, now, "error: " + OneLine(error), SupervisionDirective.Stop, SimTime.Never);
            default:
                region.Report(new RunFailure(Name, now, reactedTo, OneLine(error), region.Seed, error.ToString()));
                return GoDown(region, now, "error: " + OneLine(error), SupervisionDirective.Stop, SimTime.Never);
        }
    }

    private CellOutcome CrashByScenario(RegionCore region, SimTime now, KernelCommand.Crash crash)
    {
        if (crash.Permanent)
        {
            return GoDown(region, now, crash.Cause, SupervisionDirective.Stop, SimTime.Never);
        }

        return crash.RepairAfter is SimDuration repair
            ? GoDown(region, now, crash.Cause, SupervisionDirective.Restart, now + repair)
            : CrashUnderPolicy(region, now, crash.Cause);
    }

    private CellOutcome CrashByRate(RegionCore region, SimTime now)
    {
        double repair = Faults.Stream!.NextExponential(Faults.Rate!.MeanTimeToRepair.Seconds);
        SimTime upAt = now + SimDuration.CeilingSeconds(Math.Max(repair, 1e-6));
        return GoDown(region, now, "random failure", SupervisionDirective.Restart, upAt);
    }

    private CellOutcome CrashUnderPolicy(RegionCore region, SimTime now, string cause)
    {
        if (_policy.Directive == SupervisionDirective.Stop)
        {
            return GoDown(region, now, cause, SupervisionDirective.Stop, SimTime.Never);
        }

        if (_policy.Directive == SupervisionDirective.Escalate)
        {
            region.Escalate(now, this, cause);
            return GoDown(region, now, cause, SupervisionDirective.Escalate, SimTime.Never);
        }

        List<SimTime> restarts = Faults.Restarts;
        restarts.RemoveAll(t => now - t > _policy.Within);
        if (restarts.Count >= _policy.MaxRestarts)
        {
            string bound = $"{cause}; {_policy.MaxRestarts} restarts within {_policy.Within} are the bound";
            return GoDown(region, now, bound, SupervisionDirective.Stop, SimTime.Never);
        }

        SimTime upAt = now + _policy.DelayAfter(restarts.Count);
        restarts.Add(now);
        return GoDown(region, now, cause, SupervisionDirective.Restart, upAt);
    }

    private CellOutcome GoDown(
        RegionCore region, SimTime now, string cause, SupervisionDirective directive, SimTime upAt)
    {
        bool wasUp = Status == AgentStatus.Up;
        Incarnation++;
        _cancelled = null;
        if (wasUp)
        {
            Faults.CrashedAt = now;
            region.Begin(this, now).Emit(new AgentCrashed(cause, directive, upAt));
            region.Commit(this);
        }

        if (directive == SupervisionDirective.Stop)
        {
            Leave(region, now, cause);
        }
        else
        {
            Status = AgentStatus.Down;
            if (upAt < SimTime.Never)
            {
                region.ScheduleRevival(this, upAt, new KernelCommand.Revive(Incarnation));
            }
        }

        return wasUp ? new CellOutcome(CellOutcomeKind.Crashed, directive, cause) : CellOutcome.Completed;
    }

    internal void Leave(RegionCore region, SimTime now, string reason)
    {
        region.Begin(this, now).Emit(new AgentStopped(reason));
        region.Commit(this);
        Status = AgentStatus.Stopped;
        region.Withdraw(this);
    }

    private CellOutcome Revive(RegionCore region, SimTime now)
    {
        FaultState faults = Faults;
        bool journaled = Agent.KeepsJournal;
        if (journaled && region.OnError != ErrorPolicy.Restart)
        {
            // Nothing reacts while down, so the failed instance still holds what its journal would hold.
            SaveCheckpoint(faults.CrashedAt);
        }

        Agent = _blueprint.Create();
        Status = AgentStatus.Up;
        bool restored = (journaled || _policy.FromCheckpoint) && faults.Checkpoint is not null;
        if (restored)
        {
            Agent.Restore(new StateReader(faults.Checkpoint));
        }

        // What an earlier restart had lost is not lost again: the span counts from that restart.
        SimDuration lost = journaled ? SimDuration.Zero : faults.CrashedAt - faults.CheckpointAt;
        faults.CheckpointAt = now;
        region.Begin(this, now).Emit(new AgentRestarted(restored, lost));
        region.Commit(this);
        DrawNextCrash(region, now);
        return Guarded(region, now, "Restart", (agent, context) => agent.OnRestart(context, restored));
    }

    private void DrawNextCrash(RegionCore region, SimTime now)
    {
        if (_faults?.Rate is not Fault.RandomCrashes rate)
        {
            return;
        }

        _faults.Stream ??= Stream(FaultPurpose, region.Seed);
        double wait = _faults.Stream.NextExponential(rate.MeanTimeBetweenFailures.Seconds);
        region.ScheduleRevival(
            this, now + SimDuration.CeilingSeconds(Math.Max(wait, 1e-6)), new KernelCommand.RandomCrash(Incarnation));
    }

    /// <summary>
    /// A reaction that throws may leave its agent half changed. Where that restarts the agent, its journal has to be
    /// written as it goes; otherwise it can be read off the failed instance.
    /// </summary>
    private void KeepJournal(RegionCore region, SimTime now)
    {
        if (region.OnError == ErrorPolicy.Restart && Agent.KeepsJournal)
        {
            SaveCheckpoint(now);
        }
    }

    private void SaveCheckpoint(SimTime now)
    {
        var writer = new StateWriter();
        Agent.Capture(writer);
        Faults.Checkpoint = writer.ToArray();
        Faults.CheckpointAt = now;
    }

    private static string OneLine(Exception error) =>
        $"{error.GetType().Name}: {error.Message}".ReplaceLineEndings(" ");
}
