using System.Globalization;
using Npgsql;

namespace TaskSwarm.Store;

/// <content>From text.</content>
public sealed partial class StoreAddress
{
    private const string Forms = "give a path such as runs.db, sqlite:PATH, "
        + "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, an Npgsql text that starts with Host=, "
        + "or a .conf file that holds one of these as store = ...";

    /// <summary>Reads an address.</summary>
    /// <param name="text">
    /// A path, <c>sqlite:PATH</c>, <c>postgresql://user:password@host:port/database?option=value</c> (or
    /// <c>postgres://</c>), an Npgsql connection text that starts with <c>Host=</c>, or a file as for
    /// <see cref="FromFile"/>: <c>@FILE</c>, or a path that ends in <c>.conf</c>.
    /// </param>
    /// <exception cref="StoreException">The text is none of these.</exception>
    public static StoreAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw new StoreException($"The store's address is empty: {Forms}.");
        }

        if (trimmed[0] == '@')
        {
            return FromFile(trimmed[1..]);
        }

        if (trimmed.EndsWith(".conf", StringComparison.OrdinalIgnoreCase)
            && !trimmed.Contains(':', StringComparison.Ordinal))
        {
            return FromFile(trimmed);
        }

        return ParsePlain(trimmed);
    }

    /// <summary>
    /// Reads an address from a file of <c>key = value</c> lines, of which one is <c>store = ADDRESS</c>.
    /// </summary>
    /// <param name="path">The file. Empty lines and lines that start with # are skipped; quotes may enclose a
    /// value.</param>
    /// <exception cref="StoreException">The file cannot be read, or holds anything else.</exception>
    public static StoreAddress FromFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StoreException($"The store's settings cannot be read from '{path}': {e.Message}", e);
        }

        string? address = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? line : line[..equals].Trim();
            if (equals < 0 || key != "store")
            {
                throw new StoreException(
                    $"{path}:{i + 1}: '{key}' is not a setting of the store; the only one is store = ADDRESS.");
            }

            address = Unquote(line[(equals + 1)..].Trim());
        }

        return address is { Length: > 0 }
            ? ParsePlain(address)
            : throw new StoreException($"{path} does not say where the store is; it needs a line store = ADDRESS.");
    }

    private static StoreAddress ParsePlain(string text)
    {
        if (text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
        {
            return FromPath(text["sqlite:".Length..]);
        }

        if (text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase))
        {
            return FromUri(text);
        }

        if (text.StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return FromKeywords(text);
        }

        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0
            ? throw new StoreException($"A store cannot be reached by '{text[..scheme]}://': {Forms}.")
            : FromPath(text);
    }

    private static StoreAddress FromPath(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            return Path.EndsInDirectorySeparator(full) || Directory.Exists(full)
                ? throw new StoreException($"The store '{path}' is a folder; give the path of a file in it.")
                : new StoreAddress(full, null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new StoreException($"The store '{path}' is not a path: {e.Message} Or: {Forms}.", e);
        }
    }

    private static StoreAddress FromUri(string text)
    {
        // The text may hold a password, so no message repeats it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new StoreException("The store's PostgreSQL address is not "
                + "postgresql://USER:PASSWORD@HOST:PORT/DATABASE; write characters such as @ and / in a password as "
                + "%40 and %2F.");
        }

        string database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (database.Length == 0)
        {
            throw new StoreException($"The store's PostgreSQL address names no database; add it after the host: "
                + $"postgresql://{uri.Host}/taskswarm.");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = database };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (string option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = option.Split('=', 2);
            string value = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
            SetOption(builder, Uri.UnescapeDataString(parts[0]), value);
        }

        return new StoreAddress(null, builder);
    }

    private static void SetOption(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            builder[name] = value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException
            or KeyNotFoundException)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"The store's PostgreSQL address has an option '{name}' that Npgsql does not take."), e);
        }
    }

    private static StoreAddress FromKeywords(string text)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException
            or KeyNotFoundException)
        {
            throw new StoreException("The store's PostgreSQL address is not a list such as "
                + "Host=localhost;Database=taskswarm;Username=me;Password=secret.", e);
        }

        return string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database)
            ? throw new StoreException("The store's PostgreSQL address must give both Host= and Database=.")
            : new StoreAddress(null, builder);
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
