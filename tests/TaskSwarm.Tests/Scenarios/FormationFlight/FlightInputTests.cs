using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class FlightInputTests
{
    private const string Head = """
        taskswarm: 1
        kind: formation-flight
        name: broken
        duration: 60s

        """;

    [Theory]
    [InlineData(
        "drones: { count: 4, slots: 5 }",
        "test.yaml:5:28: drones.slots: found 5 slots; expected at most 4, one for each drone")]
    [InlineData(
        "drones: { count: 0 }",
        "test.yaml:5:18: drones.count: found 0; expected a whole number from 1 to 100000")]
    [InlineData(
        "drones: { count: 4, mass: 1.2 }",
        "test.yaml:5:27: drones.mass: found 1.2; expected a mass above 0kg, up to 1t, such as 250g, "
        + "1.5kg or 2t; write the unit")]
    [InlineData(
        "drones: { count: 4, maxspeed: 3m/s }",
        "test.yaml:5:21: drones.maxspeed: found the unknown field \"maxspeed\"; expected only count, "
        + "slots, dynamics, mass, drag, maxSpeed, maxAcceleration, battery, reserve, rotorArea, "
        + "efficiency, avionics, timeConstant, start; did you mean \"maxSpeed\"?")]
    [InlineData(
        "drones: { count: 400, start: { scatter: 20m } }\n"
        + "control: { law: flocking }",
        "test.yaml:5:9: drones: found a square too small for so many drones at that spacing; expected a "
        + "larger start.scatter")]
    [InlineData(
        "drones: { count: 4 }",
        "test.yaml:1:1: mission: found nothing; expected a mission: a map with at and legs")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "control: { law: flocking }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: v }] }",
        "test.yaml:7:10: mission: found a mission; expected none with the control law flocking, which "
        + "has no slots")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { vee: { shape: vee } }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: veee }] }",
        "test.yaml:7:47: mission.legs[0].formation: found \"veee\", which is no formation; expected the "
        + "name of an entry of formations; did you mean \"vee\"?")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { vee: { shape: vee, spacing: 1m } }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: vee }] }",
        "test.yaml:7:47: mission.legs[0].formation: found a formation whose slots are 1 m apart; "
        + "expected at least control.separation, which is 3 m; drones that keep their distance could never "
        + "form it")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { vee: { shape: vee } }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: vee, speed: 12m/s }] }",
        "test.yaml:7:59: mission.legs[0].speed: found 12 m/s; expected less than drones.maxSpeed, which "
        + "is 12 m/s; drones need speed to spare to keep their slots")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { vee: { shape: wedge } }\n"
        + "control: { law: flocking }",
        "test.yaml:6:29: formations.vee.shape: found \"wedge\"; expected one of vee, line, column, "
        + "circle, grid, custom")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "control: { law: flocking, tick: 30ms, sample: 100ms }",
        "test.yaml:6:47: control.sample: found 0.1s; expected a multiple of the control period 0.03s")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "control: { law: flocking, tick: 10ms }\n"
        + "network: { latency: 20ms }",
        "test.yaml:6:33: control.tick: found 0.01s; expected at least the network's latency 0.02s; "
        + "drones see each other once in a latency, and would fly on what is out of date")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "control: { law: flocking, separation: 0.5m }",
        "test.yaml:6:39: control.separation: found 0.5 m; expected more than the collision distance 0.6 m")]
    [InlineData(
        "drones: { count: 2 }\n"
        + "formations: { l: { shape: line } }\n"
        + "control: { law: consensus }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: l }] }",
        "test.yaml:1:1: control.graph: found a graph over 2 slots; expected at least 3 slots for "
        + "a ring")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { l: { shape: line } }\n"
        + "control: { law: consensus, graph: [[0, 1], [2, 3]] }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: l }] }",
        "test.yaml:7:35: control.graph: found a graph over 4 slots; expected pairs that join all slots: "
        + "separate parts never agree")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { l: { shape: line } }\n"
        + "control: { law: consensus, gain: 10 }\n"
        + "mission: { at: [0, 0, 9], legs: [{ formation: l }] }",
        "test.yaml:7:34: control.gain: found 10; expected less than 2 / (tick x largest eigenvalue) = "
        + "10; with more the drones never agree")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "obstacles: [{ name: a, cone: [0, 0, 0] }]\n"
        + "control: { law: flocking }",
        "test.yaml:6:13: obstacles[0]: found a map with name, cone; expected an obstacle: a map with one "
        + "of sphere, cylinder, box")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "obstacles: [{ name: a, sphere: [0, 0], radius: 2m }]\n"
        + "control: { law: flocking }",
        "test.yaml:6:32: obstacles[0].sphere: found a list of 2 items; expected a list of 3 items")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "wind: { mean: [3, 0, 0], gust: strong }\n"
        + "control: { law: flocking }",
        "test.yaml:6:32: wind.gust: found \"strong\"; expected a speed from 0m/s to 60m/s, such as 8m/s "
        + "or 50km/h; units are m/s, km/h")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "formations: { l: { shape: line } }\n"
        + "mission: { at: [0, 0, 9], heading: [0, 0], legs: [{ formation: l }] }",
        "test.yaml:7:36: mission.heading: found [0, 0]; expected a direction, such as [1, 0]")]
    [InlineData(
        "drones: { count: 4 }\n"
        + "mission: { at: [0, 0, 9], legs: [] }",
        "test.yaml:6:33: mission.legs: found an empty list; expected a list of 1 to 1000 items")]
    public void What_is_wrong_is_said_with_place_and_remedy(string text, string expected)
    {
        Assert.Equal(expected, string.Join('\n', SomeFlight.ProblemsOf(Head + text)));
    }
}
