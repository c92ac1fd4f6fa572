using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Adaptive;

/// <summary>
/// What a problem is like, coarsely: strategies that serve one kind of load best need not serve another. Three features
/// with few values each, so that every context is soon known.
/// </summary>
/// <param name="Crowding">Tasks for each slot of an agent: 0 at most one, 1 at most four, 2 more.</param>
/// <param name="IsGraph">Whether tasks wait for tasks.</param>
/// <param name="IsHeavy">Whether carrying the inputs of a task takes half as long as its work, or longer.</param>
internal readonly record struct LoadContext(int Crowding, bool IsGraph, bool IsHeavy)
{
    /// <summary>Contexts are numbered from 0 to below this.</summary>
    public const int Count = 12;

    private const int FewTasks = 1;
    private const int SomeTasks = 4;

    // Looking at a sample keeps the look cheap beside the cheapest strategy.
    private const int MostAgentsSeen = 16;

    private static readonly string[] CrowdingNames = ["idle", "busy", "crowded"];

    /// <summary>The context's number.</summary>
    public int Number => (Crowding * 4) + (IsGraph ? 2 : 0) + (IsHeavy ? 1 : 0);

    /// <summary>The context for people, such as <c>crowded graph heavy</c>.</summary>
    public string Name => CrowdingNames[Crowding] + (IsGraph ? " graph" : "") + (IsHeavy ? " heavy" : "");

    /// <summary>The context of a problem.</summary>
    public static LoadContext Of(AllocationProblem problem)
    {
        long slots = Math.Max(1, problem.Agents.Sum(a => (long)a.Slots));
        double perSlot = (double)problem.Tasks.Count / slots;
        return new LoadContext(
            perSlot <= FewTasks ? 0 : perSlot <= SomeTasks ? 1 : 2, problem.HasPrecedence, IsHeavyLoad(problem));
    }

    private static bool IsHeavyLoad(AllocationProblem problem)
    {
        double rate = double.PositiveInfinity;
        foreach (AllocationAgent agent in problem.Agents)
        {
            rate = Math.Min(rate, agent.BytesPerSecond);
        }

        (double bytes, double work) = (0, 0);
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            bytes += problem.Tasks[t].Inputs.Sum(i => i.Bytes) + problem.Tasks[t].KnownInputs.Sum(i => i.Bytes);
            work += MeanSeconds(problem, t);
        }

        return double.IsFinite(rate) && 2 * bytes / rate >= work && bytes > 0;
    }

    private static double MeanSeconds(AllocationProblem problem, int task)
    {
        (double sum, int count) = (0, 0);
        for (int a = 0; a < Math.Min(MostAgentsSeen, problem.Agents.Count); a++)
        {
            double micros = problem.Duration[a, task];
            (sum, count) = double.IsFinite(micros) ? (sum + micros, count + 1) : (sum, count);
        }

        return count == 0 ? 0 : sum / count / 1e6;
    }
}
