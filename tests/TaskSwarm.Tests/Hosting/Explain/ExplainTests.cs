using Shouldly;
using TaskSwarm.Hosting.Explain;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests.Kernel;
using TaskSwarm.Tests.Scenarios.Logistics;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Explain;

/// <summary>Each cause is put into a small scenario on purpose, and the answer must name it.</summary>
public sealed class ExplainTests
{
    private static readonly AgentId Foreman = Workshop.Foreman;

    [Theory]
    [InlineData("contract-net")]
    [InlineData("sequential-auction")]
    [InlineData("priority")]
    [InlineData("heft")]
    public void A_missing_skill_is_named(string strategy)
    {
        Story story = Crew(strategy, "seam", """
            agents: [{ name: carrier, skills: [carry] }, { name: painter, skills: [paint] }]
            tasks: [{ name: wall, skills: [paint], duration: 5s }, { name: seam, skills: [weld], duration: 5s }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.NoSkill, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("lacks the skill weld");
    }

    [Fact]
    public void A_request_out_of_range_is_named()
    {
        Story story = Town("parcel", SomeTown.OneLoad, "range: 100km");

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.OutOfRange, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("gets 100 km where its tour would be 102.4 km");
    }

    [Fact]
    public void A_request_out_of_range_of_a_central_plan_is_named()
    {
        Story story = Town("parcel", SomeTown.OneLoad, "range: 100km", "large-neighbourhood-search");

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.OutOfRange, StoryText.Of(story));
    }

    [Fact]
    public void A_load_that_is_too_large_is_named()
    {
        Story story = Town("parcel", SomeTown.OneLoad.Replace("kg: 5", "kg: 11", StringComparison.Ordinal), null);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Full, StoryText.Of(story));
    }

    [Fact]
    public void Agents_that_are_full_are_named()
    {
        Story story = Crew("contract-net", "second", """
            agents: [{ name: small, budget: 3 }]
            tasks: [{ name: first, need: 2, duration: 5s }, { name: second, need: 2, duration: 5s }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.Full, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("small has 1 of its budget left where it takes 2");
    }

    [Theory]
    [InlineData("contract-net")]
    [InlineData("priority")]
    public void What_nobody_can_begin_in_its_window_is_too_late(string strategy)
    {
        Story story = Crew(strategy, "urgent", """
            agents: [{ name: only }]
            tasks:
              - { name: long, duration: 60s }
              - { name: urgent, duration: 5s, known: 10s, release: 10s, latestStart: 30s }
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.TooLate, StoryText.Of(story));
    }

    [Fact]
    public void A_lost_call_is_named()
    {
        Story story = Cut(new Workshop { Workers = 1, Jobs = 1, EndSeconds = 0.9 }, from: 0.45, until: 0.505);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.MessageLost, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("the call to worker-0 was lost, since the link was cut");
    }

    [Fact]
    public void A_lost_bid_is_named()
    {
        Story story = Cut(new Workshop { Workers = 1, Jobs = 1, EndSeconds = 0.9 }, from: 0.51, until: 0.53);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.MessageLost, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("the bid of worker-0");
    }

    [Fact]
    public void A_lost_award_is_named()
    {
        Story story = Cut(new Workshop { Workers = 1, Jobs = 1, EndSeconds = 0.9 }, from: 0.535, until: 0.55);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.MessageLost, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("the award to worker-0 at 0.54s was lost");
    }

    [Fact]
    public void A_lost_bid_that_was_the_better_one_explains_who_did_it()
    {
        var shop = new Workshop { Workers = 2, Jobs = 1, EndSeconds = 30 };
        AgentId best = LiveHistory.Of(shop.Build()).Result.Ledger.Find(new(0))!.Holder;
        LinkCut cut = new(
            Stage.At(0.51), Stage.At(0.53), new HashSet<AgentId> { Foreman }, new HashSet<AgentId> { best });
        LiveHistory history = LiveHistory.Of((shop with { Cuts = [cut] }).Build());

        Story story = Explainer.Task(history, "job-0");
        AgentId second = history.Result.Ledger.Find(new(0))!.Holder;
        second.ShouldNotBe(best);
        story.Lines.ShouldContain(l => l.Kind == StoryKind.Loss && l.Agent == best && l.Text.Contains("the bid of"));
        story.Lines.ShouldContain(l => l.Kind == StoryKind.Award && l.Agent == second);
        Story loser = Explainer.Agent(history, history.Facts.NameOf(best));
        loser.Verdict.Cause.ShouldBe(Cause.MessageLost, StoryText.Of(loser));
    }

    [Fact]
    public void A_bid_that_is_too_late_is_named()
    {
        Story story = Explain(new Workshop
        {
            Workers = 1,
            Jobs = 1,
            EndSeconds = 3,
            Link = new LinkSpec(SimDuration.FromMillis(400)),
            Options = new ContractNetOptions { MaxReannouncements = 0 },
        });

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.BidTooLate, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("the bid of worker-0 came after the reply-by time 1s");
    }

    [Fact]
    public void A_crash_of_the_holder_is_named()
    {
        Story story = Explain(new Workshop
        {
            Workers = 1,
            Jobs = 1,
            EndSeconds = 60,
            Faults = [new Fault.Crash(Workshop.Worker(0), Stage.At(1), "burnt out") { Permanent = true }],
            Options = new ContractNetOptions { MaxReannouncements = 2 },
        });

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone);
        story.Verdict.Cause.ShouldBe(Cause.Crash, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("its holder worker-0 crashed at 1s (burnt out)");
    }

    [Fact]
    public void A_crash_explains_a_task_that_is_late()
    {
        Story story = Crew("contract-net", "job", """
            agents: [{ name: first }, { name: second }]
            tasks: [{ name: job, duration: 20s, due: 22s }]
            faults: [{ crash: first, at: 15s }, { crash: second, at: 1ms, repair: 1s }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.Late, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Crash, StoryText.Of(story));
        story.Lines.ShouldContain(l => l.Kind == StoryKind.Reannouncement);
        story.Lines.Count(l => l.Kind == StoryKind.Award).ShouldBe(2);
    }

    [Fact]
    public void A_queue_at_the_holder_explains_a_task_that_is_late()
    {
        Story story = Crew("contract-net", "second", """
            agents: [{ name: only }]
            tasks: [{ name: first, duration: 40s }, { name: second, duration: 5s, due: 20s }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.Late, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Queue, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("only was at first first");
    }

    [Fact]
    public void Work_that_takes_longer_than_there_is_explains_a_task_that_is_late()
    {
        Story story = Crew("contract-net", "job", """
            agents: [{ name: only }]
            tasks: [{ name: job, duration: 40s, due: 20s }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.Late, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Work, StoryText.Of(story));
    }

    [Fact]
    public void A_task_whose_input_was_not_made_says_so()
    {
        Story story = Crew("contract-net", "after", """
            agents: [{ name: only, skills: [paint] }]
            tasks: [{ name: before, skills: [weld] }, { name: after, after: [before] }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.NotDone, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Input, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("before, whose output it needs, was not done");
    }

    [Fact]
    public void An_input_that_was_made_late_explains_a_task_that_is_late()
    {
        Story story = Crew("contract-net", "after", """
            agents: [{ name: one }, { name: other }]
            tasks: [{ name: before, duration: 40s }, { name: after, duration: 5s, due: 20s, after: [before] }]
            """);

        story.Verdict.Outcome.ShouldBe(StoryOutcome.Late, StoryText.Of(story));
        story.Verdict.Cause.ShouldBe(Cause.Input, StoryText.Of(story));
        story.Verdict.Text.ShouldContain("it needs the output of before");
    }

    [Fact]
    public void An_agent_that_is_outbid_loses_to_a_named_rival_by_a_margin()
    {
        LiveHistory history = LiveHistory.Of(Load("contract-net", """
            agents: [{ name: slow }, { name: fast }]
            tasks: [{ name: job, duration: [20s, 10s] }]
            """));

        Story story = Explainer.Agent(history, "slow");
        story.Verdict.Cause.ShouldBe(Cause.Outbid, StoryText.Of(story));
        story.Lines.Single(l => l.Kind == StoryKind.Defeat).Text.ShouldBe("loses job to fast: 20 against 10");
        Explainer.Task(history, "job").Lines.Single(l => l.Kind == StoryKind.Award).Text
            .ShouldContain("the best of 2 bids, ahead by 10");
    }

    [Fact]
    public void What_the_run_does_not_know_is_said_to_be_unknown()
    {
        LiveHistory history = LiveHistory.Of(new Workshop { EndSeconds = 1 }.Build());
        Explainer.Task(history, "nothing").Verdict.Outcome.ShouldBe(StoryOutcome.Unknown);
        Explainer.Agent(history, "nobody").Verdict.Outcome.ShouldBe(StoryOutcome.Unknown);
    }

    private static Story Cut(Workshop shop, double from, double until) => Explain(shop with
    {
        Cuts = [new LinkCut(Stage.At(from), Stage.At(until), new HashSet<AgentId> { Foreman })],
    });

    private static Story Explain(Workshop shop) => Explainer.Task(LiveHistory.Of(shop.Build()), "job-0");

    private static Story Crew(string strategy, string task, string rest) =>
        Explainer.Task(LiveHistory.Of(Load(strategy, rest)), task);

    private static Simulation Load(string strategy, string rest)
    {
        ScenarioResult loaded = ScenarioLoading.Loader().LoadText("some.yaml", $$"""
            taskswarm: 1
            kind: assignment
            name: some
            duration: 5min
            network: { latency: 5ms }
            allocation: { strategy: {{strategy}} }
            {{rest.ReplaceLineEndings("\n")}}

            """, ScenarioOverrides.None);
        loaded.Problems.Select(p => p.ToString()).ShouldBeEmpty();
        return loaded.Simulation!;
    }

    private static Story Town(string task, string requests, string? vehicle, string strategy = "contract-net")
    {
        string text = SomeTown.With(requests).Replace(
            "capacity: { kg: 10 }", "capacity: { kg: 10 }" + (vehicle is null ? "" : ", " + vehicle),
            StringComparison.Ordinal);
        text = text.Replace("heartbeat: 10s", $"heartbeat: 10s, strategy: {strategy}", StringComparison.Ordinal);
        return Explainer.Task(LiveHistory.Of(SomeTown.Load(text)), task);
    }
}
