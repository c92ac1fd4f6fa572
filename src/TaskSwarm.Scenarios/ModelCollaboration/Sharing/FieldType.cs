namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>What a field of a record holds, and so how many bytes it takes.</summary>
internal enum FieldType
{
    /// <summary>An image, a byte for each pixel.</summary>
    Pixels,

    /// <summary>A byte.</summary>
    Byte,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>A number of single precision.</summary>
    Float32,

    /// <summary>A number of double precision.</summary>
    Float64,
}
