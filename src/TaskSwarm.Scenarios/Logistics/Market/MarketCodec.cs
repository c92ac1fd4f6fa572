using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Market;

/// <summary>Writes and reads calls and answers of re-auction, for captured states.</summary>
public static class MarketCodec
{
    /// <summary>Writes a call.</summary>
    public static void Write(StateWriter writer, MarketCall call)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(call);
        writer.Write(call.At.Round);
        writer.Write(call.At.Step);
        switch (call)
        {
            case OfferLoads offer:
                writer.Write(1);
                writer.Write(offer.Request);
                writer.Write(offer.Stops);
                writer.Write(offer.Epoch);
                break;
            case CallForQuotes cfp:
                writer.Write(2);
                writer.WriteList(cfp.Requests, RoutingCodec.Write);
                break;
            case AwardOnCondition award:
                writer.Write(3);
                RoutingCodec.Write(writer, award.Request);
                writer.WriteList(award.Others, RoutingCodec.Write);
                writer.Write(award.Epoch);
                break;
            case SettleRound settle:
                writer.Write(4);
                writer.Write(settle.Keep);
                break;
            case RevertToBest revert:
                writer.Write(5);
                writer.Write(revert.Epoch);
                break;
            case ReportRoute:
                writer.Write(6);
                break;
            case FollowRoute follow:
                writer.Write(7);
                writer.WriteList(follow.Before, RoutingCodec.Write);
                writer.WriteList(follow.Stops, RoutingCodec.Write);
                break;
            default:
                throw new InvalidOperationException($"No codec knows the call [{call.GetType().Name}].");
        }
    }

    /// <summary>Reads a call.</summary>
    public static MarketCall ReadCall(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var at = new RoundStep(reader.ReadInt32(), reader.ReadInt32());
        return reader.ReadInt32() switch
        {
            1 => new OfferLoads(at, reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()),
            2 => new CallForQuotes(at, reader.ReadList(RoutingCodec.ReadRequest)),
            3 => new AwardOnCondition(
                at, RoutingCodec.ReadRequest(reader), reader.ReadList(RoutingCodec.ReadRequest), reader.ReadInt32()),
            4 => new SettleRound(at, reader.ReadBoolean()),
            5 => new RevertToBest(at, reader.ReadInt32()),
            6 => new ReportRoute(at),
            7 => new FollowRoute(
                at, reader.ReadList(RoutingCodec.ReadStop), reader.ReadList(RoutingCodec.ReadStop)),
            var kind => throw new InvalidOperationException($"No codec knows the call kind [{kind}]."),
        };
    }

    /// <summary>Writes an answer, or that there is none.</summary>
    public static void Write(StateWriter writer, MarketAnswer? answer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(KindOf(answer));
        if (answer is null)
        {
            return;
        }

        writer.Write(answer.At.Round);
        writer.Write(answer.At.Step);
        writer.Write(answer.Version);
        writer.Write(answer.Cost);
        switch (answer)
        {
            case LoadsOffered offered:
                writer.WriteList(offered.Requests, static (w, r) => w.Write(r));
                break;
            case QuotesGiven given:
                writer.WriteList(given.Quotes, WriteQuote);
                break;
            case AwardAnswered answered:
                writer.Write(answered.Taken);
                writer.WriteList(answered.Quotes, WriteQuote);
                break;
            case Reverted reverted:
                writer.WriteList(reverted.Requests, static (w, r) => w.Write(r));
                break;
            case RouteReported reported:
                writer.Write(reported.Report is not null);
                if (reported.Report is not null)
                {
                    Write(writer, reported.Report);
                }

                break;
            case RouteFollowed followed:
                writer.Write(followed.Taken);
                break;
            default:
                break;
        }
    }

    /// <summary>Reads an answer, or null.</summary>
    public static MarketAnswer? ReadAnswer(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var kind = reader.ReadInt32();
        if (kind == 0)
        {
            return null;
        }

        var at = new RoundStep(reader.ReadInt32(), reader.ReadInt32());
        var (version, cost) = (reader.ReadInt32(), reader.ReadInt64());
        return kind switch
        {
            1 => new LoadsOffered(at, version, cost, reader.ReadList(static r => r.ReadInt32())),
            2 => new QuotesGiven(at, version, cost, reader.ReadList(ReadQuote)),
            3 => new AwardAnswered(at, version, cost, reader.ReadBoolean(), reader.ReadList(ReadQuote)),
            4 => new RoundSettled(at, version, cost),
            5 => new Reverted(at, version, cost, reader.ReadList(static r => r.ReadInt32())),
            6 => new RouteReported(at, version, cost, reader.ReadBoolean() ? ReadReport(reader) : null),
            7 => new RouteFollowed(at, version, cost, reader.ReadBoolean()),
            _ => throw new InvalidOperationException($"No codec knows the answer kind [{kind}]."),
        };
    }

    /// <summary>Writes a vehicle's report.</summary>
    public static void Write(StateWriter writer, VehicleReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        RoutingCodec.Write(writer, report.Vehicle);
        RoutingCodec.Write(writer, report.Start);
        writer.WriteList(report.Stops, RoutingCodec.Write);
        writer.WriteList(report.Aboard, static (w, id) => w.Write(id));
    }

    /// <summary>Reads a vehicle's report.</summary>
    public static VehicleReport ReadReport(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new VehicleReport(
            RoutingCodec.ReadVehicle(reader), RoutingCodec.ReadStart(reader), reader.ReadList(RoutingCodec.ReadStop),
            reader.ReadList(static r => r.ReadInt32()));
    }

    private static int KindOf(MarketAnswer? answer) => answer switch
    {
        null => 0,
        LoadsOffered => 1,
        QuotesGiven => 2,
        AwardAnswered => 3,
        RoundSettled => 4,
        Reverted => 5,
        RouteReported => 6,
        RouteFollowed => 7,
        _ => throw new InvalidOperationException($"No codec knows the answer [{answer.GetType().Name}]."),
    };

    private static void WriteQuote(StateWriter writer, Quote quote)
    {
        writer.Write(quote.Request);
        writer.Write(quote.Cost);
    }

    private static Quote ReadQuote(StateReader reader) => new(reader.ReadInt32(), reader.ReadInt64());
}
