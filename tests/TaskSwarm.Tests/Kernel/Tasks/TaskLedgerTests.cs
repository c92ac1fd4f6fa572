using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Tasks;

public sealed class TaskLedgerTests
{
    private static readonly TaskId Job = new(4);
    private static readonly AgentId Worker = new(2);

    /// <summary>How to reach each state, and what each step does there: the state after it, or a violation.</summary>
    private static readonly Dictionary<TaskState, string> PathTo = new()
    {
        [TaskState.Announced] = "announce",
        [TaskState.Awarded] = "announce award1",
        [TaskState.Started] = "announce award1 start1",
        [TaskState.Done] = "announce award1 start1 complete1",
        [TaskState.Failed] = "announce fail",
        [TaskState.Expired] = "announce expire",
        [TaskState.Cancelled] = "announce cancel",
    };

    [Theory]
    [InlineData(TaskState.Announced, "award1", TaskState.Awarded)]
    [InlineData(TaskState.Announced, "reannounce", TaskState.Announced)]
    [InlineData(TaskState.Announced, "fail", TaskState.Failed)]
    [InlineData(TaskState.Announced, "expire", TaskState.Expired)]
    [InlineData(TaskState.Announced, "cancel", TaskState.Cancelled)]
    [InlineData(TaskState.Awarded, "award2", TaskState.Awarded)]
    [InlineData(TaskState.Awarded, "start1", TaskState.Started)]
    [InlineData(TaskState.Awarded, "reannounce", TaskState.Announced)]
    [InlineData(TaskState.Awarded, "complete1", TaskState.Done)]
    [InlineData(TaskState.Awarded, "fail", TaskState.Failed)]
    [InlineData(TaskState.Awarded, "expire", TaskState.Expired)]
    [InlineData(TaskState.Awarded, "cancel", TaskState.Cancelled)]
    [InlineData(TaskState.Started, "complete1", TaskState.Done)]
    [InlineData(TaskState.Started, "reannounce", TaskState.Announced)]
    [InlineData(TaskState.Started, "fail", TaskState.Failed)]
    [InlineData(TaskState.Started, "expire", TaskState.Expired)]
    [InlineData(TaskState.Started, "cancel", TaskState.Cancelled)]
    public void Legal_steps_lead_on(TaskState from, string step, TaskState to)
    {
        TaskLedger ledger = After(PathTo[from], step);
        ledger.Violations.ShouldBeEmpty();
        ledger.Find(Job)!.State.ShouldBe(to);
        ledger.CountOf(to).ShouldBe(1);
        ledger.Done.ShouldBe(to == TaskState.Done ? 1 : 0);
    }

    public static TheoryData<TaskState, string> IllegalSteps()
    {
        var steps = new TheoryData<TaskState, string>
        {
            { TaskState.Announced, "award2" }, { TaskState.Announced, "award0" }, { TaskState.Announced, "complete1" },
            { TaskState.Awarded, "award1" }, { TaskState.Awarded, "award3" }, { TaskState.Awarded, "start2" },
            { TaskState.Awarded, "complete2" }, { TaskState.Awarded, "complete0" },
            { TaskState.Started, "award2" }, { TaskState.Started, "start2" }, { TaskState.Started, "complete2" },
        };
        foreach (TaskState final in new[] { TaskState.Done, TaskState.Failed, TaskState.Expired, TaskState.Cancelled })
        {
            foreach (string step in new[] { "award1", "award2", "reannounce", "complete1", "fail", "expire", "cancel" })
            {
                steps.Add(final, step);
            }
        }

        foreach (TaskState state in PathTo.Keys)
        {
            steps.Add(state, "announce");
        }

        return steps;
    }

    [Theory]
    [MemberData(nameof(IllegalSteps))]
    public void Illegal_steps_are_violations_and_change_nothing(TaskState from, string step)
    {
        TaskLedger ledger = After(PathTo[from], step);
        ledger.Violations.Count.ShouldBe(1);
        ledger.Find(Job)!.State.ShouldBe(from);
    }

    [Fact]
    public void A_violation_names_task_step_time_and_state() =>
        After("announce award1 start1 complete1", "complete1").Violations.Select(v => v.ToString()).ShouldBe(
        [
            "task ledger: #2 at 5s in job-4: TaskCompleted { Name = TaskCompleted, Task = task 4, Attempt = 1, " +
            "By = #2, CompletedAt = 4s } while it was Done (award 1)",
        ]);

    [Theory]
    [InlineData("award1")]
    [InlineData("start1")]
    [InlineData("complete1")]
    [InlineData("reannounce")]
    public void A_step_of_a_task_that_nobody_announced_is_a_violation(string step) =>
        After(step).Violations.Select(v => v.Message).ShouldBe([$"{Step(step, 1).Name} before it was announced"]);

    [Theory]
    [InlineData("announce award1 reannounce start1", TaskState.Announced)]
    [InlineData("announce award1 reannounce award2 start1", TaskState.Awarded)]
    [InlineData("announce award1 reannounce award2 start2 start1", TaskState.Started)]
    [InlineData("announce award1 cancel start1", TaskState.Cancelled)]
    public void A_start_that_crossed_a_withdrawal_is_overtaken_and_no_violation(string steps, TaskState state)
    {
        TaskLedger ledger = After(steps);
        ledger.Violations.ShouldBeEmpty();
        ledger.Find(Job)!.State.ShouldBe(state);
        Figure(ledger, "tasks.starts.overtaken").ShouldBe(1);
    }

    [Fact]
    public void A_start_repeated_under_the_same_award_is_counted()
    {
        TaskLedger ledger = After("announce award1 start1 start1 complete1");
        ledger.Violations.ShouldBeEmpty();
        Figure(ledger, "tasks.starts.repeated").ShouldBe(1);
    }

    [Fact]
    public void Work_that_was_given_up_on_may_still_be_the_one_that_counts()
    {
        TaskLedger ledger = After("announce award1 start1 reannounce award2 complete1");
        ledger.Violations.ShouldBeEmpty();
        TaskRecord task = ledger.Find(Job)!;
        (task.State, task.Attempts, task.Reannouncements, task.Holder).ShouldBe((TaskState.Done, 2, 1, Worker));
    }

    private static TaskLedger After(params string[] steps)
    {
        var ledger = new TaskLedger();
        int at = 0;
        foreach (string step in steps.SelectMany(s => s.Split(' ')))
        {
            at++;
            ledger.OnEvent(new EventRecord(SimTime.FromSeconds(at), Worker, at, Step(step, at)));
        }

        return ledger;
    }

    private static TaskEvent Step(string step, int at)
    {
        int attempt = char.IsAsciiDigit(step[^1]) ? step[^1] - '0' : 0;
        return step.TrimEnd('0', '1', '2', '3') switch
        {
            "announce" => new TaskAnnounced(Job, "job-4", SimTime.Zero, SimTime.Never),
            "award" => new TaskAwarded(Job, attempt, Worker, 1),
            "start" => new TaskStarted(Job, attempt),
            "complete" => new TaskCompleted(Job, attempt, Worker, SimTime.FromSeconds(at - 1)),
            "reannounce" => new TaskReannounced(Job, "why"),
            "fail" => new TaskFailed(Job, "why"),
            "expire" => new TaskExpired(Job),
            "cancel" => new TaskCancelled(Job, "why"),
            _ => throw new ArgumentException(step),
        };
    }

    private static double? Figure(TaskLedger ledger, string name)
    {
        var metrics = new TaskSwarm.Kernel.Metrics.MetricSet();
        ledger.Report(metrics);
        return metrics.Find(name);
    }
}
