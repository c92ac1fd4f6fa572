using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A model on a device of its own: trains what it is sent on images that never leave it, and hands the result in when
/// the simulated time of that training has passed.
/// </summary>
/// <remarks>
/// The arithmetic is done when the order arrives. Orders of a round arrive in the same window, so the members of a
/// round really train side by side, on as many threads as the run has workers.
/// </remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class LearningMember(FederatedPlan plan, int number) : Agent
{
    private readonly UpdateCompressor _compressor = new(plan.Rules.Compression.Value);
    private readonly SecureSeat? _seat =
        plan.Rules.Secure is null ? null : new SecureSeat(plan.Fixed, plan.Server, number);

    private int _round;

    // The model, or how it changed if changes are handed in.
    private ImmutableArray<float> _trained = [];

    private MemberTraits Traits => plan.Traits[number];

    private AgentId Server => plan.ServerOf(number);

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Schedule(plan.Rules.Heartbeat, new BeatTag());
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        // What was trained before cannot be handed in: the timer that said when is gone.
        _trained = [];
        _seat?.Leave();
        context.Send(Server, new Heartbeat(BeganAnew: true));
        OnStart(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (message is not TrainingOrder order)
        {
            _seat?.OnMessage(context, message);
        }
        else if (order.Round > _round)
        {
            _round = order.Round;
            _trained = [];
            _seat?.Leave();
            Train(context, order);
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case TrainingTag training when training.Round == _round && !_trained.IsEmpty:
                HandIn(context);
                _trained = [];
                break;
            case BeatTag:
                context.Send(Server, new Heartbeat(BeganAnew: false));
                context.Schedule(plan.Rules.Heartbeat, new BeatTag());
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_round);
        writer.Write(_trained);
        _compressor.Capture(writer);
        _seat?.Capture(writer);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _round = reader.ReadInt32();
        _trained = reader.ReadSingles();
        _compressor.Restore(reader);
        _seat?.Restore(reader);
    }

    private void HandIn(AgentContext context)
    {
        int examples = plan.Shards[number].Length;
        if (_seat is not null)
        {
            _seat.Join(context, _round, examples, _trained);
            return;
        }

        context.Send(Server, plan.Rules.Compression.Value.IsOfChanges
            ? _compressor.Pack(context, _round, examples, _trained)
            : new TrainedUpdate(_round, examples, _trained));
    }

    private void Train(AgentContext context, TrainingOrder order)
    {
        (bool dropsOut, double slowness) = LocalTraining.DrawTroubles(context, Traits);
        if (dropsOut && _seat?.LeavesLater(context) != true)
        {
            context.Emit(new MemberDroppedOut(order.Round));
            return;
        }

        int[] shard = plan.Shards[number];
        SgdSettings settings = plan.Rules.Training with { Rate = order.Rate };
        TrainedModel model = LocalTraining.Train(context, plan, Traits, shard, settings, order.Parameters);
        _trained = plan.Rules.Compression.Value.IsOfChanges
            ? Changes.Between(order.Parameters, model.Parameters)
            : ImmutableCollectionsMarshal.AsImmutableArray(model.Parameters);
        context.Schedule(
            ModelPlan.TimeOf(plan.OperationsOf(number, settings) * slowness, Traits.Speed * context.SpeedFactor),
            new TrainingTag(order.Round));
        LocalTraining.Tell(context, order.Round, shard.Length, model);
    }
}
