using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>A run whose regions are carried by several processes.</content>
public sealed partial class RunCore
{
    private int[] _here = [];
    private bool _commitsEvents = true;
    private SimTime _previousEnd;

    /// <summary>How windows come together; null: all regions are here.</summary>
    public IWindowExchange? Exchange { get; private set; }

    /// <summary>Whether every region is carried by this process.</summary>
    public bool IsWhole => Exchange is null;

    /// <summary>Whether the run's readers hear of events here; in one of the processes they do.</summary>
    public bool CommitsEvents => _commitsEvents;

    internal RecordCatalog? Catalog { get; private set; }

    /// <summary>The end of the window before the open one.</summary>
    internal SimTime PreviousEnd => _previousEnd;

    /// <summary>Leaves some regions to other processes. Called before the next window, with the same division in every
    /// process.</summary>
    /// <param name="here">The numbers of the regions that this process carries, ascending.</param>
    /// <param name="commitsEvents">Whether the readers hear of events here.</param>
    /// <param name="exchange">How windows come together.</param>
    /// <param name="catalog">The events and messages of the run.</param>
    public void Distribute(
        IReadOnlyList<int> here, bool commitsEvents, IWindowExchange exchange, RecordCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(here);
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(catalog);
        _here = [.. here];
        _commitsEvents = commitsEvents;
        Exchange = exchange;
        Catalog = catalog;
        foreach (RegionCore region in _regions)
        {
            if (!here.Contains(region.Number))
            {
                region.Detach();
            }
        }
    }

    /// <summary>Takes a report that <see cref="RegionCore.WriteReport"/> of another process wrote for this.</summary>
    /// <exception cref="InvalidOperationException">It is not of a remote region or not of the open window.</exception>
    public void Accept(StateReader report)
    {
        ArgumentNullException.ThrowIfNull(report);
        int number = report.ReadInt32();
        long window = report.ReadInt64();
        if ((uint)number >= (uint)_regions.Length || !_regions[number].IsRemote || window != _window.Number)
        {
            throw new InvalidOperationException(
                $"A report of region {number} in window [{window}] came to window [{_window.Number}].");
        }

        _regions[number].Accept(report, _window, _here, Catalog!);
    }

    /// <summary>Writes how the agents that live here stand, for the digest of the whole run.</summary>
    public void WriteEnd(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (AgentCell cell in _cells.Where(c => !_regions[RegionOf(c.Id)].IsRemote))
        {
            writer.Write(cell.Id);
            writer.Write(cell.Digest);
            writer.Write(cell.Emitted);
            writer.Write((int)cell.Status);
        }
    }

    /// <summary>Takes what <see cref="WriteEnd"/> of another process wrote.</summary>
    public void AcceptEnd(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        while (!reader.AtEnd)
        {
            CellAt(reader.ReadAgentId()).EndFar(
                reader.ReadUInt64(), reader.ReadInt64(), (AgentStatus)reader.ReadInt32());
        }
    }

    /// <summary>The cells of a region, in the order of their numbers.</summary>
    internal IEnumerable<AgentCell> CellsOf(int region) => _cells.Where(c => RegionOf(c.Id) == region);

    private void CaptureCells(StateWriter writer)
    {
        int[] places = new int[_regions.Length];
        foreach (AgentCell cell in _cells)
        {
            RegionCore region = _regions[RegionOf(cell.Id)];
            if (region.IsRemote)
            {
                writer.WriteRaw(region.FarCell(places[region.Number]++).Span);
            }
            else
            {
                cell.Capture(writer);
            }
        }
    }
}
