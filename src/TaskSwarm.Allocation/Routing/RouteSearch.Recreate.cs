namespace TaskSwarm.Allocation.Routing;

/// <content>Building up: absent jobs go where they cost least, with blinks.</content>
internal sealed partial class RouteSearch
{
    /// <summary>Chance of passing over a route, so that the same ruin is not always built up the same way.</summary>
    private const double BlinkRate = 0.01;

    private readonly int[][] _quoteVersion;
    private readonly Quote[][] _quotes;
    private readonly List<int> _idle = [];
    private (long Key, int Job)[] _order = new (long, int)[16];
    private int _untilBlink = 1;

    /// <summary>Puts absent jobs into routes one after the other, in an order drawn for this time.</summary>
    /// <param name="limit">Gives up as soon as the plan costs more.</param>
    /// <param name="opens">Whether vehicles that stand at home idle may leave for it.</param>
    /// <param name="except">A vehicle that gets none; -1 if all may.</param>
    /// <returns>False if it was given up.</returns>
    public bool BuildUp(double limit, bool opens, int except = Nobody)
    {
        int count = Sort();
        _absent.Clear();
        _idle.Clear();
        if (opens)
        {
            FindIdle();
        }

        for (int i = 0; i < count; i++)
        {
            int job = _order[i].Job;
            (int vehicle, Quote quote) = Cheapest(job, except);
            if (vehicle == Nobody)
            {
                _absent.Add(job);
                continue;
            }

            bool opened = _routes[vehicle].IsIdle;
            PutIn(job, vehicle, quote);
            if (Cost > limit)
            {
                return false;
            }

            if (opened)
            {
                FindIdle();
            }
        }

        return true;
    }

    private (int Vehicle, Quote Quote) Cheapest(int job, int except)
    {
        int[] versions = _quoteVersion[job] ??= new int[_model.Vehicles];
        Quote[] quotes = _quotes[job] ??= new Quote[_model.Vehicles];
        (int winner, Quote best) = (Nobody, Quote.None);
        (int passedOver, Quote passed) = (Nobody, Quote.None);
        for (int i = 0; i < _active.Count + _idle.Count; i++)
        {
            int vehicle = i < _active.Count ? _active[i] : _idle[i - _active.Count];
            RouteBuffer route = _routes[vehicle];
            if (versions[vehicle] != route.Version)
            {
                versions[vehicle] = route.Version;
                quotes[vehicle] = route.QuoteFor(job);
                Effort++;
            }

            long cost = quotes[vehicle].Cost;
            if (cost >= best.Cost || vehicle == except)
            {
                continue;
            }

            if (Blinks())
            {
                (passedOver, passed) = (vehicle, quotes[vehicle]);
                continue;
            }

            (winner, best) = (vehicle, quotes[vehicle]);
        }

        return winner == Nobody ? (passedOver, passed) : (winner, best);
    }

    /// <summary>One draw for the number of looks until the next blink is cheaper than one for each look.</summary>
    private bool Blinks()
    {
        if (--_untilBlink > 0)
        {
            return false;
        }

        _untilBlink = 1 + (int)_random.NextExponential(1 / BlinkRate);
        return true;
    }

    private void FindIdle()
    {
        _idle.Clear();
        for (int v = 0; v < _model.Vehicles; v++)
        {
            if (_routes[v].IsIdle && !_idle.Exists(w => _model.Twins[w] == _model.Twins[v]))
            {
                _idle.Add(v);
            }
        }
    }

    /// <summary>Sorts the absent jobs by one of several plausible orders; ties by number.</summary>
    private int Sort()
    {
        int count = _absent.Count;
        if (_order.Length < count)
        {
            _order = new (long, int)[2 * count];
        }

        int draw = _random.NextInt(16);
        for (int i = 0; i < count; i++)
        {
            _order[i] = (Key(_absent[i], draw), _absent[i]);
        }

        Array.Sort(_order, 0, count);
        return count;
    }

    private long Key(int job, int draw) => draw switch
    {
        < 4 => (long)(_random.NextUInt64() >> 1),
        < 7 => -LoadOf(job),
        < 9 => -FarthestFromHome(job),
        < 10 => FarthestFromHome(job),
        < 12 => Width(job),
        < 14 => _model.Due[(2 * job) + 1],
        _ => -_model.Ready[_model.At[2 * job] == RoutingModel.AtHome ? (2 * job) + 1 : 2 * job],
    };

    private long LoadOf(int job)
    {
        long sum = 0;
        for (int d = 0; d < _model.Dimensions; d++)
        {
            sum += _model.Load[(job * _model.Dimensions) + d];
        }

        return sum;
    }

    private long FarthestFromHome(int job)
    {
        long[] ways = _model.Ways[_model.Problem.Vehicles[0].Class];
        int row = _model.Problem.Vehicles[0].Home * _model.Places;
        int pickup = _model.At[2 * job];
        long toDelivery = ways[row + _model.At[(2 * job) + 1]];
        return pickup == RoutingModel.AtHome ? toDelivery : Math.Max(toDelivery, ways[row + pickup]);
    }

    private long Width(int job)
    {
        long delivery = _model.Due[(2 * job) + 1] - _model.Ready[(2 * job) + 1];
        return Math.Min(delivery, _model.Due[2 * job] - _model.Ready[2 * job]);
    }
}
