namespace TaskSwarm.Learning.Data;

/// <summary>Where data sets that are not built in are kept.</summary>
public static class DataFolder
{
    /// <summary><c>$TASKSWARM_DATA</c>, or else <c>taskswarm/data</c> in <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>.
    /// </summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable("TASKSWARM_DATA") is { Length: > 0 } chosen)
            {
                return chosen;
            }

            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            return Path.Combine(
                cache is { Length: > 0 }
                    ? cache
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
                "taskswarm", "data");
        }
    }

    /// <summary>The folder of a data set.</summary>
    public static string Of(string name) => Path.Combine(Root, name);
}
