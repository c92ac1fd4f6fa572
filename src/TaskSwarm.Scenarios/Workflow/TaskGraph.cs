using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Workflow.Sections;

namespace TaskSwarm.Scenarios.Workflow;

/// <summary>What the tasks of a scenario wait for, by number: every name known, and nothing that waits for itself.
/// </summary>
internal sealed class TaskGraph(ScenarioReading scenario, IReadOnlyList<WorkDeclaration> tasks)
{
    private readonly SortedDictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The inputs of each task; null if problems were reported.</summary>
    public IReadOnlyList<IReadOnlyList<TaskInput>>? Inputs()
    {
        var isSound = true;
        foreach (var (task, index) in tasks.Select((task, index) => (task, index)))
        {
            if (!numbers.TryAdd(task.Name.Value, index))
            {
                scenario.Problem(
                    task.Name.Problem($"\"{task.Name.Value}\" a second time", "a name that no other task has"));
                isSound = false;
            }
        }

        var inputs = new List<IReadOnlyList<TaskInput>>();
        foreach (var task in tasks)
        {
            var own = new SortedDictionary<int, double>();
            foreach (var (from, bytes) in task.Inputs.Select(i => (i.From, i.Bytes))
                .Concat(task.After.Select(name => (name, 0.0))))
            {
                if (numbers.TryGetValue(from.Value, out var number))
                {
                    own[number] = own.GetValueOrDefault(number) + bytes;
                    continue;
                }

                scenario.Problem(from.Problem(
                    $"no task \"{from.Value}\"", "the name of a task",
                    Suggestion.DidYouMean(from.Value, numbers.Keys)));
                isSound = false;
            }

            inputs.Add([.. own.Select(i => new TaskInput(i.Key, i.Value))]);
        }

        return isSound && !HasCircle(inputs) ? inputs : null;
    }

    // Takes what waits for nothing, then what waits for that alone (Kahn 1962); what is left waits for itself.
    private bool HasCircle(List<IReadOnlyList<TaskInput>> inputs)
    {
        var waits = inputs.Select(i => i.Count).ToArray();
        var next = new List<int>[inputs.Count];
        for (var t = 0; t < inputs.Count; t++)
        {
            foreach (var input in inputs[t])
            {
                (next[input.Task] ??= []).Add(t);
            }
        }

        var ready = new Queue<int>(Enumerable.Range(0, inputs.Count).Where(t => waits[t] == 0));
        var taken = 0;
        while (ready.TryDequeue(out var task))
        {
            taken++;
            foreach (var other in next[task] ?? [])
            {
                if (--waits[other] == 0)
                {
                    ready.Enqueue(other);
                }
            }
        }

        if (taken < inputs.Count)
        {
            var name = tasks[Array.FindIndex(waits, w => w > 0)].Name;
            scenario.Problem(name.Problem(
                $"\"{name.Value}\" in a circle of tasks that wait for one another", "no such circle"));
        }

        return taken < inputs.Count;
    }
}
