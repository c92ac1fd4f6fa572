using System.Data.Common;
using System.Globalization;

namespace TaskSwarm.Store.Databases;

/// <summary>Short forms for commands with parameters.</summary>
internal static class CommandExtensions
{
    public static DbCommand Command(
        this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static DbCommand In(this DbCommand command, DbTransaction transaction)
    {
        command.Transaction = transaction;
        return command;
    }

    /// <summary>Runs a command and disposes it.</summary>
    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>One number, or null; the command is disposed.</summary>
    public static async Task<long?> NumberAsync(this DbCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            object? value = await command.ExecuteScalarAsync(cancellation);
            return value is null or DBNull ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        }
    }
}
