namespace TaskSwarm.Hosting.Export;

/// <summary>Writes rows of one table in one format: first the values of a row in the order of the columns, then its
/// end. It holds a bounded part of the rows in memory.</summary>
internal interface IRowSink
{
    /// <summary>The next value of the row.</summary>
    void Add(double value);

    /// <summary>The next value of the row.</summary>
    void Add(int value);

    /// <summary>The next value of the row.</summary>
    void Add(long value);

    /// <summary>The next value of the row.</summary>
    void Add(string value);

    /// <summary>The row has no value in the next column.</summary>
    void AddNothing();

    /// <summary>All values of the row are given.</summary>
    ValueTask EndRowAsync(CancellationToken cancellation);

    /// <summary>All rows are given: writes what is left. The stream stays open.</summary>
    ValueTask CompleteAsync(CancellationToken cancellation);
}
