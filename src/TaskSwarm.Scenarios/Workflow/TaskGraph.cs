using System.Globalization;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>What the tasks of a graph wait for, by number: every name known, and nothing that waits for itself.
/// </summary>
internal sealed class TaskGraph
{
    private const int MostShown = 8;

    private readonly ScenarioReading _scenario;
    private readonly IReadOnlyList<WorkDeclaration> _tasks;
    private readonly SortedDictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="scenario">Where problems are reported.</param>
    /// <param name="tasks">The tasks; their inputs name each other.</param>
    public TaskGraph(ScenarioReading scenario, IReadOnlyList<WorkDeclaration> tasks) =>
        (_scenario, _tasks) = (scenario, tasks);

    /// <summary>The inputs of each task; null if problems were reported, all that there are.</summary>
    public IReadOnlyList<IReadOnlyList<TaskInput>>? Inputs()
    {
        bool isSound = NumberTasks();
        var inputs = new List<IReadOnlyList<TaskInput>>();
        foreach (WorkDeclaration task in _tasks)
        {
            isSound &= InputsOf(task, out IReadOnlyList<TaskInput> own);
            inputs.Add(own);
        }

        return !HasCircle(inputs) && isSound ? inputs : null;
    }

    private bool NumberTasks()
    {
        bool isSound = true;
        for (int t = 0; t < _tasks.Count; t++)
        {
            Located<string> name = _tasks[t].Name;
            if (!_numbers.TryAdd(name.Value, t))
            {
                _scenario.Problem(name.Problem($"\"{name.Value}\" a second time", "a name that no other task has"));
                isSound = false;
            }
        }

        return isSound;
    }

    private bool InputsOf(WorkDeclaration task, out IReadOnlyList<TaskInput> inputs)
    {
        bool isSound = true;
        var own = new SortedDictionary<int, double>();
        foreach ((Located<string> from, double bytes) in task.Inputs.Select(i => (i.From, i.Bytes))
            .Concat(task.After.Select(name => (name, 0.0))))
        {
            if (!_numbers.TryGetValue(from.Value, out int number))
            {
                _scenario.Problem(from.Problem(
                    $"no task \"{from.Value}\"", "the name of a task",
                    Suggestion.DidYouMean(from.Value, _numbers.Keys)));
                isSound = false;
            }
            else if (!own.TryAdd(number, bytes))
            {
                _scenario.Problem(from.Problem(
                    $"\"{from.Value}\" a second time", "each task once among inputs and after"));
                isSound = false;
            }
        }

        inputs = [.. own.Select(i => new TaskInput(i.Key, i.Value))];
        return isSound;
    }

    /// <summary>
    /// Takes what waits for nothing, then what waits for that alone (Kahn 1962); what is left waits for itself. Each
    /// circle is reported and then taken too, so that the next one is found.
    /// </summary>
    private bool HasCircle(List<IReadOnlyList<TaskInput>> inputs)
    {
        List<int>[] next = [.. inputs.Select(_ => new List<int>())];
        for (int t = 0; t < inputs.Count; t++)
        {
            foreach (TaskInput input in inputs[t])
            {
                next[input.Task].Add(t);
            }
        }

        int[] waits = [.. inputs.Select(i => i.Count)];
        bool[] taken = new bool[inputs.Count];
        Take(Enumerable.Range(0, inputs.Count).Where(t => waits[t] == 0), next, waits, taken);
        bool found = false;
        for (int left = Array.IndexOf(taken, false); left >= 0; left = Array.IndexOf(taken, false))
        {
            int[] circle = CircleFrom(left, inputs, taken);
            Report(circle);
            Take(circle, next, waits, taken);
            found = true;
        }

        return found;
    }

    private static void Take(IEnumerable<int> first, List<int>[] next, int[] waits, bool[] taken)
    {
        var ready = new Queue<int>(first);
        foreach (int task in ready)
        {
            taken[task] = true;
        }

        while (ready.TryDequeue(out int task))
        {
            foreach (int other in next[task])
            {
                if (--waits[other] == 0 && !taken[other])
                {
                    taken[other] = true;
                    ready.Enqueue(other);
                }
            }
        }
    }

    /// <summary>The members of a circle, each before what it waits for, beginning with the first in the file.</summary>
    private static int[] CircleFrom(int start, List<IReadOnlyList<TaskInput>> inputs, bool[] taken)
    {
        var way = new List<int>();
        var places = new SortedDictionary<int, int>();
        int task = start;
        while (places.TryAdd(task, way.Count))
        {
            way.Add(task);
            task = inputs[task].First(i => !taken[i.Task]).Task;
        }

        int[] circle = [.. way.Skip(places[task])];
        int first = Array.IndexOf(circle, circle.Min());
        return [.. circle.Skip(first), .. circle.Take(first)];
    }

    private void Report(int[] circle)
    {
        string rest = circle.Length > MostShown
            ? string.Create(CultureInfo.InvariantCulture, $" after {circle.Length - MostShown} others")
            : "";
        IEnumerable<string> names = circle.Take(MostShown).Select(t => $"\"{_tasks[t].Name.Value}\"");
        Located<string> name = _tasks[circle[0]].Name;
        _scenario.Problem(name.Problem(
            $"a circle: {string.Join(" after ", names)}{rest} after \"{name.Value}\"",
            "tasks that do not wait for themselves"));
    }
}
