using System.Diagnostics.CodeAnalysis;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>All that the agents of a run on shards know beforehand.</summary>
public sealed record ShardPlan : ModelPlan
{
    private readonly long _bitsPerSecond;
    private readonly int _each;

    /// <summary>Adds the terms to what all members know.</summary>
    [SetsRequiredMembers]
    internal ShardPlan(ModelPlan common, ShardRules rules, ScenarioReading scenario)
        : base(common)
    {
        Rules = rules;
        Server = new AgentId(Members.Count);
        ContractNet = scenario.Allocation.ContractNet;
        TalkTime = new SimDuration(Math.Max(1, scenario.TalkTime.Micros));
        _bitsPerSecond = scenario.Link.BitsPerSecond;
        _each = (int)rules.Shards.Value;
        Pieces = [.. Shards.SelectMany(images => Enumerable.Range(0, _each).Select(part => Part(images, part)))];
    }

    /// <summary>The terms.</summary>
    internal ShardRules Rules { get; }

    /// <summary>The server: the agent behind all members. It has all images.</summary>
    public AgentId Server { get; }

    /// <summary>Times and bounds of the contract net.</summary>
    public ContractNetOptions ContractNet { get; }

    /// <summary>The most that a small message takes.</summary>
    public SimDuration TalkTime { get; }

    /// <summary>The images of each shard, by their numbers.</summary>
    public IReadOnlyList<int[]> Pieces { get; }

    /// <summary>What a model takes to send, bytes.</summary>
    public int ModelBytes => sizeof(float) * Shape.ParameterCount;

    /// <summary>The shards that a member has from the start.</summary>
    public IEnumerable<int> HomeOf(int member) => Enumerable.Range(member * _each, _each);

    /// <summary>The task of training on a shard in a round.</summary>
    public TaskId TaskOf(int round, int shard) => new(((round - 1) * Pieces.Count) + shard);

    /// <summary>The round of a task, from 1.</summary>
    public int RoundOf(TaskId task) => (task.Number / Pieces.Count) + 1;

    /// <summary>The shard of a task.</summary>
    public int ShardOf(TaskId task) => task.Number % Pieces.Count;

    /// <summary>What the images of a shard take to send: a byte for each pixel and one for the class.</summary>
    public int ImageBytes(int shard) => Pieces[shard].Length * (Shape.Inputs + 1);

    /// <summary>Floating-point operations of training on a shard once.</summary>
    public double Operations(int shard) =>
        (double)Shape.TrainingOperations * Pieces[shard].Length * Rules.Training.Epochs;

    /// <summary>How long it takes to send so many bytes by the network's bandwidth, without its latency.</summary>
    public SimDuration TransferTime(long bytes) =>
        new(_bitsPerSecond == 0 ? 0 : (long)Math.Ceiling(bytes * 8e6 / _bitsPerSecond));

    /// <summary>After so long without an answer a message with so many bytes, or the answer to it, was lost.</summary>
    public SimDuration Patience(long bytes) =>
        TransferTime(bytes) + (TalkTime * 2) + SimDuration.FromMillis(1000);

    private int[] Part(int[] images, int part)
    {
        int from = (int)((long)images.Length * part / _each);
        return images[from..(int)((long)images.Length * (part + 1) / _each)];
    }
}
