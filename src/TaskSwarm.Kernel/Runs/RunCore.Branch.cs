using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>Forks: a run whose scenario changes on the way.</content>
public sealed partial class RunCore
{
    /// <summary>
    /// Makes a run that shares this one's past and goes on under a changed scenario. Agents keep their states and take
    /// the changed values from here on; faults that are still to come are those of the changed scenario, and a fault
    /// that lasts is changed or ended now. What has happened stays: a crash before now is not undone.
    /// </summary>
    /// <param name="changed">The changed scenario, with the same agents and the same seed.</param>
    /// <param name="regions">Into how many parts to cut it, at least 1.</param>
    /// <param name="at">From when the change counts; faults between it and this window's end come at that end.</param>
    /// <param name="catalog">The events and messages of the run.</param>
    /// <exception cref="InvalidOperationException">The state cannot go on under the changed scenario; says why.
    /// </exception>
    public RunCore Branch(Simulation changed, int regions, SimTime at, RecordCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(changed);
        if (changed.Seed != Simulation.Seed)
        {
            throw new InvalidOperationException("the seed is another one, so the past would have been another one too");
        }

        var writer = new StateWriter();
        Capture(writer, catalog);
        var branch = new RunCore(regions, changed);
        RequireSameAgents(branch);
        try
        {
            var reader = new StateReader(writer.ToArray());
            branch.RestoreFrom(reader, catalog);
            RequireSameState(branch, reader, writer, catalog);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"the agents cannot go on with what they hold ({e.Message.ReplaceLineEndings(" ")})", e);
        }

        if (!Simulation.Faults.SequenceEqual(changed.Faults))
        {
            new FaultRevision(Simulation.Faults, changed.Faults, at, _window.End).Apply(branch);
        }

        return branch;
    }

    private void RequireSameAgents(RunCore branch)
    {
        if (branch._cells.Count != _cells.Count)
        {
            throw new InvalidOperationException(
                $"it makes {branch._cells.Count} agents of {_cells.Count}; a fork keeps the agents it has");
        }

        for (int i = 0; i < _cells.Count; i++)
        {
            if (branch._cells[i].Name != _cells[i].Name
                || branch._cells[i].Agent.GetType() != _cells[i].Agent.GetType())
            {
                throw new InvalidOperationException(
                    $"it makes another agent of {_cells[i].Name}; a fork keeps the agents it has");
            }
        }
    }

    private static void RequireSameState(
        RunCore branch, StateReader read, StateWriter captured, RecordCatalog catalog)
    {
        var again = new StateWriter();
        branch.Capture(again, catalog);
        if (!read.AtEnd || !again.Written.Span.SequenceEqual(captured.Written.Span))
        {
            throw new InvalidOperationException(
                "it changes how agents keep what they have already been told, not only what they do from here on");
        }
    }

    /// <summary>Takes pending events out.</summary>
    internal void RemovePending(Predicate<Envelope> match)
    {
        foreach (RegionCore region in _regions)
        {
            region.RemovePending(match);
        }
    }

    internal IEnumerable<Envelope> Pending => _regions.SelectMany(r => r.Pending);

    internal void Push(in Envelope envelope) => _regions[RegionOf(envelope.Receiver)].Push(envelope);

    internal void PlanNow(in PlannedCommand planned) => Plan(planned.Agent, planned.At, planned.Command);
}
