using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>All that members which answer cases know beforehand.</summary>
public sealed record ServingPlan : ModelPlan
{
    /// <summary>Adds the terms to what all members know.</summary>
    /// <param name="common">What all members know.</param>
    /// <param name="rules">The terms.</param>
    /// <param name="net">The times and bounds of contract nets.</param>
    /// <param name="link">How messages travel between most members.</param>
    /// <param name="seed">Cases are drawn from it: which ones come when depends on nothing that members do.</param>
    [SetsRequiredMembers]
    public ServingPlan(ModelPlan common, ServingRules rules, ContractNetOptions net, LinkSpec link, ulong seed)
        : base(common)
    {
        Rules = rules;
        Net = net;
        RepeatEvery = net.Heartbeat.Micros > 0 ? net.Heartbeat : net.ReplyWithin;
        TransferTime = link.BitsPerSecond > 0
            ? new SimDuration(rules.CaseBytes * 8_000_000L / link.BitsPerSecond)
            : SimDuration.Zero;
        Fronts = [.. Members.Where(m => Traits[m.Index].Service is { Cases: > 0 })];
        SimDuration longest = Members.Select(m => LearningTime(m.Index)).Max();
        Begin = SimTime.Zero + longest + RepeatEvery;
        Cases = [.. Fronts.Select(front => CasesOf(front, seed))];
    }

    /// <summary>The terms.</summary>
    public ServingRules Rules { get; }

    /// <summary>The members to which cases come.</summary>
    public IReadOnlyList<AgentId> Fronts { get; }

    /// <summary>When cases begin to come: every member has learnt by then.</summary>
    public SimTime Begin { get; }

    /// <summary>The cases of each front, in the order in which they come.</summary>
    public IReadOnlyList<IReadOnlyList<ServingCase>> Cases { get; }

    /// <summary>The times of the contract nets.</summary>
    public ContractNetOptions Net { get; }

    /// <summary>How often what nobody has confirmed is said again.</summary>
    public SimDuration RepeatEvery { get; }

    /// <summary>One more than the highest number of a task.</summary>
    public long TasksInAll => (long)Cases.Max(c => c.Count) * Fronts.Count * Rules.Opinions;

    /// <summary>The number of the task of giving an opinion.</summary>
    /// <param name="front">Which front, from 0.</param>
    /// <param name="number">Which of its cases, from 0.</param>
    /// <param name="opinion">Which opinion, from 0.</param>
    public TaskId TaskOf(int front, int number, int opinion) =>
        new((((number * Fronts.Count) + front) * Rules.Opinions) + opinion);

    /// <summary>What a task's number stands for: front, case and opinion.</summary>
    public (int Front, int Case, int Opinion) Find(TaskId task)
    {
        int of = task.Number / Rules.Opinions;
        return (of % Fronts.Count, of / Fronts.Count, task.Number % Rules.Opinions);
    }

    /// <summary>How long a member takes to learn and to find out what it can, if nothing slows it.</summary>
    public SimDuration LearningTime(int member) => TimeOf(
        OperationsOf(member, Rules.Training) + (OperationsPerImage(member) * HeldOut!.Count),
        Traits[member].Speed);

    /// <summary>How long the bytes of a case take beyond the delay of a small message.</summary>
    public SimDuration TransferTime { get; }

    /// <summary>Every test image comes once before one comes again.</summary>
    private ServingCase[] CasesOf(AgentId front, ulong seed)
    {
        ServiceTraits service = Traits[front.Index].Service!;
        var random = new RandomStream(seed, "cases", front.Index.ToString(CultureInfo.InvariantCulture));
        int[] order = [.. Enumerable.Range(0, Testing.Count)];
        var cases = new ServingCase[service.Cases];
        SimTime at = Begin;
        for (int i = 0; i < cases.Length; i++)
        {
            if (i % order.Length == 0)
            {
                random.Shuffle(order.AsSpan());
            }

            at += new SimDuration(Math.Max(1, (long)(random.NextExponential(1 / service.Rate) * 1e6)));
            cases[i] = new ServingCase(at, order[i % order.Length]);
        }

        return cases;
    }
}
