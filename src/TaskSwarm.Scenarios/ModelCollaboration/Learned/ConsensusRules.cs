using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Declared;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of agreeing on parameters step by step.</summary>
/// <param name="Graph">Who exchanges models with whom.</param>
/// <param name="Step">How far a model moves towards its neighbours in a step, a.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="Every">Simulated time between them.</param>
/// <param name="Training">How members learn before.</param>
internal sealed record ConsensusRules(
    Located<GraphSection> Graph, Located<double> Step, int Steps, Located<SimDuration> Every, SgdSettings Training)
    : CollaborationRules;
