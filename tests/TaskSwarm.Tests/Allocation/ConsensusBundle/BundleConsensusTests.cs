using Shouldly;
using TaskSwarm.Allocation.ConsensusBundle;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Allocation.ConsensusBundle;

public sealed class BundleConsensusTests
{
    [Fact]
    public void The_bundle_takes_the_best_task_first_and_the_path_where_it_fits_best()
    {
        BundleConsensus agent = Knowing(1, 3, 0, 1, 2);
        agent.Build((path, task) => (10 - task.Number, 0)).ShouldBeTrue();
        agent.Bundle.ShouldBe(Ids(0, 1, 2));
        agent.Path.ShouldBe(Ids(2, 1, 0));
        agent.Beliefs.Select(b => b.Bid).ShouldBe([10, 9, 8]);
    }

    [Fact]
    public void A_bundle_ends_at_its_limit_and_at_what_is_worth_nothing()
    {
        BundleConsensus agent = Knowing(1, 2, 0, 1, 2);
        agent.Build((_, _) => (1, 0));
        agent.Bundle.ShouldBe(Ids(0, 1));
        BundleConsensus other = Knowing(1, 2, 0, 1, 2);
        other.Build((_, task) => (task.Number - 1, 0));
        other.Bundle.ShouldBe(Ids(2));
    }

    [Fact]
    public void A_lost_task_takes_everything_behind_it_out_of_the_bundle()
    {
        BundleConsensus agent = Knowing(2, 3, 0, 1, 2);
        agent.Build((path, task) => (10 - task.Number, path.Count));
        BundleConsensus rival = Knowing(1, 1, 1);
        rival.Build((_, _) => (20, 0));
        agent.Hear(rival.News(new SimTime(1))).ShouldBeTrue();
        agent.Bundle.ShouldBe(Ids(0));
        agent.Path.ShouldBe(Ids(0));
        agent.Beliefs.Select(b => b.Winner).ShouldBe([new AgentId(2), new AgentId(1), AgentId.None]);
    }

    [Fact]
    public void News_that_are_older_than_what_is_known_of_their_sender_change_nothing()
    {
        BundleConsensus sender = Knowing(1, 1, 0);
        ConsensusNews early = sender.News(new SimTime(1));
        sender.Build((_, _) => (5, 0));
        ConsensusNews late = sender.News(new SimTime(2));
        BundleConsensus receiver = Knowing(2, 1, 0);
        receiver.Hear(late).ShouldBeTrue();
        receiver.Hear(early).ShouldBeFalse();
        receiver.Beliefs[0].Winner.ShouldBe(new AgentId(1));
    }

    [Fact]
    public void A_rising_gain_is_counted_and_its_bid_held_down()
    {
        BundleConsensus agent = Knowing(1, 2, 0, 1);
        agent.Build((path, task) => (path.Count == 0 ? 5 - task.Number : 9, path.Count));
        agent.RisingGains.ShouldBe(1);
        agent.Beliefs.Select(b => b.Bid).ShouldBe([5, 5]);
    }

    [Fact]
    public void A_withdrawn_task_leaves_bundle_and_path_and_what_others_say_of_it_is_ignored()
    {
        BundleConsensus agent = Knowing(1, 3, 0, 1);
        agent.Build((path, _) => (5, path.Count));
        agent.Withdraw(new TaskId(0));
        agent.Bundle.ShouldBe(Ids(1));
        agent.Path.ShouldBe(Ids(1));
        BundleConsensus rival = Knowing(0, 1, 0);
        rival.Build((_, _) => (20, 0));
        agent.Hear(rival.News(new SimTime(1))).ShouldBeFalse();
        agent.Beliefs.Count.ShouldBe(1);
    }

    [Fact]
    public void The_wins_of_an_agent_that_is_gone_are_free_again_and_old_hearsay_does_not_bring_them_back()
    {
        BundleConsensus gone = Knowing(0, 1, 0);
        gone.Build((_, _) => (20, 0));
        BundleConsensus witness = Knowing(2, 0, 0);
        witness.Hear(gone.News(new SimTime(1)));
        BundleConsensus agent = Knowing(1, 1, 0);
        agent.Hear(gone.News(new SimTime(1)));
        agent.Forget(new AgentId(0), new SimTime(5));
        agent.Build((_, _) => (3, 0)).ShouldBeTrue();
        agent.Hear(witness.News(new SimTime(6)));
        agent.Bundle.ShouldBe(Ids(0));
        witness.Hear(agent.News(new SimTime(7)));
        witness.Beliefs[0].Winner.ShouldBe(new AgentId(1));
    }

    [Fact]
    public void A_bid_taken_back_reopens_the_bundle_where_the_task_would_have_come()
    {
        // What a rival bid for task 1 when it did not know better yet has kept the agent from task 1.
        BundleConsensus agent = Knowing(0, 3, 0, 1, 2);
        agent.Hear(Built(1, 1, 35).News(new SimTime(1)));
        agent.Build(Gain);
        agent.Bundle.ShouldBe(Ids(2, 0));
        agent.Hear(Built(1, 1, 22).News(new SimTime(2)));
        agent.Build(Gain).ShouldBeTrue();
        agent.Bundle.ShouldBe(Ids(2, 1, 0));
        agent.Build(Gain).ShouldBeFalse();

        static (double, int) Gain(IReadOnlyList<TaskId> path, TaskId task) =>
            (new double[] { 9, 25, 97 }[task.Number] - path.Count, path.Count);
    }

    [Fact]
    public void A_restored_agent_goes_on_as_the_captured_one()
    {
        BundleConsensus agent = Knowing(3, 3, 0, 1, 2);
        agent.Build((path, task) => (10 - task.Number, path.Count));
        agent.Hear(Built(1, 2, 20).News(new SimTime(4)));
        var writer = new StateWriter();
        agent.Capture(writer);
        BundleConsensus copy = Knowing(3, 3);
        copy.Restore(new StateReader(writer.ToArray()));
        ConsensusNews more = Built(2, 0, 30).News(new SimTime(5));
        agent.Hear(more).ShouldBe(copy.Hear(more));
        copy.Bundle.ShouldBe(agent.Bundle);
        copy.Path.ShouldBe(agent.Path);
        (ConsensusNews ours, ConsensusNews theirs) = (copy.News(new SimTime(6)), agent.News(new SimTime(6)));
        ours.Beliefs.ShouldBe(theirs.Beliefs);
        ours.Stamps.ShouldBe(theirs.Stamps);
    }

    private static BundleConsensus Built(int agent, int task, double gain)
    {
        BundleConsensus side = Knowing(agent, 1, task);
        side.Build((_, _) => (gain, 0));
        return side;
    }

    private static BundleConsensus Knowing(int agent, int maxTasks, params int[] tasks)
    {
        var side = new BundleConsensus(new AgentId(agent), maxTasks);
        Array.ForEach(tasks, t => side.Offer(new TaskId(t)));
        return side;
    }

    private static TaskId[] Ids(params int[] numbers) => [.. numbers.Select(n => new TaskId(n))];
}
