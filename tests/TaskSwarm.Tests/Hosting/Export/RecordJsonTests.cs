using Shouldly;
using TaskSwarm.Hosting.Export;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Export;

public sealed class RecordJsonTests
{
    private static readonly Simulation Nothing = new()
    {
        Name = "nothing",
        Kind = "none",
        Strategy = "none",
        Seed = 1,
        End = SimTime.FromSeconds(1),
        Network = new NetworkModel(new LinkSpec(SimDuration.FromMillis(1))),
        Agents = [],
    };

    private static readonly AgentNames Names = new(Nothing, ["base", "van \"1\""]);

    [Fact]
    public void Agents_are_named_times_are_seconds_and_tasks_are_numbers() =>
        Of(new TaskCompleted(new TaskId(7), 2, new AgentId(1), new SimTime(1_500_000)))
            .ShouldBe("""{"task":7,"attempt":2,"by":"van \"1\"","completed_at_s":1.5}""");

    [Fact]
    public void What_never_happens_and_who_is_nobody_is_null()
    {
        Of(new AgentCrashed("rain", SupervisionDirective.Restart, SimTime.Never))
            .ShouldBe("""{"cause":"rain","directive":"Restart","up_at_s":null}""");
        Of(new FailureDetected(AgentId.None)).ShouldBe("""{"failed":null}""");
        Of(new TaskAwarded(new TaskId(0), 1, new AgentId(5), double.PositiveInfinity))
            .ShouldBe("""{"task":0,"attempt":1,"winner":"#5","cost":null}""");
    }

    [Fact]
    public void Numbers_read_back_as_they_were() =>
        Of(new TaskAwarded(new TaskId(0), 1, new AgentId(0), 0.1 + 0.2)).ShouldContain("\"cost\":0.30000000000000004");

    [Fact]
    public void What_a_record_holds_is_told_too()
    {
        var call = new CallForProposals(
            new ConversationId(new AgentId(0), new TaskId(3), 1), 1,
            new TaskSpec(new TaskId(3), "crate") { Locations = [new Vec3(1, 2.5, 0)], Parts = (1, 4) },
            SimTime.FromSeconds(2))
        {
            Terms = new AgentSpawned(new AgentId(1), "child"),
        };

        string json = Of(call);

        json.ShouldStartWith(
            """{"conversation":{"initiator":"base","task":3,"announcement":1},"round":1,"task":{"id":3,""");
        json.ShouldContain("\"locations\":[[1,2.5,0]]");
        json.ShouldContain("\"parts\":[1,4]");
        json.ShouldContain("\"reply_by_s\":2,\"ceiling\":null");
        json.ShouldEndWith("""
            "terms":{"type":"AgentSpawned","child":"van \"1\"","name":"child"}}
            """.Trim());
    }

    private static string Of(object record)
    {
        using var json = new RecordJson(Names);
        return json.Of(record);
    }
}
