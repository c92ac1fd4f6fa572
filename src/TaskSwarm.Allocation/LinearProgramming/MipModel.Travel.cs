using Google.OrTools.Sat;

namespace TaskSwarm.Allocation.LinearProgramming;

/// <summary>On which way: the tasks of a travelling agent form one circuit from its place and back.</summary>
internal sealed partial class MipModel
{
    private readonly List<(int Agent, int Last, BoolVar Arc)> _ways = [];

    private void AddWay(int agent)
    {
        long free = _problem.Agents[agent].FreeFrom.Count > 0
            ? Math.Max(0, Relative(_problem.Agents[agent].FreeFrom[0].Micros))
            : 0;
        int[] tasks = [.. Enumerable.Range(0, _begin!.Length).Where(t => _does[agent, t] is not null)];
        IReadOnlyList<int> planned = [.. _start.SequenceOf(agent)];
        CircuitConstraint circuit = _model.AddCircuit();
        BoolVar idle = Arc(agent, -1, -1, planned);
        circuit.AddArc(0, 0, idle);
        _ways.Add((agent, -1, idle));
        foreach (int to in tasks)
        {
            circuit.AddArc(to + 1, to + 1, _does[agent, to]!.Not());
            BoolVar first = Arc(agent, -1, to, planned);
            circuit.AddArc(0, to + 1, first);
            _model.Add(_begin[to] >= free + (_problem.TravelMicros(agent, -1, to) / _unit)).OnlyEnforceIf(first);
            BoolVar last = Arc(agent, to, -1, planned);
            circuit.AddArc(to + 1, 0, last);
            _ways.Add((agent, to, last));
            foreach (int from in tasks.Where(f => f != to))
            {
                BoolVar arc = Arc(agent, from, to, planned);
                circuit.AddArc(from + 1, to + 1, arc);
                _model.Add(_begin[to] >= _finish![from] + (_problem.TravelMicros(agent, from, to) / _unit))
                    .OnlyEnforceIf(arc);
            }
        }
    }

    private BoolVar Arc(int agent, int from, int to, IReadOnlyList<int> planned)
    {
        BoolVar arc = _model.NewBoolVar($"arc_{agent}_{from}_{to}");
        int at = 0;
        while (at < planned.Count && planned[at] != to)
        {
            at++;
        }

        int ahead = at > 0 ? planned[at - 1] : -1;
        bool follows = to < 0 && planned.Count == 0 ? from < 0 : ahead == from && (to < 0 || at < planned.Count);
        _model.AddHint(arc, follows);
        return arc;
    }

    private long LongestTravel(List<long> amounts)
    {
        long sum = 0;
        for (int to = -1; to < _problem.Tasks.Count; to++)
        {
            long longest = 0;
            for (int a = 0; a < _problem.Agents.Count; a++)
            {
                for (int from = -1; from < _problem.Tasks.Count; from++)
                {
                    long travel = from == to && to >= 0 ? 0 : _problem.TravelMicros(a, from, to);
                    amounts.Add(travel);
                    longest = Math.Max(longest, travel);
                }
            }

            sum += longest;
        }

        return sum;
    }
}
