using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Adaptive;

/// <summary>
/// Learns which strategy serves best and follows changes: the upper confidence bound over a sliding window (Garivier
/// and Moulines, ALT 2011), each arm a central strategy. Costs are normalised to the least and greatest of the window,
/// so that no scale has to be known. What has left the window is forgotten.
/// </summary>
internal sealed class AdaptiveAllocator : ILearningAllocator
{
    private const double Exploration = 0.1;
    private static readonly string[] Usual = ["static", "load-balancing", "longest-path", "heft"];

    private readonly string[] _names;
    private readonly IAllocator?[] _arms;
    private readonly int _window;
    private readonly List<(int Arm, double Cost)> _seen = [];
    private readonly int[] _open;

    /// <summary>An allocator that has learnt nothing.</summary>
    /// <param name="options">Arms and window.</param>
    /// <param name="create">Makes a central strategy; null if there is none of that name.</param>
    public AdaptiveAllocator(StrategyOptions options, Func<string, IAllocator?> create)
    {
        _names = options.Arms.Count > 0 ? [.. options.Arms] : Usual;
        _arms = [.. _names.Select(n => n == "adaptive" ? null : create(n))];
        _window = options.Window > 0 ? options.Window : 40;
        _open = new int[_names.Length];
        Choice = _names[0];
    }

    /// <inheritdoc/>
    public string Name => "adaptive";

    /// <inheritdoc/>
    public string Choice { get; private set; }

    /// <inheritdoc/>
    public string? Objection(AllocationProblem problem)
    {
        int wrong = Array.FindIndex(_arms, a => a is null);
        return wrong >= 0
            ? $"adaptive chooses among central strategies, and '{_names[wrong]}' is none"
            : Array.TrueForAll(_arms, a => a!.Objection(problem) is not null)
                ? $"adaptive has no arm that can answer: {_arms[0]!.Objection(problem)}"
                : null;
    }

    /// <inheritdoc/>
    public Assignment Allocate(AllocationProblem problem, RandomStream random)
    {
        int best = -1;
        double highest = double.NegativeInfinity;
        for (int arm = 0; arm < _arms.Length; arm++)
        {
            double index = IndexOf(arm);
            if (index > highest && _arms[arm]!.Objection(problem) is null)
            {
                (best, highest) = (arm, index);
            }
        }

        Choice = _names[best];
        _open[best]++;
        return _arms[best]!.Allocate(problem, random);
    }

    /// <inheritdoc/>
    public void Learn(string choice, double cost)
    {
        int arm = Array.IndexOf(_names, choice);
        if (arm < 0)
        {
            return;
        }

        _open[arm] = Math.Max(0, _open[arm] - 1);
        _seen.Add((arm, cost));
        if (_seen.Count > _window)
        {
            _seen.RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Choice);
        writer.WriteList(_open, (w, n) => w.Write(n));
        writer.WriteList(_seen, (w, s) =>
        {
            w.Write(s.Arm);
            w.Write(s.Cost);
        });
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Choice = reader.ReadString()!;
        reader.ReadList(r => r.ReadInt32()).CopyTo(_open);
        _seen.Clear();
        _seen.AddRange(reader.ReadList(r => (r.ReadInt32(), r.ReadDouble())));
    }

    // Answers that are still out count as looks, so that a slow world does not ask one arm for ever.
    private double IndexOf(int arm)
    {
        (double sum, int count) = (0, 0);
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((int of, double cost) in _seen)
        {
            (least, most) = (Math.Min(least, cost), Math.Max(most, cost));
            (sum, count) = of == arm ? (sum + cost, count + 1) : (sum, count);
        }

        int looks = count + _open[arm];
        if (looks == 0)
        {
            return double.MaxValue;
        }

        double range = most > least ? most - least : 1;
        double reward = count == 0 ? 0.5 : 1 - (((sum / count) - least) / range);
        return reward + Math.Sqrt(Exploration * Math.Log(Math.Max(2, _seen.Count)) / looks);
    }
}
