using System.Numerics;
using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>
/// Bids for a task of several, of which the cheapest team is composed: a winner determination with one bid an agent. A
/// bid is what taking part would cost its sender. Costs of placements add up; whatever else is in a bid is about time,
/// and a team is as late as its latest member. Of teams that cost the same the smaller one wins, then the one whose
/// members bid less in sum, then the one of lower agents.
/// </summary>
/// <remarks>Exact for up to 10 needed skills: for each latest member that may be, a cover of least cost by dynamic
/// programming over sets of skills. Greedy, with superfluous members taken out, for more.</remarks>
internal sealed class TeamBids(AllocationProblem problem, int task)
{
    private const int MostExact = 10;

    private readonly List<(int Agent, double Cost, double Time)> _bids = [];

    /// <summary>Takes a bid.</summary>
    public void Add(int agent, double cost)
    {
        double own = problem.Objective.Cost * problem.Cost[agent, task];
        _bids.Add((agent, own, cost - own));
    }

    /// <summary>The cheapest team.</summary>
    /// <param name="cost">What it costs.</param>
    /// <returns>Its members, ascending; null if the bids do not bring all skills.</returns>
    public IReadOnlyList<int>? Compose(out double cost)
    {
        ulong needed = problem.Tasks[task].Skills;
        _bids.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Agent.CompareTo(b.Agent));
        Team? best = null;
        ulong brought = 0;
        for (int last = 0; last < _bids.Count; last++)
        {
            brought |= problem.Agents[_bids[last].Agent].Skills & needed;
            if (brought != needed)
            {
                continue;
            }

            Team team = BitOperations.PopCount(needed) <= MostExact ? Exact(last, needed) : Greedy(last, needed);
            best = best is null || team.IsPreferredTo(best) ? team : best;
            bool rises = last + 1 < _bids.Count && _bids[last + 1].Time > _bids[last].Time;
            if (rises && _bids.TrueForAll(static b => b.Cost == 0))
            {
                // The others would only be later.
                break;
            }
        }

        cost = best?.Total ?? 0;
        return best is null ? null : [.. best.Members.Order()];
    }

    /// <summary>The best team among the bids up to one.</summary>
    private Team Exact(int last, ulong needed)
    {
        if (needed == 0)
        {
            return Cheapest(last);
        }

        int[] skills = [.. Enumerable.Range(0, 64).Where(s => (needed >> s & 1) != 0)];
        var least = new Team?[1 << skills.Length];
        least[0] = Team.Nobody;
        for (int b = 0; b <= last; b++)
        {
            int brings = 0;
            for (int s = 0; s < skills.Length; s++)
            {
                brings |= (problem.Agents[_bids[b].Agent].Skills >> skills[s] & 1) != 0 ? 1 << s : 0;
            }

            // From the fullest set down, so that nobody joins twice.
            for (int have = least.Length - 1; have >= 0; have--)
            {
                if (least[have] is Team without && (have | brings) != have)
                {
                    Team with = without.And(_bids[b]);
                    int union = have | brings;
                    least[union] = least[union] is not Team known || with.IsBetterThan(known) ? with : known;
                }
            }
        }

        return least[^1]!;
    }

    private Team Greedy(int last, ulong needed)
    {
        if (needed == 0)
        {
            return Cheapest(last);
        }

        var chosen = new List<int>();
        ulong missing = needed;
        while (missing != 0)
        {
            int best = -1;
            double least = double.PositiveInfinity;
            for (int b = 0; b <= last; b++)
            {
                int brings = BitOperations.PopCount(problem.Agents[_bids[b].Agent].Skills & missing);
                double each = brings == 0 ? double.PositiveInfinity : (1 + _bids[b].Cost) / brings;
                (best, least) = each < least ? (b, each) : (best, least);
            }

            chosen.Add(best);
            missing &= ~problem.Agents[_bids[best].Agent].Skills;
        }

        for (int i = chosen.Count - 1; i >= 0; i--)
        {
            ulong rest = 0;
            for (int j = 0; j < chosen.Count; j++)
            {
                rest |= j == i ? 0 : problem.Agents[_bids[chosen[j]].Agent].Skills;
            }

            if ((rest & needed) == needed)
            {
                chosen.RemoveAt(i);
            }
        }

        return chosen.Aggregate(Team.Nobody, (team, b) => team.And(_bids[b]));
    }

    /// <summary>Where no skill is needed, anybody is team enough.</summary>
    private Team Cheapest(int last)
    {
        Team best = Team.Nobody.And(_bids[0]);
        for (int b = 1; b <= last; b++)
        {
            Team alone = Team.Nobody.And(_bids[b]);
            best = alone.IsBetterThan(best) ? alone : best;
        }

        return best;
    }

    private sealed record Team(IReadOnlyList<int> Members, double Cost, double Latest, double Sum)
    {
        public static readonly Team Nobody = new([], 0, double.NegativeInfinity, 0);

        public double Total => Cost + Latest;

        public Team And((int Agent, double Cost, double Time) bid) => new(
            [.. Members, bid.Agent], Cost + bid.Cost, Math.Max(Latest, bid.Time), Sum + bid.Time);

        public bool IsPreferredTo(Team other)
        {
            int size = Members.Count - other.Members.Count;
            return Total != other.Total ? Total < other.Total : size != 0 ? size < 0 : Sum < other.Sum;
        }

        /// <summary>Among teams that may be as late as each other: the one whose latest does not matter.</summary>
        public bool IsBetterThan(Team other)
        {
            if (Cost != other.Cost)
            {
                return Cost < other.Cost;
            }

            int size = Members.Count - other.Members.Count;
            return size != 0 ? size < 0 : Sum < other.Sum;
        }
    }
}
