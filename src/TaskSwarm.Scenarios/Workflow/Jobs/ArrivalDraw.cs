using System.Globalization;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow.Jobs;

/// <summary>
/// Draws when jobs arrive. Each entry of each phase has a random stream of its own, named by the phase and the entry's
/// place: arrivals are the same under all strategies, and a change of one entry leaves the others as they are.
/// </summary>
internal sealed class ArrivalDraw
{
    private const string Owner = "jobs/";

    private readonly ScenarioReading _scenario;
    private readonly JobsSection _jobs;
    private readonly List<JobArrival> _arrivals = [];
    private bool _isSound = true;

    /// <param name="scenario">Gives the seed; where problems are reported.</param>
    /// <param name="jobs">What is declared.</param>
    public ArrivalDraw(ScenarioReading scenario, JobsSection jobs) => (_scenario, _jobs) = (scenario, jobs);

    /// <summary>All arrivals in the order of their times, of equal ones as in the file; null if problems were reported.
    /// </summary>
    public IReadOnlyList<JobArrival>? Draw()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        SimDuration from = SimDuration.Zero;
        for (int p = 0; p < _jobs.Phases.Count; p++)
        {
            PhaseDeclaration phase = _jobs.Phases[p];
            if (!names.Add(phase.Name.Value))
            {
                Refuse(phase.Name.Problem(
                    $"\"{phase.Name.Value}\" a second time", "a name that no other phase has"));
            }

            for (int entry = 0; entry < phase.Arrivals.Count; entry++)
            {
                Draw(p, entry, from);
            }

            from += phase.For;
        }

        if (_arrivals.Count > _jobs.Most)
        {
            _isSound = false;
            _scenario.Problem(
                WorkflowKind.Jobs, $"more than {_jobs.Most} arrivals with seed {_scenario.Seed}",
                $"at most {_jobs.Most}, as jobs.most says");
        }

        return _isSound ? [.. _arrivals.OrderBy(a => a.At)] : null;
    }

    private void Draw(int number, int entry, SimDuration from)
    {
        PhaseDeclaration phase = _jobs.Phases[number];
        ArrivalDeclaration declared = phase.Arrivals[entry];
        int template = Find(declared.Job);
        var stream = new RandomStream(
            _scenario.Seed, Owner + phase.Name.Value,
            string.Create(CultureInfo.InvariantCulture, $"arrivals {entry}"));
        foreach (SimDuration at in declared.Every is SimDuration every
            ? RandomTimes(stream, every, phase.For)
            : StatedTimes(declared, phase.For))
        {
            double scale = stream.NextUniform(declared.LeastScale, declared.GreatestScale);
            _arrivals.Add(new JobArrival(from + at, number, template, scale));
        }
    }

    // One more than is allowed is enough to say that there are too many.
    private IEnumerable<SimDuration> RandomTimes(RandomStream stream, SimDuration every, SimDuration span)
    {
        double at = stream.NextExponential(every.Seconds);
        while (at < span.Seconds && _arrivals.Count <= _jobs.Most)
        {
            yield return SimDuration.FromSeconds(at);
            at += stream.NextExponential(every.Seconds);
        }
    }

    private IEnumerable<SimDuration> StatedTimes(ArrivalDeclaration declared, SimDuration span)
    {
        foreach (Located<SimDuration> at in declared.At)
        {
            if (at.Value >= span)
            {
                Refuse(at.Problem(at.Value.ToString(), $"a time within the phase, which lasts {span}"));
            }

            yield return at.Value;
        }
    }

    private int Find(Located<string> job)
    {
        for (int t = 0; t < _jobs.Templates.Count; t++)
        {
            if (string.Equals(_jobs.Templates[t].Key, job.Value, StringComparison.Ordinal))
            {
                return t;
            }
        }

        Refuse(job.Problem(
            $"no job \"{job.Value}\"", "the name of a template",
            Suggestion.DidYouMean(job.Value, _jobs.Templates.Select(t => t.Key))));
        return 0;
    }

    private void Refuse(Problem problem)
    {
        _isSound = false;
        _scenario.Problem(problem);
    }
}
