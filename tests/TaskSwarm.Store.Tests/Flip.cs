using System.Text;
using Microsoft.Data.Sqlite;

namespace TaskSwarm.Store.Tests;

/// <summary>Flips what is stored, past the store.</summary>
internal static class Flip
{
    /// <summary>Flips one bit of a column of bytes.</summary>
    public static void Blob(TempFolder folder, string table, string column, string where, int offset)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False;Foreign Keys=False");
        connection.Open();
        DropTriggers(connection);
        using SqliteCommand read = connection.CreateCommand();
        read.CommandText = $"SELECT {column} FROM {table} WHERE {where}";
        object value = read.ExecuteScalar()!;
        using SqliteCommand write = connection.CreateCommand();
        write.CommandText = $"UPDATE {table} SET {column} = @value WHERE {where}";
        write.Parameters.AddWithValue("@value", Change(value, offset));
        write.ExecuteNonQuery();
    }

    /// <summary>A value that differs in one bit; of null, something.</summary>
    public static object Change(object value, int offset)
    {
        switch (value)
        {
            case byte[] { Length: > 0 } bytes:
                bytes[offset % bytes.Length] ^= 0x10;
                return bytes;
            case string { Length: > 0 } text:
                byte[] letters = Encoding.UTF8.GetBytes(text);
                letters[offset % letters.Length] ^= 1;
                return Encoding.UTF8.GetString(letters);
            case long number:
                return number ^ (1L << (offset % 40));
            default:
                return new byte[] { 1 };
        }
    }

    /// <summary>A disk that flips bits asks no trigger.</summary>
    public static void DropTriggers(SqliteConnection connection)
    {
        foreach (string name in new[] { "journal_fence", "snapshots_fence", "snapshots_refence" })
        {
            using SqliteCommand drop = connection.CreateCommand();
            drop.CommandText = $"DROP TRIGGER IF EXISTS taskswarm_{name}";
            drop.ExecuteNonQuery();
        }
    }
}
