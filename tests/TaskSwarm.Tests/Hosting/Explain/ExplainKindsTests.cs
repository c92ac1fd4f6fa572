using Shouldly;
using TaskSwarm.Hosting.Explain;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Explain;

public sealed class ExplainKindsTests
{
    public static TheoryData<string> Kinds => [.. ScenarioCatalog.Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_task_has_a_story_that_ends_as_the_ledger_says(string kind)
    {
        foreach (string strategy in ScenarioLoading.StrategiesOf(ScenarioCatalog.Kinds.Single(k => k.Name == kind)))
        {
            Simulation? simulation = ScenarioLoading.Loader().LoadText(
                $"{kind}.yaml", ScenarioCatalog.Kinds.Single(k => k.Name == kind).Template,
                ScenarioOverrides.None with { Strategy = strategy }).Simulation;
            if (simulation is null)
            {
                continue;
            }

            LiveHistory history = LiveHistory.Of(simulation);
            foreach (TaskRecord task in history.Result.Ledger.Tasks.Take(40))
            {
                Story story = Explainer.Task(history, task.Name);
                bool isDone = story.Verdict.Outcome is StoryOutcome.Done or StoryOutcome.Late;
                isDone.ShouldBe(task.State == TaskState.Done, $"{strategy} {StoryText.Of(story)}");
                story.Lines.Select(l => l.At).ShouldBeInOrder();
                story.Lines.Count(l => l.Kind == StoryKind.Award).ShouldBe(task.Attempts, StoryText.Of(story));
            }

            foreach (string agent in history.Facts.AgentNames.Take(10))
            {
                Explainer.Agent(history, agent).Verdict.Outcome.ShouldBe(StoryOutcome.Agent);
            }
        }
    }
}
