using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>The nodes of a storm, and what is done to them and to the network between them.</summary>
/// <param name="launcher">Starts nodes.</param>
/// <param name="network">Where they are.</param>
/// <param name="random">What chance is drawn from.</param>
internal sealed class Strikes(Launcher launcher, INetwork network, Random random) : IDisposable
{
    private const int FewestNodes = 3;
    private const int MostNodes = 5;

    /// <summary>After so long a cluster has forgotten who is gone, and knows who has come.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(14);

    /// <summary>A node that is cut off for so long has to end by itself.</summary>
    private static readonly TimeSpan Lonely = TimeSpan.FromSeconds(60);

    private readonly List<Node> _nodes = [];
    private long _harmed;

    /// <summary>What was done so far.</summary>
    public List<string> Deeds { get; } = [];

    /// <summary>What is wrong with what a node did, beginning with "!"; "" if nothing is.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Where the run is asked for.</summary>
    public Place? Starter { get; set; }

    /// <summary>The nodes, as seed nodes are given.</summary>
    public string Seeds => string.Join(',', Alive.Select(static n => n.Place.Address));

    private List<Node> Alive => [.. _nodes.Where(static n => n.IsAlive)];

    /// <summary>Starts the first nodes.</summary>
    public async Task BeginAsync(int count)
    {
        Join();
        await _nodes[0].Up;
        for (int i = 1; i < count; i++)
        {
            Join();
        }

        await Task.WhenAll(_nodes.Select(static n => n.Up));
    }

    /// <summary>The node of a process.</summary>
    public string NameOf(int process) => _nodes.Find(n => n.Id == process)?.Place.Address ?? "?";

    /// <summary>Does one thing, and waits until it is over.</summary>
    public async Task StrikeAsync(CancellationToken over)
    {
        List<Node> alive = Alive;
        List<Node> known = [.. alive.Where(static n => n.Age > Settled)];
        Node victim = alive[random.Next(alive.Count)];
        Storm.Tell($"{string.Join(' ', alive.Select(static n => n.Place.Address))}: strikes {victim.Place.Address}");

        // A majority of those that the cluster knows must be left: what was struck has to be forgotten first.
        bool mayHarm = known.Count >= FewestNodes && Stopwatch.GetElapsedTime(_harmed) > Settled;
        int kind = random.Next(network.Wire is null ? 4 : 8);
        if (kind == 3 || (!mayHarm && (kind < 3 || kind > 5)))
        {
            if (alive.Count < MostNodes)
            {
                Deeds.Add("join");
                Join();
            }

            return;
        }

        int lost = random.Next(1, ((known.Count - 1) / 2) + 1);
        await (kind switch
        {
            0 => SignalAsync("kill", "KILL", victim),
            1 => SignalAsync("leave", "TERM", victim),
            2 => StopAsync(victim, over),
            4 => RoughenAsync(isLate: true, over),
            5 => RoughenAsync(isLate: false, over),
            _ => PartAsync([.. alive.OrderBy(_ => random.Next()).Take(lost)], over),
        });
    }

    /// <summary>Cuts a node off until it has ended by itself.</summary>
    /// <param name="process">Its process id.</param>
    /// <param name="over">Ends it.</param>
    public async Task CutOffAsync(int process, CancellationToken over)
    {
        if (_nodes.Find(n => n.Id == process) is Node node)
        {
            await CutAsync([node], null, null, over);
        }
    }

    public void Dispose() => _nodes.ForEach(static n => n.Dispose());

    private void Join() => _nodes.Add(Node.Start(launcher, network.Add(), Alive));

    private Task SignalAsync(string deed, string signal, Node victim)
    {
        Deeds.Add(deed);
        victim.Signal(signal);
        _harmed = Stopwatch.GetTimestamp();
        return Task.CompletedTask;
    }

    private async Task StopAsync(Node victim, CancellationToken over)
    {
        int seconds = random.Next(1, 21);
        Deeds.Add(string.Create(CultureInfo.InvariantCulture, $"stop {seconds} s"));
        victim.Signal("STOP");
        try
        {
            await Moments.AfterAsync(TimeSpan.FromSeconds(seconds), over);
        }
        finally
        {
            victim.Signal("CONT");
        }

        _harmed = Stopwatch.GetTimestamp();
    }

    /// <summary>For some seconds packets of all, or of some nodes, are late or lost.</summary>
    private async Task RoughenAsync(bool isLate, CancellationToken over)
    {
        int seconds = random.Next(2, 9);
        int least = random.Next(5, 41);
        double loss = isLate ? 0 : random.Next(1, 51) / 1000.0;
        var rough = Alive.Where(_ => random.Next(2) == 0).Select(static n => n.Place.Number).ToHashSet();
        network.Wire!.Weather = new Weather
        {
            Rough = rough,
            Delay = isLate ? TimeSpan.FromMilliseconds(least) : TimeSpan.Zero,
            Jitter = isLate ? TimeSpan.FromMilliseconds(least) : TimeSpan.FromMilliseconds(2),
            Loss = loss,
            Doubled = 0.01,
        };
        Deeds.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isLate ? $"{least}-{2 * least} ms delay" : $"{loss:P1} loss")} at {rough.Count} nodes {seconds} s"));
        await Moments.AfterAsync(TimeSpan.FromSeconds(seconds), over);
        network.Wire.Weather = Weather.Fair;
    }

    /// <summary>Cuts a minority off for a while, or until it has ended by itself; at times with who asks for the run.
    /// </summary>
    private Task PartAsync(IReadOnlyList<Node> minority, CancellationToken over) => CutAsync(
        minority, random.Next(3) == 0 ? Starter : null, random.Next(3) == 0 ? null : random.Next(1, 21), over);

    private async Task CutAsync(
        IReadOnlyList<Node> minority, Place? starter, int? seconds, CancellationToken over)
    {
        bool onlyInwards = seconds is not null && random.Next(3) == 0;
        long begun = Stopwatch.GetTimestamp();
        network.Wire!.Weather = new Weather
        {
            Cut = minority.Select(static n => n.Place.Number).Append(starter?.Number ?? 0).ToHashSet(),
            OnlyInwards = onlyInwards,
        };
        string who = string.Join('+', minority.Select(static n => n.Place.Number))
            + (starter is null ? "" : " and the starter");
        if (seconds is int time)
        {
            Deeds.Add(string.Create(
                CultureInfo.InvariantCulture, $"{(onlyInwards ? "half " : "")}cut {who} {time} s"));
            await Moments.AfterAsync(TimeSpan.FromSeconds(time), over);
        }
        else
        {
            await Task.WhenAny(
                Task.WhenAll(minority.Select(static n => n.Ended)), Moments.AfterAsync(Lonely, over));
            bool ended = minority.All(static n => !n.IsAlive);
            Deeds.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"cut {who} for good (ended after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s)"));
            Fault = ended || over.IsCancellationRequested ? Fault : $"! a node that was cut off did not end. {Fault}";
        }

        network.Wire.Weather = Weather.Fair;
        _harmed = Stopwatch.GetTimestamp();
    }
}
