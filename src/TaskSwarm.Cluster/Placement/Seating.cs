using TaskSwarm.Cluster.Members;
using TaskSwarm.Cluster.Messages;

namespace TaskSwarm.Cluster.Placement;

/// <summary>
/// Where the regions of the run are to be carried, by the nodes there are, and where their seats stand. Known where the
/// coordinator is. May be called from any thread.
/// </summary>
internal sealed class Seating
{
    private readonly Lock _lock = new();
    private readonly Roster _roster;
    private readonly string _me;
    private string?[] _seats = [];
    private string? _role;

    /// <summary>Nothing is to be carried yet.</summary>
    /// <param name="roster">The nodes.</param>
    /// <param name="me">This node.</param>
    public Seating(Roster roster, string me)
    {
        (_roster, _me) = (roster, me);
        _roster.Changed += () => Changed?.Invoke();
    }

    /// <summary>Called when a seat has moved, and when nodes have come or gone.</summary>
    public event Action? Changed;

    /// <summary>How regions are to be shared out among the nodes there are; the coordinator's share is the first.
    /// </summary>
    public IReadOnlyList<Share> Division
    {
        get
        {
            (string? role, int regions) = Wanted();
            return Runs.Division.Of(_roster.With(role), _me, regions);
        }
    }

    /// <summary>The node on which each region's seat is to stand, by region.</summary>
    public IReadOnlyList<string> Places =>
        [.. Division.SelectMany(static s => s.Regions.Select(_ => s.Node))];

    /// <summary>The regions whose seats are not known to stand where they should.</summary>
    public IReadOnlyList<int> Astray
    {
        get
        {
            IReadOnlyList<string> places = Places;
            lock (_lock)
            {
                return
                [
                    .. Enumerable.Range(0, Math.Min(places.Count, _seats.Length)).Where(r => _seats[r] != places[r]),
                ];
            }
        }
    }

    /// <summary>The regions of the run.</summary>
    public int Regions => Wanted().Regions;

    /// <summary>So many regions are to be carried by nodes of a role.</summary>
    /// <param name="role">The role; null: any node.</param>
    /// <param name="regions">How many, at least 1.</param>
    public void Want(string? role, int regions)
    {
        lock (_lock)
        {
            (_role, _seats) = (role, new string?[regions]);
        }
    }

    /// <summary>Nothing is to be carried any more.</summary>
    public void Clear() => Want(null, 0);

    /// <summary>A seat stands on a node.</summary>
    public void Take(SeatTaken seat)
    {
        lock (_lock)
        {
            if ((uint)seat.Region >= (uint)_seats.Length || _seats[seat.Region] == seat.Node)
            {
                return;
            }

            _seats[seat.Region] = seat.Node;
        }

        Changed?.Invoke();
    }

    private (string? Role, int Regions) Wanted()
    {
        lock (_lock)
        {
            return (_role, _seats.Length);
        }
    }
}
