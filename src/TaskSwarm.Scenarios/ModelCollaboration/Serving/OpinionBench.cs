using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Fusion;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>The side of a member that gives opinions: it bids, keeps a queue, runs its model and says what that says.
/// </summary>
internal sealed class OpinionBench : IParticipantHost
{
    private readonly ServingPlan _plan;
    private readonly int _self;
    private readonly SortedDictionary<int, int> _images = [];
    private readonly List<int> _queue = [];
    private readonly SortedDictionary<int, CaseOpinion> _unconfirmed = [];
    private ImmutableArray<float> _model = [];
    private ConfusionTable? _table;
    private SimTime _freeAt;
    private int _current = -1;
    private bool _repeats;

    /// <summary>The bench of a member.</summary>
    public OpinionBench(ServingPlan plan, int self)
    {
        _plan = plan;
        _self = self;
        Net = new ContractNetParticipant(plan.Net, this);
    }

    /// <summary>The contract nets.</summary>
    public ContractNetParticipant Net { get; }

    /// <summary>Whether the member has learnt.</summary>
    public bool HasLearnt => _table is not null;

    private MemberTraits Traits => _plan.Traits[_self];

    /// <summary>The member has learnt.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="table">What its answers mean.</param>
    public void Learn(ImmutableArray<float> model, ConfusionTable table) =>
        (_model, _table) = (model, table);

    /// <summary>Goes on after the agent was away: its timers are gone.</summary>
    public void Resume(AgentContext context)
    {
        Net.OnRestart(context);
        _repeats = false;
        if (_current >= 0)
        {
            Think(context);
        }
        else
        {
            BeginNext(context);
        }

        Repeat(context);
    }

    /// <summary>The case of a task comes with its award.</summary>
    public void Receive(TaskId task, int image) => _images[task.Number] = image;

    /// <inheritdoc/>
    public BidDecision Evaluate(AgentContext context, CallForProposals call)
    {
        if (_table is null)
        {
            return BidDecision.Refuse("still learning");
        }

        if (_queue.Count >= _plan.Rules.Queue)
        {
            return BidDecision.Refuse("queue is full");
        }

        if (call.Terms is not CaseTerms terms)
        {
            return BidDecision.Refuse("no case");
        }

        bool isOwn = call.Conversation.Initiator == context.Self;
        SimDuration service = ServiceTime(context, 1);
        SimTime start = _freeAt > context.Now ? _freeAt : context.Now;
        // The case comes as the call did, and the answer goes back so.
        SimDuration way = context.Now - (call.ReplyBy - _plan.Net.ReplyWithin);
        SimTime end = start + service + (isOwn ? SimDuration.Zero : (way * 2) + _plan.TransferTime);
        if (end > call.Task.Deadline)
        {
            return BidDecision.Refuse("too late");
        }

        ServingWeights weights = _plan.Rules.Weights;
        double energy = (Power * service.Seconds)
            + (isOwn ? 0 : _plan.Rules.RadioEnergy * _plan.Rules.CaseBytes / 1e6);
        double wrong = 1 - _table.ExpectedAccuracy(terms.Suspicion.AsSpan());
        double cost = (weights.Latency * (end - context.Now).Seconds) + (weights.Energy * energy)
            + (weights.Price * (Traits.Service?.Price ?? 0)) + (weights.Accuracy * wrong);
        return BidDecision.Propose(cost, new BidTerms { Start = start, End = end, Backlog = start - context.Now });
    }

    /// <inheritdoc/>
    public bool OnAwarded(AgentContext context, HeldTask held)
    {
        if (_table is null)
        {
            return false;
        }

        _queue.Add(held.Task.Id.Number);
        _freeAt = (_freeAt > context.Now ? _freeAt : context.Now) + ServiceTime(context, 1);
        BeginNext(context);
        return true;
    }

    /// <inheritdoc/>
    public bool OnCancelled(AgentContext context, HeldTask held, string reason)
    {
        Forget(held.Task.Id);
        return true;
    }

    /// <summary>The time for an opinion has passed.</summary>
    /// <returns>The opinion, if its task is the agent's own front's; others' are sent.</returns>
    public CaseOpinion? Conclude(AgentContext context, ThoughtTag thought)
    {
        if (_current != thought.Task.Number)
        {
            return null;
        }

        _current = -1;
        CaseOpinion? own = null;
        if (Net.Find(thought.Task) is { } held && _images.Remove(thought.Task.Number, out int image))
        {
            CaseOpinion opinion = Opine(context, held, image);
            if (held.Conversation.Initiator == context.Self)
            {
                own = opinion;
            }
            else
            {
                _unconfirmed[thought.Task.Number] = opinion;
                context.Send(held.Conversation.Initiator, opinion);
                RepeatLater(context);
            }
        }

        BeginNext(context);
        return own;
    }

    /// <summary>An opinion has been heard: its task is done.</summary>
    public void Confirm(AgentContext context, TaskId task)
    {
        if (_unconfirmed.Remove(task.Number) && Net.Find(task) is not null)
        {
            Net.Complete(context, task);
        }
    }

    /// <summary>Sends opinions again that nobody has confirmed.</summary>
    public void Repeat(AgentContext context)
    {
        _repeats = false;
        foreach (int number in _unconfirmed.Keys.ToArray())
        {
            if (Net.Find(new TaskId(number)) is { } held)
            {
                context.Send(held.Conversation.Initiator, _unconfirmed[number]);
            }
            else
            {
                _unconfirmed.Remove(number);
            }
        }

        if (_unconfirmed.Count > 0)
        {
            RepeatLater(context);
        }
    }

    /// <summary>What the member says where it thinks something: a liar says another class, or blurs what it thinks.
    /// </summary>
    /// <param name="context">The agent's context.</param>
    /// <param name="thought">The probability of each class, image by image.</param>
    public float[] Said(AgentContext context, float[] thought)
    {
        if (Traits.Poison is not { } poison)
        {
            return thought;
        }

        int classes = _plan.Shape.Classes;
        float[] blurred = [.. thought];
        LocalTraining.Blur(blurred, classes, poison.Noise, context);
        var said = new float[blurred.Length];
        for (int i = 0; i < said.Length; i++)
        {
            int c = i % classes;
            said[i - c + ((c + poison.LabelShift) % classes)] = blurred[i];
        }

        return said;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        Net.Capture(writer);
        writer.WriteMap(_images, static (w, task) => w.Write(task), static (w, image) => w.Write(image));
        writer.WriteList(_queue, static (w, task) => w.Write(task));
        writer.WriteMap(_unconfirmed, static (w, task) => w.Write(task), static (w, opinion) =>
        {
            w.Write(opinion.Attempt);
            w.Write(opinion.Likelihood);
            w.Write(opinion.Energy);
        });
        writer.Write(_model);
        writer.Write(_table is null ? [] : [.. _table.Rates]);
        writer.Write(_freeAt);
        writer.Write(_current);
        writer.Write(_repeats);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        Net.Restore(reader);
        reader.ReadMap(_images, static r => r.ReadInt32(), static r => r.ReadInt32());
        _queue.AddRange(reader.ReadList(static r => r.ReadInt32()));
        foreach ((int task, CaseOpinion opinion) in reader.ReadList(static r =>
        {
            int number = r.ReadInt32();
            return (number, new CaseOpinion(new TaskId(number), r.ReadInt32(), r.ReadSingles(), r.ReadDouble()));
        }))
        {
            _unconfirmed.Add(task, opinion);
        }

        _model = reader.ReadSingles();
        ImmutableArray<float> rates = reader.ReadSingles();
        _table = rates.IsEmpty ? null : ConfusionTable.From(rates.AsSpan());
        _freeAt = reader.ReadTime();
        _current = reader.ReadInt32();
        _repeats = reader.ReadBoolean();
    }

    private double Power => Traits.Service?.Power ?? 0;

    private SimDuration ServiceTime(AgentContext context, double slowness) => ModelPlan.TimeOf(
        _plan.OperationsPerImage(_self) * slowness, Traits.Speed * context.SpeedFactor);

    private void BeginNext(AgentContext context)
    {
        if (_current < 0 && _queue.Count > 0)
        {
            _current = _queue[0];
            _queue.RemoveAt(0);
            Net.Start(context, new TaskId(_current));
            Think(context);
        }
    }

    private void Think(AgentContext context)
    {
        (bool dropsOut, double slowness) = LocalTraining.DrawTroubles(context, Traits);
        if (dropsOut)
        {
            // It holds the award and says nothing: its front must lose patience.
            _images.Remove(_current);
        }

        context.Schedule(ServiceTime(context, slowness), new ThoughtTag(new TaskId(_current)));
    }

    private CaseOpinion Opine(AgentContext context, HeldTask held, int image)
    {
        IClassifier model = (IClassifier?)Traits.Onnx
            ?? new TrainedPerceptron(_plan.ShapeOf(_self), ImmutableCollectionsMarshal.AsArray(_model)!);
        float[] output = Said(context, Evaluation.Outputs(model, _plan.Testing.Take([image])));
        double energy = Power * ServiceTime(context, 1).Seconds;
        float[] likelihood = _table!.LikelihoodOf(output);
        context.Emit(new OpinionGiven(held.Task.Id, Evaluation.IndexOfHighest(output), energy));
        return new CaseOpinion(
            held.Task.Id, held.Attempt, ImmutableCollectionsMarshal.AsImmutableArray(likelihood), energy);
    }

    private void Forget(TaskId task)
    {
        _queue.Remove(task.Number);
        _images.Remove(task.Number);
        _unconfirmed.Remove(task.Number);
    }

    private void RepeatLater(AgentContext context)
    {
        if (!_repeats)
        {
            _repeats = true;
            context.Schedule(_plan.RepeatEvery, new RepeatTag());
        }
    }
}
