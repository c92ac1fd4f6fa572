using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A member's part in a secure round, from the end of its training on. Asked again, it answers the same again: all that
/// it draws later in the round comes from one number that it draws at first.
/// </summary>
/// <param name="numbers">Numbers in sums.</param>
/// <param name="server">Who asks.</param>
/// <param name="member">Which member, from 0.</param>
internal sealed class SecureSeat(FixedPoint numbers, AgentId server, int member)
{
    private const string Secrets = "secure";
    private const string Leaving = "leaving";

    // A step that never comes.
    private const SecureStep Stays = SecureStep.Reveals + 1;

    private readonly List<AdvertisedKey> _keys = [];
    private int _round;
    private int _examples;
    private ImmutableArray<float> _model = [];
    private ClientSecrets _secrets;
    private ulong _dealing;
    private int _threshold;
    private ShareKeeper? _keeper;

    private SecureStep _leavesAt = Stays;

    /// <summary>Draws at which step of the round the member leaves it.</summary>
    /// <returns>Whether it trains before.</returns>
    public bool LeavesLater(AgentContext context)
    {
        var step = (SecureStep)context.Stream(Leaving).NextInt(4);
        _leavesAt = step == SecureStep.Keys ? Stays : step;
        return step != SecureStep.Keys;
    }

    /// <summary>The member has trained.</summary>
    public void Join(AgentContext context, int round, int examples, ImmutableArray<float> model)
    {
        if (!Fits(model, examples))
        {
            // The server could not refuse it: it would not see it.
            context.Emit(new MemberDroppedOut(round));
            Leave();
            return;
        }

        RandomStream random = context.Stream(Secrets);
        (_round, _examples, _model) = (round, examples, model);
        _secrets = ClientSecrets.Draw(random);
        _dealing = random.NextUInt64();
        Advertise(context);
    }

    /// <summary>Forgets the round: its secrets serve no other.</summary>
    public void Leave()
    {
        _keys.Clear();
        (_round, _examples, _model, _secrets, _dealing, _threshold) = (0, 0, [], default, 0, 0);
        _keeper = null;
        _leavesAt = Stays;
    }

    /// <summary>The server asks.</summary>
    public void OnMessage(AgentContext context, IMessage message)
    {
        switch (message)
        {
            case KeyWanted wanted when IsIn(context, wanted.Round, SecureStep.Keys):
                Advertise(context);
                break;
            case SharesWanted wanted when IsIn(context, wanted.Round, SecureStep.Shares):
                Deal(context, wanted);
                break;
            case InputWanted wanted when IsIn(context, wanted.Round, SecureStep.Inputs):
                Mask(context, wanted);
                break;
            case RevealWanted wanted when IsIn(context, wanted.Round, SecureStep.Reveals):
                context.Send(server, new SharesRevealed(
                    _round, _keeper!.Reveal(_keeper.Owners, wanted.Survivors)));
                break;
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_keys, static (w, key) =>
        {
            w.Write(key.Client);
            w.Write(key.Key);
        });
        writer.Write(_round);
        writer.Write(_examples);
        writer.Write(_model);
        writer.Write(_secrets.Key);
        writer.Write(_secrets.Self.Low);
        writer.Write(_secrets.Self.High);
        writer.Write(_dealing);
        writer.Write(_threshold);
        writer.Write((int)_leavesAt);
        writer.Write(_keeper is not null);
        _keeper?.Capture(writer);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        _keys.AddRange(reader.ReadList(static r => new AdvertisedKey(r.ReadInt32(), r.ReadUInt64())));
        _round = reader.ReadInt32();
        _examples = reader.ReadInt32();
        _model = reader.ReadSingles();
        _secrets = new ClientSecrets(reader.ReadUInt64(), new MaskSeed(reader.ReadUInt64(), reader.ReadUInt64()));
        _dealing = reader.ReadUInt64();
        _threshold = reader.ReadInt32();
        _leavesAt = (SecureStep)reader.ReadInt32();
        if (reader.ReadBoolean())
        {
            _keeper = new ShareKeeper(member, _threshold);
            _keeper.Restore(reader);
        }
    }

    private bool IsIn(AgentContext context, int round, SecureStep step)
    {
        if (round != _round)
        {
            return false;
        }

        if (step >= _leavesAt)
        {
            context.Emit(new MemberDroppedOut(round));
            Leave();
            return false;
        }

        // Whoever missed a step, as one that was taken to be lost, cannot take the next.
        return step switch
        {
            SecureStep.Inputs => _keeper is not null,
            SecureStep.Reveals => _keeper is { Owners.Count: > 0 },
            _ => true,
        };
    }

    private void Advertise(AgentContext context) =>
        context.Send(server, new KeyAdvertised(_round, _secrets.Advertise(member).Key));

    private void Deal(AgentContext context, SharesWanted wanted)
    {
        if (_keeper is null)
        {
            _keys.AddRange(wanted.Keys);
            _threshold = wanted.Threshold;
            _keeper = new ShareKeeper(member, _threshold);
        }

        IReadOnlyList<DealtShares> shares = new SecureAggregation(_keys, _threshold)
            .Deal(member, _secrets, new RandomStream(_dealing, 0UL));
        context.Send(server, new SharesDealt(_round, shares));
    }

    private void Mask(AgentContext context, InputWanted wanted)
    {
        foreach (DealtShares shares in wanted.Shares)
        {
            _keeper!.Receive(shares);
        }

        AdvertisedKey[] dealers = [.. _keys.Where(k => _keeper!.Owners.Contains(k.Client))];
        ulong[] vector = numbers.EncodeWeighted(
            new ModelUpdate(ImmutableCollectionsMarshal.AsArray(_model)!, _examples));
        new SecureAggregation(dealers, _threshold).Mask(member, _secrets, vector);
        context.Send(server, new MaskedInput(_round, ImmutableCollectionsMarshal.AsImmutableArray(vector)));
    }

    private bool Fits(ImmutableArray<float> model, int examples)
    {
        foreach (float parameter in model)
        {
            if (!(Math.Abs((double)parameter * examples) <= numbers.Range))
            {
                return false;
            }
        }

        return examples <= numbers.Range;
    }
}
