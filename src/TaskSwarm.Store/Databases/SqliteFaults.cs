using Microsoft.Data.Sqlite;

namespace TaskSwarm.Store.Databases;

/// <summary>SQLite's result codes in plain words.</summary>
internal static class SqliteFaults
{
    public static Fault Explain(Exception exception)
    {
        SqliteException? cause = Faults.Find<SqliteException>(exception);
        return cause is null ? Faults.General(exception) : Explain(cause);
    }

    private static Fault Explain(SqliteException cause) => cause.SqliteErrorCode switch
    {
        19 when cause.Message.Contains(Database.Refusal, StringComparison.Ordinal) =>
            new Fault(FaultKind.Refused, "another writer owns the run"),
        19 => new Fault(FaultKind.Refused, $"a row is there already ({cause.Message})"),
        5 or 6 => new Fault(FaultKind.Passing, "the file is locked by another program"),
        8 => new Fault(FaultKind.Lasting, "the file is read-only"),
        10 => new Fault(FaultKind.Passing, "the disk failed to read or write"),
        11 => new Fault(FaultKind.Corrupt, $"SQLite finds the file malformed ({cause.Message})"),
        13 => new Fault(FaultKind.Passing, "the disk is full"),
        14 => new Fault(FaultKind.Passing, "the file cannot be opened"),
        23 => new Fault(FaultKind.Lasting, "access to the file is denied"),
        26 => new Fault(FaultKind.Corrupt, "the file is no SQLite database any more"),
        _ => new Fault(FaultKind.Lasting, cause.Message),
    };
}
