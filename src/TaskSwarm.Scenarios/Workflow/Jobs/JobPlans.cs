using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow.Jobs;

/// <summary>Makes tasks of the jobs that arrive.</summary>
internal sealed class JobPlans
{
    private const int MostTasks = 200_000;

    private readonly ScenarioReading _scenario;
    private readonly JobsSection _jobs;
    private readonly UnitPark _units;

    /// <param name="scenario">Where problems are reported.</param>
    /// <param name="jobs">What is declared.</param>
    /// <param name="units">The units that tasks may name.</param>
    public JobPlans(ScenarioReading scenario, JobsSection jobs, UnitPark units) =>
        (_scenario, _jobs, _units) = (scenario, jobs, units);

    /// <summary>Adds the tasks of all jobs to those that there are; null if problems were reported.</summary>
    /// <param name="tasks">The tasks; is added to.</param>
    /// <param name="opening">From when times count.</param>
    public IReadOnlyList<PlannedJob>? AddTo(List<PlannedTask> tasks, SimTime opening)
    {
        var graphs = new List<IReadOnlyList<IReadOnlyList<TaskInput>>>();
        bool isSound = true;
        foreach ((string _, JobTemplate template) in _jobs.Templates)
        {
            isSound &= _units.Knows(template.Tasks);
            IReadOnlyList<IReadOnlyList<TaskInput>>? inputs = new TaskGraph(_scenario, template.Tasks).Inputs();
            isSound &= inputs is not null;
            graphs.Add(inputs ?? []);
        }

        if (new ArrivalDraw(_scenario, _jobs).Draw() is not { } arrivals || !isSound)
        {
            return null;
        }

        long count = arrivals.Sum(a => (long)_jobs.Templates[a.Template].Value.Tasks.Count);
        if (count > MostTasks)
        {
            _scenario.Problem(WorkflowKind.Jobs, $"jobs of {count} tasks in all", $"at most {MostTasks}");
            return null;
        }

        int digits = arrivals.Count.ToString(CultureInfo.InvariantCulture).Length;
        var jobs = new List<PlannedJob>();
        foreach (JobArrival arrival in arrivals)
        {
            string number = (jobs.Count + 1).ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(2, digits), '0');
            jobs.Add(Add(tasks, arrival, $"job-{number}", opening + arrival.At, graphs[arrival.Template]));
        }

        return jobs;
    }

    private PlannedJob Add(
        List<PlannedTask> tasks, JobArrival arrival, string name, SimTime at,
        IReadOnlyList<IReadOnlyList<TaskInput>> inputs)
    {
        JobTemplate template = _jobs.Templates[arrival.Template].Value;
        SimTime due = template.Due is SimDuration allowed ? at + allowed : SimTime.Never;
        int first = tasks.Count;
        var waitedFor = new SortedSet<int>(inputs.SelectMany(i => i).Select(i => i.Task));
        for (int t = 0; t < template.Tasks.Count; t++)
        {
            WorkDeclaration declared = template.Tasks[t];
            tasks.Add(new PlannedTask(
                declared, $"{name}/{declared.Name.Value}", at, at + (declared.Known ?? SimDuration.Zero),
                [.. inputs[t].Select(i => i with { Task = first + i.Task })])
            {
                Scale = arrival.Scale,
                JobDue = waitedFor.Contains(t) ? SimTime.Never : due,
            });
        }

        return new PlannedJob(
            name, _jobs.Phases[arrival.Phase].Name.Value, at, due, first, template.Tasks.Count);
    }
}
