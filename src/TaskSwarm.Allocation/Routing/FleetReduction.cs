using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// Serves the same jobs with fewer vehicles: the route whose jobs have been easiest to place is dissolved, and its jobs
/// find room while strings of stops move about. A job that has often been left out counts more, so that hard ones are
/// placed first (absence counters; Christiaens and Vanden Berghe 2020).
/// </summary>
internal sealed class FleetReduction(RouteSearch search, int jobs, RandomStream random)
{
    private readonly long[] _absences = new long[jobs];

    /// <summary>Goes on for so many steps; ends with the best complete plan that was found.</summary>
    /// <param name="cooling">The steps and their temperatures.</param>
    /// <param name="patience">So many steps without a complete plan of fewer vehicles are enough.</param>
    /// <returns>How many steps it took.</returns>
    public long Run(Cooling cooling, long patience)
    {
        int[][] best = search.Save();
        int fewest = int.MaxValue;
        (long steps, long complete) = (0, 0);
        for (; !cooling.IsOver(search.Effort) && steps - complete < patience; steps++)
        {
            if (search.Absent.Count == 0 || search.Absent.Count < fewest)
            {
                (best, fewest) = (search.Save(), search.Absent.Count);
                complete = fewest == 0 ? steps : complete;
                if (fewest == 0 && !Dissolve())
                {
                    break;
                }
            }

            Step(cooling.Next());
        }

        search.Load(best);
        return steps;
    }

    private void Step(double temperature)
    {
        long absencesBefore = SumOfAbsences();
        double limit = search.Cost + random.NextExponential(temperature);
        search.TearDown();
        search.BuildUp(double.PositiveInfinity, opens: false);
        long absences = SumOfAbsences();
        foreach (int job in search.Absent)
        {
            _absences[job]++;
        }

        if (search.Absent.Count == 0 || absences < absencesBefore
            || (absences == absencesBefore && search.Cost <= limit))
        {
            search.Keep();
        }
        else
        {
            search.Undo();
        }
    }

    /// <summary>Empties the route with the fewest absences.</summary>
    /// <returns>False if no route can be emptied.</returns>
    private bool Dissolve()
    {
        int easiest = -1;
        long fewest = long.MaxValue;
        foreach (int v in search.Active)
        {
            long sum = search.CanBeEmptied(v) ? search.Route(v).ToNodes().Sum(n => _absences[n >> 1]) : long.MaxValue;
            if (sum < fewest)
            {
                (easiest, fewest) = (v, sum);
            }
        }

        if (easiest < 0 || search.Active.Count == 1)
        {
            return false;
        }

        search.Empty(easiest);
        search.Keep();
        return true;
    }

    private long SumOfAbsences()
    {
        long sum = 0;
        foreach (int job in search.Absent)
        {
            sum += _absences[job];
        }

        return sum;
    }
}
