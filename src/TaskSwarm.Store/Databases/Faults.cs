namespace TaskSwarm.Store.Databases;

/// <summary>What both databases' faults share.</summary>
internal static class Faults
{
    /// <summary>The first exception of a type among an exception and its causes.</summary>
    public static T? Find<T>(Exception exception)
        where T : Exception => exception switch
        {
            T found => found,
            AggregateException many => many.InnerExceptions.Select(Find<T>).FirstOrDefault(e => e is not null),
            { InnerException: Exception inner } => Find<T>(inner),
            _ => null,
        };

    /// <summary>A fault that the database did not name: a timeout, a closed journal, a broken circuit.</summary>
    public static Fault General(Exception exception) => exception switch
    {
        InvalidDataException => new Fault(FaultKind.Corrupt, exception.Message),
        TimeoutException => new Fault(FaultKind.Passing, "it did not answer in time"),
        _ => new Fault(FaultKind.Passing, exception.Message.TrimEnd('.')),
    };
}
