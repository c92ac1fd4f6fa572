using System.Buffers.Binary;

namespace TaskSwarm.Store.Databases;

/// <summary>What the first bytes of a file say, read before SQLite may touch it.</summary>
internal enum SqliteFile
{
    /// <summary>It is not there, or empty.</summary>
    Absent,

    /// <summary>It is no SQLite database.</summary>
    Foreign,

    /// <summary>An SQLite database whose head does not name us (yet).</summary>
    Unmarked,

    /// <summary>Ours by its head.</summary>
    Ours,
}

/// <summary>Looks at files.</summary>
internal static class SqliteFiles
{
    private const int HeadSize = 100;
    private const int ApplicationIdOffset = 68;

    private static ReadOnlySpan<byte> JournalMagic => [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

    public static SqliteFile Look(string path)
    {
        if (!File.Exists(path))
        {
            return SqliteFile.Absent;
        }

        byte[] head = new byte[HeadSize];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int read = file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        if (BeganToWrite(path))
        {
            // What is in the file is not what it will hold once that is rolled back.
            return SqliteFile.Unmarked;
        }

        if (read == 0)
        {
            return SqliteFile.Absent;
        }

        if (read < HeadSize || !head.AsSpan().StartsWith("SQLite format 3\0"u8))
        {
            return SqliteFile.Foreign;
        }

        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(ApplicationIdOffset)) == SqliteSchema.ApplicationId
            ? SqliteFile.Ours
            : SqliteFile.Unmarked;
    }

    /// <summary>Whether a transaction's journal is there, of a writer that is at work or was killed.</summary>
    private static bool BeganToWrite(string path)
    {
        string journal = path + "-journal";
        if (!File.Exists(journal))
        {
            return false;
        }

        byte[] head = new byte[JournalMagic.Length];
        using var file = new FileStream(
            journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head.AsSpan().SequenceEqual(JournalMagic);
    }
}
