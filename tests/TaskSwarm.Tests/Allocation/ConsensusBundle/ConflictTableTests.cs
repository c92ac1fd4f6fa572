using Shouldly;
using TaskSwarm.Allocation.ConsensusBundle;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using Xunit;
using static TaskSwarm.Allocation.ConsensusBundle.ConflictAction;

namespace TaskSwarm.Tests.Allocation.ConsensusBundle;

/// <summary>Table 1 of Choi, Brunet and How (2009), row by row, for all ways in which stamps and bids can lie; with the
/// one case closed that the paper leaves alone: newer stamps of n, equal stamps of m.
/// </summary>
public sealed class ConflictTableTests
{
    private static readonly AgentId I = new(1);
    private static readonly AgentId K = new(2);
    private static readonly AgentId M = new(3);
    private static readonly AgentId N = new(4);

    // Sender believes, receiver believes, what follows from (s_km ? s_im, s_kn ? s_in, y_kj ? y_ij).
    private static readonly (AgentId Theirs, AgentId Mine, Func<int, int, int, ConflictAction> Action)[] Rows =
    [
        (K, I, (_, _, y) => y > 0 ? Update : Leave),
        (K, K, (_, _, _) => Update),
        (K, M, (m, _, y) => m > 0 || y > 0 ? Update : Leave),
        (K, AgentId.None, (_, _, _) => Update),
        (I, I, (_, _, _) => Leave),
        (I, K, (_, _, _) => Reset),
        (I, M, (m, _, _) => m > 0 ? Reset : Leave),
        (I, AgentId.None, (_, _, _) => Leave),
        (M, I, (m, _, y) => m > 0 && y > 0 ? Update : Leave),
        (M, K, (m, _, _) => m > 0 ? Update : Reset),
        (M, M, (m, _, _) => m > 0 ? Update : Leave),
        (M, N, (m, n, y) => n > 0 ? (m < 0 ? Reset : Update) : m > 0 && y > 0 ? Update : Leave),
        (M, AgentId.None, (m, _, _) => m > 0 ? Update : Leave),
        (AgentId.None, I, (_, _, _) => Leave),
        (AgentId.None, K, (_, _, _) => Update),
        (AgentId.None, M, (m, _, _) => m > 0 ? Update : Leave),
        (AgentId.None, AgentId.None, (_, _, _) => Leave),
    ];

    public static TheoryData<int, int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int, int>();
        int[] ways = [-1, 0, 1];
        for (int row = 0; row < Rows.Length; row++)
        {
            foreach ((int m, int n, int y) in ways.SelectMany(
                m => ways.SelectMany(n => new[] { -1, 1 }.Select(y => (m, n, y)))))
            {
                cases.Add(row, m, n, y);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_row_of_the_table_is_followed(int row, int m, int n, int y)
    {
        (AgentId theirs, AgentId mine, Func<int, int, int, ConflictAction> action) = Rows[row];
        (StampTable sk, StampTable si) = (new StampTable(), new StampTable());
        sk.Raise(M, 10 + m);
        si.Raise(M, 10);
        sk.Raise(N, 10 + n);
        si.Raise(N, 10);
        ConflictTable.Decide(I, K, Belief(theirs, 5 + y), Belief(mine, 5), sk, si)
            .ShouldBe(action(m, n, y), $"k thinks {theirs}, i thinks {mine}");
    }

    [Fact]
    public void Equal_bids_go_to_the_smaller_number()
    {
        var stamps = new StampTable();
        ConflictTable.Decide(K, I, Belief(I, 5), Belief(K, 5), stamps, stamps).ShouldBe(Update);
        ConflictTable.Decide(I, K, Belief(K, 5), Belief(I, 5), stamps, stamps).ShouldBe(Leave);
    }

    [Fact]
    public void Who_was_never_heard_of_is_older_than_any_news()
    {
        (StampTable sk, StampTable si) = (new StampTable(), new StampTable());
        sk.Raise(M, 0);
        ConflictTable.Decide(I, K, Belief(M, 5), Belief(AgentId.None, 0), sk, si).ShouldBe(Update);
        ConflictTable.Decide(I, K, Belief(M, 5), Belief(AgentId.None, 0), si, sk).ShouldBe(Leave);
    }

    private static ConsensusBelief Belief(AgentId winner, double bid) =>
        new(new TaskId(0), winner, winner == AgentId.None ? 0 : bid);
}
