using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// Rounds of which the server learns the sum of all models and no single one (Bonawitz et al. 2017). Four steps, each
/// with a deadline: keys of those who have trained, shares of secrets, masked models, and shares that take the masks
/// off. Whoever is missing after a step is left out; with too few left the round is void.
/// </summary>
/// <param name="poll">Who has to answer.</param>
/// <param name="rule">The terms.</param>
/// <param name="numbers">Numbers in sums.</param>
/// <param name="training">How long the first step waits.</param>
internal sealed class SecureRounds(MemberPoll poll, SecureRule rule, FixedPoint numbers, SimDuration training)
    : ModelRounds
{
    private readonly SortedDictionary<int, ulong> _keys = [];
    private readonly SortedDictionary<int, IReadOnlyList<DealtShares>> _dealt = [];
    private readonly SortedSet<int> _survivors = [];
    private readonly SortedDictionary<int, RevealedShares> _revealed = [];
    private ulong[] _sum = [];
    private SecureStep _step;
    private int _threshold;

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, int member, IMessage message)
    {
        poll.Hear(context, member);
        bool isNew = message switch
        {
            KeyAdvertised key => Take(context, member, key),
            SharesDealt dealt => Expects(dealt.Round, SecureStep.Shares, _keys.ContainsKey(member))
                && _dealt.TryAdd(member, dealt.Shares),
            MaskedInput input => Expects(input.Round, SecureStep.Inputs, _dealt.ContainsKey(member))
                && _survivors.Add(member) && Sum(input),
            SharesRevealed revealed => Expects(revealed.Round, SecureStep.Reveals, _survivors.Contains(member))
                && _revealed.TryAdd(member, revealed.Shares),
            _ => false,
        };
        if (isNew)
        {
            poll.Answered(member);
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is ResendTag resend && resend.Poll == poll.Number && poll.IsOpen)
        {
            foreach (int member in poll.Unanswered())
            {
                context.Send(poll.MemberAt(member), Question(member));
            }

            context.Schedule(rule.Resend, resend);
        }
    }

    /// <inheritdoc/>
    public override int? OnPollOver(AgentContext context)
    {
        int[] left = _step switch
        {
            SecureStep.Keys => [.. _keys.Keys],
            SecureStep.Shares => [.. _dealt.Keys],
            SecureStep.Inputs => [.. _survivors],
            _ => [.. _revealed.Keys],
        };
        if (left.Length < _threshold)
        {
            context.Emit(new RoundVoid(Number, Name(_step), left.Length, _threshold));
            return 0;
        }

        if (_step == SecureStep.Reveals)
        {
            return Unmask(context);
        }

        _step++;
        Ask(context, left, Question, rule.Step);
        return null;
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        base.Capture(writer);
        writer.WriteMap(_keys, static (w, m) => w.Write(m), static (w, key) => w.Write(key));
        writer.WriteMap(_dealt, static (w, m) => w.Write(m), static (w, dealt) => w.WriteList(dealt, ShareCodec.Write));
        writer.WriteList(_survivors, static (w, m) => w.Write(m));
        writer.WriteMap(_revealed, static (w, m) => w.Write(m), ShareCodec.Write);
        writer.WriteList(_sum, static (w, number) => w.Write(number));
        writer.Write((int)_step);
        writer.Write(_threshold);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        base.Restore(reader);
        reader.ReadMap(_keys, static r => r.ReadInt32(), static r => r.ReadUInt64());
        reader.ReadMap(_dealt, static r => r.ReadInt32(), static r => r.ReadList(ShareCodec.ReadDealt));
        _survivors.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        reader.ReadMap(_revealed, static r => r.ReadInt32(), ShareCodec.ReadRevealed);
        _sum = [.. reader.ReadList(static r => r.ReadUInt64())];
        _step = (SecureStep)reader.ReadInt32();
        _threshold = reader.ReadInt32();
    }

    /// <inheritdoc/>
    protected override void Ask(AgentContext context, int[] drawn, TrainingOrder order)
    {
        _keys.Clear();
        _dealt.Clear();
        _survivors.Clear();
        _revealed.Clear();
        _sum = new ulong[Model.Length + 1];
        _step = SecureStep.Keys;
        _threshold = rule.Needed(drawn.Length);
        Ask(context, drawn, _ => order, training);
    }

    private void Ask(AgentContext context, int[] members, Func<int, IMessage> message, SimDuration deadline)
    {
        poll.Ask(context, members, message, deadline);
        context.Schedule(rule.Resend, new ResendTag(poll.Number));
    }

    private IMessage Question(int member) => _step switch
    {
        SecureStep.Keys => new KeyWanted(Number),
        SecureStep.Shares => new SharesWanted(Number, _threshold, [.. Keys(_keys.Keys)]),
        SecureStep.Inputs => new InputWanted(
            Number, [.. _dealt.Values.Select(shares => shares.Single(s => s.To == member))]),
        _ => new RevealWanted(Number, [.. _survivors]),
    };

    private bool Expects(int round, SecureStep step, bool takesPart) =>
        round == Number && step == _step && poll.IsOpen && takesPart;

    private bool Take(AgentContext context, int member, KeyAdvertised key)
    {
        if (Expects(key.Round, SecureStep.Keys, takesPart: true))
        {
            return _keys.TryAdd(member, key.Key);
        }

        if (key.Round != Number || !_keys.ContainsKey(member))
        {
            context.Emit(new UpdateRefused(key.Round, poll.MemberAt(member), IsLate: true));
        }

        return false;
    }

    private bool Sum(MaskedInput input)
    {
        FixedPoint.Add(_sum, input.Vector.AsSpan());
        return true;
    }

    private int Unmask(AgentContext context)
    {
        var sums = new SecureAggregation([.. Keys(_dealt.Keys)], _threshold);
        sums.Unmask(_sum, [.. _survivors], [.. _revealed.Values]);
        Model = ImmutableCollectionsMarshal.AsImmutableArray(numbers.DecodeAverage(_sum));
        context.Emit(new SumUnmasked(Number, _threshold, [.. _survivors]));
        return _survivors.Count;
    }

    private IEnumerable<AdvertisedKey> Keys(IEnumerable<int> members) =>
        members.Select(m => new AdvertisedKey(m, _keys[m]));

    private static string Name(SecureStep step) => step switch
    {
        SecureStep.Keys => "keys",
        SecureStep.Shares => "shares",
        SecureStep.Inputs => "inputs",
        _ => "reveals",
    };
}
