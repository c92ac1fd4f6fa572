using System.Globalization;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Counts how an agent fared in the tasks it was asked about.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<Cause, int> _lost = [];

    /// <summary>Tasks that it was asked about.</summary>
    public int Asked { get; set; }

    /// <summary>Tasks that it bid for.</summary>
    public int Bid { get; set; }

    /// <summary>Tasks that it was awarded.</summary>
    public int Won { get; set; }

    /// <summary>Notes why it did not get a task.</summary>
    public void Lose(Cause cause) => _lost[cause] = _lost.GetValueOrDefault(cause) + 1;

    /// <summary>Why it did not get what it did not get, the most frequent cause first.</summary>
    public (Cause Cause, string Text) Why()
    {
        if (_lost.Count == 0)
        {
            return (Cause.None, "");
        }

        var most = _lost.OrderByDescending(l => l.Value).ToArray();
        string[] parts =
        [
            .. most.Select(l => string.Create(CultureInfo.InvariantCulture, $"{Words(l.Key)} ({l.Value})")),
        ];
        return (most[0].Key, $"What it did not get: {string.Join(", ", parts)}");
    }

    private static string Words(Cause cause) => cause switch
    {
        Cause.NoSkill => "no skill for it",
        Cause.OutOfRange => "out of range",
        Cause.Full => "full",
        Cause.TooLate => "too late for it",
        Cause.MessageLost => "call or bid lost on the way",
        Cause.BidTooLate => "bid too late",
        Cause.Crash => "down",
        Cause.Outbid => "another's bid was better",
        Cause.RunEnded => "the run ended",
        Cause.Plan => "decided together with others",
        _ => "other reasons",
    };
}
