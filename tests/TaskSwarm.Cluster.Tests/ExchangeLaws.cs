using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Cluster.Runs;
using TaskSwarm.Hosting.Runs;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Tests;

namespace TaskSwarm.Cluster.Tests;

/// <summary>The barrier over a network that loses, repeats and reorders what it likes.</summary>
public sealed class ExchangeLaws
{
    private static readonly Simulation Simulation = ScenarioLoading.Loader().LoadFile(
        WorkingCopy.PathOf("scenarios", "formation-flight", "v-formation.yaml"),
        new ScenarioOverrides { Set = ["duration=4s", "faults[0].at=1s", "faults[1].at=2s"] }).Simulation
        ?? throw new InvalidOperationException("the scenario does not load");

    private static readonly RunResult Whole = SequentialHost.Run(Simulation);

    [Property(MaxTest = 15)]
    public Property Whatever_the_network_does_to_messages_the_run_is_the_run_of_one_process() => Prop.ForAll(
        Gen.Choose(2, 4).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (nodes, seed) =>
        {
            RunResult result = new Nodes(Simulation, nodes, new System.Random(seed)).Run();

            result.Digest.ShouldBe(Whole.Digest);
            result.Events.ShouldBe(Whole.Events);
            result.Metrics.Values.ShouldBe(Whole.Metrics.Values);
        });

    private sealed class Nodes
    {
        private readonly System.Random _random;
        private readonly List<(int To, ClusterMessage Message)> _wire = [];
        private readonly RunCore[] _runs;
        private readonly NodeExchange[] _exchanges;
        private readonly bool[] _arrived;
        private readonly bool[] _ended;

        public Nodes(Simulation simulation, int nodes, System.Random random)
        {
            _random = random;
            const int Regions = 6;
            Share[] shares =
            [
                .. Division.Of([.. Enumerable.Range(0, nodes).Select(i => $"n{i}")], "n0", Regions),
            ];
            var order = new RunOrder(
                "r", "", "", new SortedDictionary<string, string>(), null, 0, nodes, 1, Regions, "", "", false);
            _runs = [.. shares.Select(_ => new RunCore(simulation, Regions))];
            _exchanges =
            [
                .. shares.Select((_, me) => new NodeExchange(
                    new TakePart(1, order, me, shares, Regions, default), 1, RunRecords.Catalog,
                    (to, message) => _wire.Add((to, message)))
                {
                    Overdue = TimeSpan.Zero,
                    // Some windows bring states along, which nobody uses here.
                    WantsState = () => _random.Next(5) == 0,
                }),
            ];
            for (int i = 0; i < nodes; i++)
            {
                _runs[i].Distribute(shares[i].Regions, i == 0, _exchanges[i], RunRecords.Catalog);
            }

            _arrived = new bool[nodes];
            _ended = new bool[nodes];
        }

        public RunResult Run()
        {
            for (int i = 0; i < _runs.Length; i++)
            {
                Open(i);
            }

            while (!(_ended[0] && _arrived[0]))
            {
                Deliver();
                for (int i = 0; i < _runs.Length; i++)
                {
                    if (_arrived[i] && !_ended[i])
                    {
                        _arrived[i] = false;
                        _exchanges[i].Accept(_runs[i]).ShouldBe(ExchangeVerdict.GoOn);
                        _runs[i].CommitWindow();
                        Open(i);
                    }
                }
            }

            _exchanges[0].AcceptEnd(_runs[0]);
            return _runs[0].Finish(interrupted: false);
        }

        private void Open(int node)
        {
            if (!_runs[node].TryOpenWindow(out Window window))
            {
                _ended[node] = true;
                _exchanges[node].SendEnd(_runs[node], () => _arrived[node] = true);
                return;
            }

            foreach (RegionCore region in _runs[node].Regions.Where(r => !r.IsRemote))
            {
                SequentialHost.Turn(region, window);
                _exchanges[node].Close(region);
            }

            _exchanges[node].Send(_runs[node], () => _arrived[node] = true);
        }

        private void Deliver()
        {
            if (_wire.Count == 0)
            {
                foreach (NodeExchange exchange in _exchanges)
                {
                    exchange.Remind();
                }

                return;
            }

            int which = _random.Next(_wire.Count);
            (int to, ClusterMessage message) = _wire[which];
            int fate = _random.Next(10);
            if (fate != 0)
            {
                // One in ten is lost as it comes, two in ten come again.
                if (fate > 2)
                {
                    _wire.RemoveAt(which);
                }

                switch (ClusterMessage.Read(message.ToBytes()))
                {
                    case WindowReports reports:
                        _exchanges[to].Receive(reports);
                        break;
                    case ReportsMissing missing:
                        _exchanges[to].Repeat(missing);
                        break;
                }
            }
            else
            {
                _wire.RemoveAt(which);
            }
        }
    }
}
