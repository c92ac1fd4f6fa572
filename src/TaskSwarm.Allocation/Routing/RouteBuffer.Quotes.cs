namespace TaskSwarm.Allocation.Routing;

/// <content>The search for the cheapest place of a job.</content>
internal sealed partial class RouteBuffer
{
    /// <summary>By how many units rounding may break the triangle inequality at one insertion.</summary>
    private const long RoundingSlack = 4;

    /// <summary>The cheapest feasible place of a job, the earliest among equals.</summary>
    public Quote QuoteFor(int job) => _model.IsFetched(job, Vehicle) ? QuotePair(job) : QuoteDropOff(job);

    private Quote QuoteDropOff(int job)
    {
        int node = (2 * job) + 1;
        ReadOnlySpan<long> way = _ways.AsSpan(_model.At[node] * _model.Places, _model.Places);
        long room = _vehicle.LengthLeft - Length;
        long best = long.MaxValue;
        int place = -1;
        for (int i = 0; i <= Count && Fits(i, job); i++)
        {
            long before = way[_at[i]], after = way[_at[i + 1]];
            long extra = before + after - _leg[i + 1];
            if (extra >= best || extra > room)
            {
                continue;
            }

            long begin = Math.Max(_leave[i] + TimeFor(before), _model.Ready[node]);
            if (begin <= _model.Due[node] && begin + _model.Service[node] + TimeFor(after) <= _latest[i + 1])
            {
                (best, place) = (extra, i);
            }
        }

        return place < 0 ? Quote.None : new Quote(CostOf(best), place, place);
    }

    private Quote QuotePair(int job)
    {
        int pickup = 2 * job, delivery = pickup + 1;
        int from = _model.At[pickup] == RoutingModel.AtHome ? _vehicle.Home : _model.At[pickup];
        ReadOnlySpan<long> toPickup = _ways.AsSpan(from * _model.Places, _model.Places);
        ReadOnlySpan<long> toDelivery = _ways.AsSpan(_model.At[delivery] * _model.Places, _model.Places);
        long between = toPickup[_model.At[delivery]];
        long lastBegin = Math.Min(
            _model.Due[pickup], _model.Due[delivery] - TimeFor(between) - _model.Service[pickup]);
        var search = new PairSearch(job, _vehicle.LengthLeft - Length, between, TimeFor(between));
        for (int i = 0; i <= Count; i++)
        {
            if (_leave[i] > lastBegin)
            {
                break; // Later positions leave later still.
            }

            long before = toPickup[_at[i]];
            long begin = Math.Max(_leave[i] + TimeFor(before), _model.Ready[pickup]);
            if (begin <= lastBegin && Fits(i, job))
            {
                search.Begin(i, before, begin + _model.Service[pickup]);
                DeliverAtOnce(ref search, toDelivery);
                long extra = before + toPickup[_at[i + 1]] - _leg[i + 1];
                if (i < Count && extra - RoundingSlack < search.Best)
                {
                    DeliverLater(ref search, toDelivery, extra, TimeFor(toPickup[_at[i + 1]]));
                }
            }
        }

        return search.AtPickup < 0 ? Quote.None : new Quote(CostOf(search.Best), search.AtPickup, search.AtDelivery);
    }

    private void DeliverAtOnce(ref PairSearch search, ReadOnlySpan<long> toDelivery)
    {
        int i = search.Pickup, node = (2 * search.Job) + 1;
        long after = toDelivery[_at[i + 1]];
        long extra = search.Before + search.Between + after - _leg[i + 1];
        if (extra < search.Best && extra <= search.Room)
        {
            long begin = Math.Max(search.Left + search.BetweenTime, _model.Ready[node]);
            if (begin <= _model.Due[node] && begin + _model.Service[node] + TimeFor(after) <= _latest[i + 1])
            {
                search.Note(extra, i);
            }
        }
    }

    /// <summary>Walks on with the load aboard for as long as all goes well.</summary>
    private void DeliverLater(ref PairSearch search, ReadOnlySpan<long> toDelivery, long pickupExtra, long toNext)
    {
        int node = (2 * search.Job) + 1;
        long ready = _model.Ready[node], due = _model.Due[node], service = _model.Service[node];
        long time = search.Left + toNext;
        long toHere = toDelivery[_at[search.Pickup + 1]];
        for (int k = search.Pickup + 1; k <= Count; k++)
        {
            time = Math.Max(time, _ready[k]);
            if (time > _latest[k] || !Fits(k, search.Job))
            {
                return;
            }

            time += _service[k];
            if (time > due)
            {
                return;
            }

            long after = toDelivery[_at[k + 1]];
            long extra = pickupExtra + toHere + after - _leg[k + 1];
            if (extra < search.Best && extra <= search.Room)
            {
                long begin = Math.Max(time + TimeFor(toHere), ready);
                if (begin <= due && begin + service + TimeFor(after) <= _latest[k + 1])
                {
                    search.Note(extra, k);
                }
            }

            toHere = after;
            time += _legTime[k + 1];
        }
    }

    private bool Fits(int stop, int job)
    {
        for (int d = 0; d < _dimensions; d++)
        {
            if (_load[(stop * _dimensions) + d] + _model.Load[(job * _dimensions) + d] > _vehicle.Capacity[d])
            {
                return false;
            }
        }

        return true;
    }

    private long CostOf(long extra) => (extra * _vehicle.CostPerLength) + (IsIdle ? _vehicle.FixedCost : 0);

    /// <summary>What is known while the places of one job are searched.</summary>
    private struct PairSearch(int job, long room, long between, long betweenTime)
    {
        public readonly int Job = job;
        public readonly long Room = room;
        public readonly long Between = between;
        public readonly long BetweenTime = betweenTime;
        public int Pickup;
        public long Before;
        public long Left;
        public long Best = long.MaxValue;
        public int AtPickup = -1;
        public int AtDelivery = -1;

        public void Begin(int pickup, long before, long left) => (Pickup, Before, Left) = (pickup, before, left);

        public void Note(long extra, int delivery) => (Best, AtPickup, AtDelivery) = (extra, Pickup, delivery);
    }
}
