using System.Reflection;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Tests.Kernel.Agents;

/// <summary>
/// Stops a run at windows of any number, captures every agent, restores the bytes into a new instance and compares both
/// field by field: whatever Capture or Restore forgets shows as a difference.
/// </summary>
internal static class CaptureCheck
{
    /// <summary>Makes the run and tells what differed.</summary>
    /// <param name="simulation">What to run.</param>
    /// <param name="every">All windows whose number this divides are checked, ten at most.</param>
    /// <param name="passOver">Fields that are no state, such as scratch buffers.</param>
    /// <param name="seen">Gets every agent type that was checked.</param>
    public static IReadOnlyList<string> Run(
        Simulation simulation, int every, Func<FieldInfo, bool>? passOver = null, ISet<Type>? seen = null)
    {
        var found = new List<string>();
        var run = new RunCore(simulation, regions: 1);
        int checks = 0;
        while (checks < 10 && found.Count == 0 && run.TryOpenWindow(out Window window))
        {
            TakeTurns(run, window);
            if (window.Number % every == 0)
            {
                checks++;
                foreach (AgentCell cell in run.Cells.Take(simulation.Agents.Count))
                {
                    seen?.Add(cell.Agent.GetType());
                    found.AddRange(Compare(
                        cell.Name, cell.Agent, simulation.Agents[cell.Id.Index].Create(), passOver));
                }
            }
        }

        return found;
    }

    /// <summary>What a fresh instance lacks after it has been given an agent's captured state.</summary>
    public static IEnumerable<string> Compare(
        string name, Agent agent, Agent fresh, Func<FieldInfo, bool>? passOver = null)
    {
        var writer = new StateWriter();
        agent.Capture(writer);
        var reader = new StateReader(writer.ToArray());
        fresh.Restore(reader);
        return reader.AtEnd
            ? DeepState.Differences(agent, fresh, passOver).Select(d => $"{name} {d}")
            : [$"{name} leaves captured bytes unread"];
    }

    /// <summary>Makes one window of a run.</summary>
    public static void TakeTurns(RunCore run, in Window window)
    {
        foreach (RegionCore region in run.Regions)
        {
            region.Open(window);
            foreach (AgentCell cell in region.Active)
            {
                CellOutcome outcome = cell.TakeTurn(region);
                while (outcome.Kind == CellOutcomeKind.Crashed)
                {
                    outcome = cell.Resume(region);
                }
            }
        }

        run.CommitWindow();
    }
}
