namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// The temperatures of simulated annealing: they fall by a constant factor a step, over a number of steps or of
/// insertions tried, whichever ends first.
/// </summary>
internal sealed class Cooling
{
    private const int StepsBetweenLooks = 64;

    private readonly double _start;
    private readonly double _end;
    private readonly long _steps;
    private readonly long _effortFrom;
    private readonly long _effortTo;
    private long _step;
    private double _temperature;

    /// <summary>From one temperature to another, in the unit of cost.</summary>
    public Cooling(double start, double end, long steps, long effortFrom, long effortTo)
    {
        (_start, _end, _steps) = (start, end, steps);
        (_effortFrom, _effortTo) = (effortFrom, effortTo);
    }

    /// <summary>Whether all steps are done.</summary>
    public bool IsOver(long effort)
    {
        if (_step % StepsBetweenLooks == 0)
        {
            double bySteps = (double)_step / _steps;
            double byEffort = (double)(effort - _effortFrom) / Math.Max(1, _effortTo - _effortFrom);
            _temperature = _start * Math.Pow(_end / _start, Math.Clamp(Math.Max(bySteps, byEffort), 0, 1));
        }

        return _step >= _steps || effort >= _effortTo;
    }

    /// <summary>Takes a step.</summary>
    /// <returns>Its temperature, in the unit of cost.</returns>
    public double Next()
    {
        _step++;
        return _temperature;
    }
}
