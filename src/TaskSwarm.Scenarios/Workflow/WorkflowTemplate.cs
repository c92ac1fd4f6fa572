namespace TaskSwarm.Scenarios.Workflow;

/// <summary>The scenario that <c>taskswarm new workflow</c> writes.</summary>
internal static class WorkflowTemplate
{
    /// <summary>The text.</summary>
    public const string Text = """
        # Six tasks on three units. Try: taskswarm run FILE --strategy heft --plot jobs.png
        taskswarm: 1
        kind: workflow
        name: my-workflow
        description: A small task graph on a fast unit and two slow ones.
        seed: 1
        duration: 10min

        network: { latency: 1ms }
        allocation: { strategy: contract-net }

        planning: 5s               # all times below count from its end
        units:
          - { name: fast, speed: 2, bandwidth: 80Mbit/s, price: 3 }
          - { name: slow, count: 2, speed: 1, bandwidth: 40Mbit/s, price: 1 }
        tasks:                     # work: seconds on a unit of speed 1
          - { name: fetch, work: 4 }
          - { name: clean, work: 6, inputs: [{ from: fetch, bytes: 10MB }] }
          - { name: left, work: 12, inputs: [{ from: clean, bytes: 5MB }] }
          - { name: right, work: 8, inputs: [{ from: clean, bytes: 5MB }] }
          - { name: count, work: 20, after: [clean], divisible: { greatest: 6, overhead: 200ms } }
          - { name: report, work: 3, after: [left, right, count], due: 30s }
        """;
}
