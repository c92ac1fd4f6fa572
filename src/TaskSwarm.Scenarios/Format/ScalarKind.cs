namespace TaskSwarm.Scenarios.Format;

/// <summary>What a scalar is in YAML's core schema.</summary>
internal enum ScalarKind
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,

    /// <summary>A decimal number, whole or not.</summary>
    Number,

    /// <summary>Anything else, and everything in quotes.</summary>
    Text,
}
