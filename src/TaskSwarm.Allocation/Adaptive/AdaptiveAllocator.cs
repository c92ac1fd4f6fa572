using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Allocation.Adaptive;

/// <summary>
/// Learns which strategy serves best and follows changes: the upper confidence bound over a sliding window (Garivier
/// and Moulines, ALT 2011), one bandit for each <see cref="LoadContext"/>, each arm a central strategy. Costs are
/// normalised to the least and greatest of the window, so that no scale has to be known. What has left a context's
/// window is forgotten; a load that comes back is known at once.
/// </summary>
internal sealed class AdaptiveAllocator : ILearningAllocator
{
    private const double Exploration = 0.05;
    private const string Joint = ", ";
    private static readonly string[] Usual = ["static", "load-balancing", "longest-path", "heft"];

    private readonly string[] _names;
    private readonly IAllocator?[] _arms;
    private readonly int _window;
    private readonly List<(int Arm, double Cost)>[] _seen;
    private readonly int[] _open;

    /// <summary>An allocator that has learnt nothing.</summary>
    /// <param name="options">Arms and window.</param>
    /// <param name="create">Makes a central strategy; null if there is none of that name.</param>
    public AdaptiveAllocator(StrategyOptions options, Func<string, IAllocator?> create)
    {
        _names = options.Arms.Count > 0 ? [.. options.Arms] : Usual;
        _arms = [.. _names.Select(n => n == "adaptive" ? null : create(n))];
        _window = options.Window > 0 ? options.Window : 40;
        _seen = [.. Enumerable.Range(0, LoadContext.Count).Select(_ => new List<(int Arm, double Cost)>())];
        _open = new int[LoadContext.Count * _names.Length];
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
        LoadContext context = LoadContext.Of(problem);
        int best = -1;
        double highest = double.NegativeInfinity;
        for (int arm = 0; arm < _arms.Length; arm++)
        {
            double index = IndexOf(context.Number, arm);
            if (index > highest && _arms[arm]!.Objection(problem) is null)
            {
                (best, highest) = (arm, index);
            }
        }

        Choice = string.Concat(_names[best], Joint, context.Name);
        _open[(context.Number * _names.Length) + best]++;
        return _arms[best]!.Allocate(problem, random);
    }

    /// <inheritdoc/>
    public void Learn(string choice, double cost)
    {
        ArgumentNullException.ThrowIfNull(choice);
        (int context, int arm) = Parse(choice);
        if (arm < 0)
        {
            return;
        }

        int open = (context * _names.Length) + arm;
        _open[open] = Math.Max(0, _open[open] - 1);
        if (cost < 0)
        {
            return;
        }

        _seen[context].Add((arm, cost));
        if (_seen[context].Count > _window)
        {
            _seen[context].RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Choice);
        writer.WriteList(_open, static (w, n) => w.Write(n));
        writer.WriteList(_seen, static (w, context) => w.WriteList(context, static (x, s) =>
        {
            x.Write(s.Arm);
            x.Write(s.Cost);
        }));
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Choice = reader.ReadString()!;
        reader.ReadList(static r => r.ReadInt32()).CopyTo(_open);
        var seen = reader.ReadList(static r => r.ReadList(static x => (x.ReadInt32(), x.ReadDouble())));
        for (int context = 0; context < _seen.Length; context++)
        {
            _seen[context].Clear();
            _seen[context].AddRange(seen[context]);
        }
    }

    private (int Context, int Arm) Parse(string choice)
    {
        string[] parts = choice.Split(Joint);
        for (int context = 0; parts.Length == 2 && context < LoadContext.Count; context++)
        {
            if (new LoadContext(context / 4, context % 4 >= 2, context % 2 == 1).Name == parts[1])
            {
                return (context, Array.IndexOf(_names, parts[0]));
            }
        }

        return (0, -1);
    }

    // Answers that are still out count as looks, so that a slow world does not ask one arm for ever.
    private double IndexOf(int context, int arm)
    {
        List<(int Arm, double Cost)> seen = _seen[context];
        (double sum, int count) = (0, 0);
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((int of, double cost) in seen)
        {
            (least, most) = (Math.Min(least, cost), Math.Max(most, cost));
            (sum, count) = of == arm ? (sum + cost, count + 1) : (sum, count);
        }

        int looks = count + _open[(context * _names.Length) + arm];
        if (looks == 0)
        {
            return double.MaxValue;
        }

        double range = most > least ? most - least : 1;
        double reward = count == 0 ? 0.5 : 1 - (((sum / count) - least) / range);
        return reward + Math.Sqrt(Exploration * Math.Log(Math.Max(2, seen.Count)) / looks);
    }
}
