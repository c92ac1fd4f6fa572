namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>How opinions become one.</summary>
public enum FusionForm
{
    /// <summary>A weighted mean whose squared error on held-out images is least.</summary>
    LeastSquares,

    /// <summary>The plain mean.</summary>
    SoftVote,

    /// <summary>The geometric mean.</summary>
    ProductOfExperts,

    /// <summary>A regression on all that is said.</summary>
    Stacking,
}
