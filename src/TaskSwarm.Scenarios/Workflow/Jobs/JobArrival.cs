using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Workflow.Jobs;

/// <summary>That a job arrives.</summary>
/// <param name="At">When, from the opening.</param>
/// <param name="Phase">In which phase, from 0.</param>
/// <param name="Template">Which job, by its place among the templates.</param>
/// <param name="Scale">The factor of its work.</param>
internal readonly record struct JobArrival(SimDuration At, int Phase, int Template, double Scale);
