using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TaskSwarm.Chaos;

/// <summary>
/// Which coordinators committed which epochs of a run, as its store has it: every epoch bears its writer's token, which
/// is new whenever a coordinator takes the run over, and rows are numbered in the order in which they were committed.
/// </summary>
/// <remarks>
/// Two coordinators that commit at the same time would be seen as tokens that come back, or as numbers that do not go
/// up by one.
/// </remarks>
internal sealed class Writers
{
    private readonly string _store;
    private readonly Dictionary<string, string> _processes = [];

    /// <summary>Watches a store.</summary>
    /// <param name="store">The SQLite file, which need not be there yet.</param>
    public Writers(string store) => _store = store;

    /// <summary>What is wrong in the order of commits; null if nothing is.</summary>
    public string? Fault { get; private set; } = "nothing is stored";

    /// <summary>The coordinators' turns: a line for each.</summary>
    public IReadOnlyList<string> Turns { get; private set; } = [];

    /// <summary>The process ids of the turns' coordinators; 0 for one that was too short to be seen.</summary>
    public IReadOnlyList<int> Processes { get; private set; } = [];

    /// <summary>The process that owns the run now.</summary>
    public int? Current()
    {
        List<(string Token, string Process)> rows = Read(
            "SELECT hex(owner), owner_process FROM taskswarm_runs WHERE owner IS NOT NULL",
            static r => (r.GetString(0), r.GetString(1).Split(':')[0]));
        foreach ((string token, string process) in rows)
        {
            _processes[token] = process;
        }

        return rows.Count > 0 ? int.Parse(rows[0].Process, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>How many epochs are committed now.</summary>
    public long Epochs() =>
        Read("SELECT count(*) FROM taskswarm_journal", static r => r.GetInt64(0)).FirstOrDefault();

    /// <summary>What is wrong if a process that was cut off should have been followed by others; null if nothing is.
    /// </summary>
    /// <param name="process">The process, once the owner of the run.</param>
    public string? FaultOfSuccession(int process) =>
        Processes.Count < 2 || Processes[0] != process ? "! nobody took the run over"
        : Processes.Skip(1).SkipWhile(p => p == process).Contains(process) ? "! who was cut off committed again"
        : Processes[^1] == process ? "! nobody took the run over"
        : null;

    /// <summary>Judges the whole run.</summary>
    /// <param name="nameOf">Names a process.</param>
    public void Judge(Func<int, string> nameOf)
    {
        List<(long Epoch, string Token)> epochs = Read(
            "SELECT sequence_number, hex(substr(message, 5, 16)) FROM taskswarm_journal ORDER BY ordering",
            static r => (r.GetInt64(0), r.GetString(1)));
        var turns = new List<(string Token, long First, long Last)>();
        Fault = epochs.Count == 0 ? "nothing is stored" : null;
        for (int i = 0; i < epochs.Count; i++)
        {
            (long epoch, string token) = epochs[i];
            if (epoch != i + 1)
            {
                Fault ??= string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} was committed as number {i + 1}");
            }

            if (turns.Count > 0 && turns[^1].Token == token)
            {
                turns[^1] = turns[^1] with { Last = epoch };
                continue;
            }

            if (turns.Exists(t => t.Token == token))
            {
                Fault ??= string.Create(
                    CultureInfo.InvariantCulture, $"epoch {epoch} was committed by a coordinator that was taken over");
            }

            turns.Add((token, epoch, epoch));
        }

        Processes = [.. turns.Select(t => IdOf(t.Token))];
        Turns =
        [
            .. turns.Select(t => string.Create(
                CultureInfo.InvariantCulture, $"{nameOf(IdOf(t.Token))} {t.First}-{t.Last}")),
        ];
    }

    private int IdOf(string token) =>
        _processes.TryGetValue(token, out string? id) ? int.Parse(id, CultureInfo.InvariantCulture) : 0;

    private List<T> Read<T>(string query, Func<SqliteDataReader, T> row)
    {
        var rows = new List<T>();
        if (!File.Exists(_store))
        {
            return rows;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={_store};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = query;
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }
        }
        catch (SqliteException)
        {
            // Its tables are not there yet, or it is being written.
        }

        return rows;
    }
}
