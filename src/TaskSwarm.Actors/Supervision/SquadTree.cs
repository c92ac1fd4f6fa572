using Akka.Actor;
using TaskSwarm.Actors.Agents;
using TaskSwarm.Kernel.Faults;

namespace TaskSwarm.Actors.Supervision;

/// <summary>The nesting of squads by number, and what follows from it for supervision. Immutable.</summary>
internal sealed class SquadTree
{
    /// <summary>Stands for the region, the parent of the top squads.</summary>
    public const int Region = -1;

    private readonly IReadOnlyList<SquadSpec> _squads;
    private readonly int[] _parents;
    private readonly HashSet<(int Parent, string Name)> _nested = [];

    public SquadTree(IReadOnlyList<SquadSpec> squads)
    {
        _squads = squads;
        _parents = new int[squads.Count];
        for (int i = 0; i < squads.Count; i++)
        {
            _parents[i] = squads[i].Parent is string parent ? NumberOf(parent, squads[i].Name) : Region;
            _nested.Add((_parents[i], squads[i].Name));
        }
    }

    /// <summary>The path element of a squad's supervisor.</summary>
    public string ElementOf(int squad) => PathElement.Of(_squads[squad].Name);

    /// <summary>The path element of an agent's actor.</summary>
    public string ElementOf(int squad, string agent) =>
        _nested.Contains((squad, agent)) ? PathElement.Of(agent) + PathElement.Mark : PathElement.Of(agent);

    /// <summary>The squad directly below <paramref name="ancestor"/> on the way down to a squad.</summary>
    public int ChildToward(int ancestor, int squad)
    {
        int child = squad;
        for (int depth = 0; _parents[child] != ancestor; depth++)
        {
            if (depth > _squads.Count)
            {
                throw new InvalidOperationException($"Squad {_squads[squad].Name} is nested within itself.");
            }

            child = _parents[child];
        }

        return child;
    }

    /// <summary>What the supervisor of a squad, or the region, does with a failure that reached it.</summary>
    /// <param name="supervisor">The squad whose supervisor decides, or <see cref="Region"/>.</param>
    /// <param name="crash">The failure of an agent somewhere below it.</param>
    public Directive Decide(int supervisor, AgentCrashException crash)
    {
        if (supervisor == crash.Squad)
        {
            return crash.Directive switch
            {
                SupervisionDirective.Restart => Directive.Restart,
                SupervisionDirective.Stop => Directive.Stop,
                _ => Directive.Escalate,
            };
        }

        // The failed child is a squad that could not help itself. Its supervisor starts anew, and its members with it;
        // when in simulated time they are up again, or whether they are stopped, each hears from the kernel. Above the
        // top squad there is only the end of the run, which the kernel brings about at the end of the window.
        int failed = ChildToward(supervisor, crash.Squad);
        bool handsOn = _squads[failed].OnEscalation.Directive == SupervisionDirective.Escalate;
        return handsOn && supervisor != Region ? Directive.Escalate : Directive.Restart;
    }

    /// <summary>Adds a seat to the list of a squad.</summary>
    public static void Group(SortedDictionary<int, List<AgentSeat>> bySquad, int squad, AgentSeat seat)
    {
        if (!bySquad.TryGetValue(squad, out List<AgentSeat>? seats))
        {
            seats = [];
            bySquad.Add(squad, seats);
        }

        seats.Add(seat);
    }

    private int NumberOf(string name, string child)
    {
        for (int i = 0; i < _squads.Count; i++)
        {
            if (_squads[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"Squad {child} lies in squad {name}, which is not declared.");
    }
}
