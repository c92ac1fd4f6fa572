using System.Net.Sockets;
using Npgsql;

namespace TaskSwarm.Store.Databases;

/// <summary>PostgreSQL's error codes in plain words.</summary>
internal static class PostgresFaults
{
    public static Fault Explain(Exception exception)
    {
        if (Faults.Find<PostgresException>(exception) is PostgresException answer)
        {
            return Explain(answer);
        }

        if (Faults.Find<SocketException>(exception) is SocketException socket)
        {
            return new Fault(FaultKind.Passing, $"the server cannot be reached ({socket.Message})");
        }

        return Faults.Find<NpgsqlException>(exception) is NpgsqlException broken
            ? new Fault(FaultKind.Passing, $"the connection broke ({broken.Message.TrimEnd('.')})")
            : Faults.General(exception);
    }

    private static Fault Explain(PostgresException answer)
    {
        string words = answer.MessageText;
        return answer.SqlState switch
        {
            PostgresErrorCodes.RaiseException when words.StartsWith(Database.Refusal, StringComparison.Ordinal) =>
                new Fault(FaultKind.Refused, "another writer owns the run"),
            PostgresErrorCodes.UniqueViolation => new Fault(FaultKind.Refused, $"a row is there already ({words})"),
            PostgresErrorCodes.DiskFull => new Fault(FaultKind.Passing, "the server's disk is full"),
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
                new Fault(FaultKind.Corrupt, $"the server finds its data damaged ({words})"),
            _ when IsPassing(answer.SqlState) => new Fault(FaultKind.Passing, $"the server says: {words}"),
            _ => new Fault(FaultKind.Lasting, $"the server says: {words}"),
        };
    }

    /// <summary>Connections, resources, locks and shutdowns pass; wrong names, rights and syntax last.</summary>
    private static bool IsPassing(string state) =>
        state[..2] is "08" or "40" or "53" or "55" or "57" or "58" or "25";
}
