using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Allocation.ConsensusBundle;

/// <summary>
/// The central form of <c>cbba</c>: one <see cref="BundleConsensus"/> for each agent, driven in synchronous rounds over
/// a complete graph until nobody changes his mind, with the scores of <see cref="PathScore"/>. Where tasks wait for
/// others, agreement is reached in waves: a wave is as many tasks, in the order of <see cref="TaskOrder"/>, as wait
/// for none of the same wave. Not optimal: equals greedy choice of the best pair after pair. Rounds * agents² * tasks.
/// </summary>
public sealed class ConsensusBundleAllocator : IAllocator
{
    /// <summary>The most agents * tasks. The work grows with its square, since there are up to as many rounds as tasks.
    /// </summary>
    public const long Reach = 50_000;

    private readonly Func<int, ConsensusGraph> _graph;

    /// <summary>Everybody hears everybody.</summary>
    public ConsensusBundleAllocator()
        : this(ConsensusGraph.Complete)
    {
    }

    /// <summary>A given graph; it is asked for with the number of agents.</summary>
    internal ConsensusBundleAllocator(Func<int, ConsensusGraph> graph) => _graph = graph;

    /// <inheritdoc/>
    public string Name => "cbba";

    /// <summary>Rounds of the last answer in which anybody changed his mind.</summary>
    internal int Rounds { get; private set; }

    /// <summary>N_min * D summed over the waves of the last answer: what <see cref="Rounds"/> must not exceed.
    /// </summary>
    internal long RoundsBound { get; private set; }

    /// <summary>How often in the last answer a bid was held down because a gain rose.</summary>
    internal long RisingGains { get; private set; }

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        AllocationTask? team = problem.Tasks.FirstOrDefault(t => t.IsCoalition);
        if (team is not null)
        {
            return $"cbba gives every task to one agent; {team.Name} may need a coalition";
        }

        long size = (long)problem.Agents.Count * problem.Tasks.Count;
        return size > Reach
            ? $"cbba reaches {Reach:N0} pairs of agent and task, the problem has {size:N0}"
            : null;
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(problem);
        (Rounds, RoundsBound, RisingGains) = (0, 0, 0);
        int agents = problem.Agents.Count;
        var timetable = new Timetable(problem);
        if (agents == 0)
        {
            return timetable.ToAssignment(0);
        }

        var basis = PathScoreBasis.Of(problem);
        ConsensusGraph graph = _graph(agents);
        PathScore[] scores =
        [
            .. Enumerable.Range(0, agents).Select(a => new PathScore(basis, a, t => timetable.InputsAt(t, a))),
        ];
        int[] left = [.. problem.Agents.Select(a => a.MaxTasks)];
        foreach (List<int> wave in Waves(problem, TaskOrder.Of(problem)))
        {
            BundleConsensus[] sides =
            [
                .. Enumerable.Range(0, agents).Select(a => new BundleConsensus(new AgentId(a), left[a])),
            ];
            wave.ForEach(t => Array.ForEach(sides, s => s.Offer(new TaskId(t))));
            Agree(sides, scores, graph, wave.Count, left);
            for (int a = 0; a < agents; a++)
            {
                left[a] -= sides[a].Path.Count;
                RisingGains += sides[a].RisingGains;
                Settle(timetable, a, sides[a].Path);
                scores[a].Settle(sides[a].Path);
            }
        }

        return timetable.ToAssignment(scores.Sum(s => s.Tried));
    }

    private void Agree(
        BundleConsensus[] sides, PathScore[] scores, ConsensusGraph graph, int tasks, int[] left)
    {
        long bundles = left.Aggregate(0L, (sum, l) => sum + Math.Min(l, tasks));
        long bound = Math.Min(tasks, bundles) * Math.Max(1, graph.Diameter);
        RoundsBound += bound;
        int changedIn = 0;
        for (int round = 1; round <= changedIn + Math.Max(1, graph.Diameter); round++)
        {
            if (round > (2 * bound) + 100)
            {
                throw new InvalidOperationException(
                    $"CBBA has not converged in {round} rounds, where {bound} should do.");
            }

            bool changed = false;
            for (int a = 0; a < sides.Length; a++)
            {
                changed |= sides[a].Build(scores[a].Of);
            }

            ConsensusNews[] news = [.. sides.Select(s => s.News(new SimTime(round)))];
            for (int a = 0; a < sides.Length; a++)
            {
                foreach (int neighbour in graph.NeighboursOf(a))
                {
                    changed |= sides[a].Hear(news[neighbour]);
                }
            }

            changedIn = changed ? round : changedIn;
        }

        Rounds += changedIn;
    }

    private static void Settle(Timetable timetable, int agent, IReadOnlyList<TaskId> path)
    {
        foreach (TaskId task in path)
        {
            long start = timetable.EarliestStart(task.Number, agent);

            // Only where the last bit of a sum of needs decides whether a budget holds.
            if (start != Timetable.Impossible)
            {
                timetable.Place(task.Number, agent, start);
            }
        }
    }

    private static IEnumerable<List<int>> Waves(AllocationProblem problem, IReadOnlyList<int> order)
    {
        var wave = new List<int>();
        int[] waveOf = new int[problem.Tasks.Count];
        int number = 1;
        foreach (int task in order)
        {
            if (problem.Tasks[task].Inputs.Any(i => waveOf[i.Task] == number))
            {
                yield return wave;
                wave = [];
                number++;
            }

            wave.Add(task);
            waveOf[task] = number;
        }

        if (wave.Count > 0)
        {
            yield return wave;
        }
    }
}
