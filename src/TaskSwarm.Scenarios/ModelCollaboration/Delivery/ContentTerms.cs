namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>What there is to be delivered.</summary>
/// <param name="Count">How many contents.</param>
/// <param name="LeastBytes">Size of the smallest.</param>
/// <param name="GreatestBytes">Size of the largest; sizes are evenly distributed between.</param>
/// <param name="Exponent">Of Zipf's law: the content of rank r is asked for in proportion to r to the power of minus
/// this. Web caches see 0.64 to 0.83 (Breslau et al., INFOCOM 1999).</param>
public sealed record ContentTerms(int Count, int LeastBytes, int GreatestBytes, double Exponent);
