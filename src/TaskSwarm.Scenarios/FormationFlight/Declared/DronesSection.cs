using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Flight;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The section <c>drones</c>: how many, what they can do, and where they start.</summary>
/// <param name="Count">Number of drones.</param>
/// <param name="Slots">Slots of a formation; drones beyond are spare.</param>
/// <param name="Model">What one can do.</param>
/// <param name="Ideal">Whether they move exactly as told.</param>
/// <param name="Start">Where they start.</param>
internal sealed record DronesSection(int Count, int Slots, DroneModel Model, bool Ideal, StartSection Start)
{
    private const int MostDrones = 100_000;

    private static readonly DroneModel Default = new();

    private static readonly Field<long> CountField = Field.Required(
        "count", "how many drones there are; they are called drone-01, drone-02, ...",
        Shape.WholeNumber(1, MostDrones));

    private static readonly Field<long> SlotsField = Field.Optional(
        "slots", "places in a formation; drones beyond are spare. All drones have one if left out",
        Shape.WholeNumber(1, MostDrones));

    private static readonly Field<bool> IdealField = Field.WithDefault(
        "dynamics", "full: mass, drag, limits and wind; ideal: drones move exactly as told, as linear theory has it",
        Shape.Choice(("full", false), ("ideal", true)), or: "full");

    private static readonly Field<double> Mass = Field.WithDefault(
        "mass", "mass of one drone with its battery", Shape.Mass(above: "0kg", max: "1t"), or: "1.2kg");

    private static readonly Field<double> Drag = Field.WithDefault(
        "drag", "drag force divided by the square of the airspeed, kg/m", Shape.Number(min: 0, max: 100), or: "0.03");

    private static readonly Field<double> MaxSpeed = Field.WithDefault(
        "maxSpeed", "highest speed over ground", Shape.Speed(above: "0m/s", max: "200m/s"), or: "12m/s");

    private static readonly Field<double> MaxAcceleration = Field.WithDefault(
        "maxAcceleration", "highest acceleration, wind included",
        Shape.Acceleration(above: "0m/s2", max: "200m/s2"), or: "5m/s2");

    private static readonly Field<double> Battery = Field.WithDefault(
        "battery", "energy of a full battery", Shape.Energy(above: "0J"), or: "50Wh");

    private static readonly Field<double> Reserve = Field.WithDefault(
        "reserve", "share of the battery below which a drone gives up its slot and lands", Shape.Ratio(), or: "10%");

    private static readonly Field<double> RotorArea = Field.WithDefault(
        "rotorArea", "area swept by all rotors, m^2", Shape.Number(above: 0, max: 1000), or: "0.2");

    private static readonly Field<double> Efficiency = Field.WithDefault(
        "efficiency", "ideal over real hover power", Shape.Ratio(above: "0"), or: "0.5");

    private static readonly Field<double> Avionics = Field.WithDefault(
        "avionics", "constant power of computer and radio", Shape.Power(), or: "8W");

    private static readonly Field<double> TimeConstant = Field.WithDefault(
        "timeConstant", "time in which the inner loop closes a velocity error, s",
        Shape.Number(above: 0, max: 60), or: "0.4");

    private static readonly Field<StartSection> StartField = Field.WithDefault(
        "start", "where the drones are at the start", StartSection.Shaped, or: "{}");

    /// <summary>The section as a file may write it.</summary>
    public static Shape<DronesSection> Shaped { get; } = Shape.Section(
        "the drones",
        [
            CountField, SlotsField, IdealField, Mass, Drag, MaxSpeed, MaxAcceleration, Battery, Reserve, RotorArea,
            Efficiency, Avionics, TimeConstant, StartField,
        ],
        Read);

    private static DronesSection Read(SectionReading read)
    {
        var count = (int)read.Get(CountField);
        var slots = (int)read.Get(SlotsField, count);
        if (slots > count)
        {
            read.Problem(SlotsField, $"{slots} slots", $"at most {count}, one for each drone");
        }

        var model = Default with
        {
            MassKg = read.Get(Mass),
            DragKgPerM = read.Get(Drag),
            MaxSpeed = read.Get(MaxSpeed),
            MaxAcceleration = read.Get(MaxAcceleration),
            BatteryJoules = read.Get(Battery),
            ReserveShare = read.Get(Reserve),
            RotorAreaM2 = read.Get(RotorArea),
            Efficiency = read.Get(Efficiency),
            AvionicsWatts = read.Get(Avionics),
            VelocityTimeConstant = read.Get(TimeConstant),
        };
        return new DronesSection(count, slots, model, read.Get(IdealField), read.Get(StartField));
    }
}
