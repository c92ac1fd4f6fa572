using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A server near its members (Liu et al. 2020, client-edge-cloud hierarchical federated learning): averages their
/// models some times and hands the outcome in to the cloud, as a member would.
/// </summary>
public sealed class EdgeServer : Agent, IPollHost
{
    private const string Sampling = "sampling";

    private readonly FederatedPlan _plan;
    private readonly MemberPoll _poll;
    private readonly PlainRounds _rounds;
    private int _order;
    private int _done;
    private double _rate;
    private long _examples;

    /// <summary>An edge that has not been asked yet.</summary>
    /// <param name="plan">The collaboration.</param>
    /// <param name="edge">Which edge, from 0.</param>
    public EdgeServer(FederatedPlan plan, int edge)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _poll = new MemberPoll(plan, plan.MembersOf(edge), this);
        _rounds = new PlainRounds(_poll, plan.Rules.Aggregation.Value, plan.Rules.Deadline);
    }

    private EdgeRule Rule => _plan.Rules.Edges!.Value.Value;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _poll.Begin(context);
        context.Schedule(_plan.Rules.Heartbeat, new BeatTag());
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Timers are gone, and with them the order; whoever still trains for it comes late.
        _poll.MakeUp(context);
        context.Send(_plan.Server, new Heartbeat(BeganAnew: true));
        OnStart(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case TrainingOrder order when sender == _plan.Server:
                Obey(context, order);
                break;
            case Heartbeat beat:
                _poll.Hear(context, _poll.PlaceOf(sender), beat.BeganAnew);
                break;
            default:
                _rounds.OnMessage(context, _poll.PlaceOf(sender), message);
                break;
        }

        _poll.CloseIfComplete(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case BeatTag:
                context.Send(_plan.Server, new Heartbeat(BeganAnew: false));
                context.Schedule(_plan.Rules.Heartbeat, new BeatTag());
                break;
            case JudgedTag averaged when averaged.Round == _rounds.Number:
                GoOn(context);
                break;
            default:
                _poll.OnTimer(context, tag);
                break;
        }
    }

    /// <inheritdoc/>
    void IPollHost.OnPollOver(AgentContext context)
    {
        int updates = _rounds.OnPollOver(context)!.Value;
        _poll.MakeUp(context);
        _done++;
        _examples += _rounds.Examples;
        context.Emit(new EdgeAveraged(_rounds.Number, updates, ModelFingerprint.Of(_rounds.Model.AsSpan())));
        context.Schedule(
            ModelPlan.TimeOf(
                2.0 * updates * _plan.Shape.ParameterCount, _plan.Rules.ServerSpeed * context.SpeedFactor),
            new JudgedTag(_rounds.Number));
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _poll.Capture(writer);
        _rounds.Capture(writer);
        writer.Write(_order);
        writer.Write(_done);
        writer.Write(_rate);
        writer.Write(_examples);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _poll.Restore(reader);
        _rounds.Restore(reader);
        _order = reader.ReadInt32();
        _done = reader.ReadInt32();
        _rate = reader.ReadDouble();
        _examples = reader.ReadInt64();
    }

    private void Obey(AgentContext context, TrainingOrder order)
    {
        if (order.Round > _order)
        {
            _rounds.Model = order.Parameters;
            (_order, _rate, _done, _examples) = (order.Round, order.Rate, 0, 0);
            _poll.MakeUp(context);
            BeginRound(context);
        }
    }

    private void BeginRound(AgentContext context)
    {
        // Numbers rise over all rounds of the cloud, also after a crash that made the edge forget its own.
        int number = ((_order - 1) * Rule.Rounds) + _done + 1;
        int[] drawn = _poll.Draw(context.Stream(Sampling), _plan.Rules.Share);
        _rounds.Begin(context, number, drawn, _rate);
    }

    private void GoOn(AgentContext context)
    {
        if (_done < Rule.Rounds)
        {
            BeginRound(context);
            return;
        }

        // An edge that nobody handed anything in says so: its weight is none.
        int examples = (int)Math.Min(int.MaxValue, _examples);
        context.Send(_plan.Server, new TrainedUpdate(_order, examples, _rounds.Model));
    }
}
