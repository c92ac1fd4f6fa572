namespace TaskSwarm.Scenarios;

/// <summary>Every kind of scenario. A new kind is one folder and one line here.</summary>
public static class ScenarioCatalog
{
    /// <summary>The kinds in the order in which they are listed to users.</summary>
    public static IReadOnlyList<IScenarioKind> Kinds { get; } =
    [
        new FormationFlight.FormationFlightKind(),
        new Logistics.LogisticsKind(),
        new Assignments.AssignmentKind(),
        new Workflow.WorkflowKind(),
        new ModelCollaboration.ModelCollaborationKind(),
    ];
}
