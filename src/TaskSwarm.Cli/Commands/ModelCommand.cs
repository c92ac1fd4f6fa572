using System.CommandLine;
using System.Globalization;
using TaskSwarm.Cli.Output;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Onnx;

namespace TaskSwarm.Cli.Commands;

/// <summary><c>taskswarm model</c>: models in ONNX files, for members of collaborations.</summary>
internal sealed class ModelCommand(Terminal terminal) : ICommand
{
    private const int MostClasses = 256;

    private readonly Argument<string> _file = new("FILE") { Description = "The ONNX file." };

    private readonly Option<string?> _data = Options.Choice(
        "--data", $"The images; {DataSets.Subset} if not given.", [.. DataSets.Names]);

    private readonly Option<IReadOnlyList<int>?> _hidden = Options.WholeNumbers(
        "--hidden", 0, 100_000, "Units of each hidden layer, such as 64 or 200,200; 64 if not given, 0 for none.");

    private readonly Option<int?> _epochs = Options.WholeNumber(
        "--epochs", 10_000, "Passes over the images; 5 if not given.");

    private readonly Option<double?> _rate = Options.NumberAboveZero(
        "--rate", 1000, "Learning rate; 0.1 if not given.");

    private readonly Option<int?> _seed = Options.WholeNumber(
        "--seed", int.MaxValue, "Seed of first weights and of the order of images; 1 if not given.");

    private readonly Option<IReadOnlyList<int>?> _classes = Options.WholeNumbers(
        "--classes", 0, MostClasses - 1, "Learn images of these classes only, such as 0,1,2; of all if not given.");

    private readonly Option<bool> _force = Options.Force();

    private readonly Option<string?> _output = Options.Choice(
        "--output", "What comes out of the model; if not given, probabilities if it ends in Softmax, or else logits.",
        "logits", "probabilities");

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "taskswarm model train digits.onnx --hidden 32",
        "taskswarm model train low.onnx --classes 0,1,2,3,4",
        "taskswarm model show digits.onnx",
    ];

    /// <inheritdoc/>
    public Command Build()
    {
        var train = new Command("train", "Train a multilayer perceptron and write it as an ONNX file.")
        {
            _file, _data, _hidden, _epochs, _rate, _seed, _classes, _force,
        };
        train.SetAction(parsed => Train(
            parsed.GetRequiredValue(_file),
            new TrainingOrder(
                parsed.GetValue(_data) ?? DataSets.Subset, [.. (parsed.GetValue(_hidden) ?? [64]).Where(n => n > 0)],
                new SgdSettings(parsed.GetValue(_rate) ?? 0.1, Epochs: parsed.GetValue(_epochs) ?? 5),
                (ulong)(parsed.GetValue(_seed) ?? 1), parsed.GetValue(_classes)),
            parsed.GetValue(_force)));
        var show = new Command("show", "Tell what an ONNX file holds, and how well it tells images apart.")
        {
            _file, _data, _output,
        };
        show.SetAction(parsed => Show(
            parsed.GetRequiredValue(_file), parsed.GetValue(_data) ?? DataSets.Subset, parsed.GetValue(_output)));
        return new Command("model", "Models in ONNX files, for members of collaborations.") { train, show };
    }

    private int Train(string file, TrainingOrder order, bool mayReplace)
    {
        if (OutputFile.Objection(file, mayReplace) is string objection)
        {
            terminal.Error.WriteLine($"{file}: {objection}");
            return ExitCode.Usage;
        }

        if (Open(order.Data) is not { } data)
        {
            return ExitCode.Usage;
        }

        int[] members = [.. Enumerable.Range(0, data.Training.Count).Where(
            image => order.Classes?.Contains(data.Training.Labels[image]) ?? true)];
        if (order.Classes?.Except([.. data.Training.Labels]).ToArray() is [int unknown, ..])
        {
            terminal.Error.WriteLine(
                $"--classes: found {unknown}; expected classes from 0 to {data.Training.Classes - 1}");
            return ExitCode.Usage;
        }

        TrainedPerceptron model = order.Train(data.Training, members);
        if (!Perceptron.AreFinite(model.Parameters))
        {
            terminal.Error.WriteLine($"{file}: not written: the weights grew beyond all numbers; try a lower --rate");
            return ExitCode.Failed;
        }

        byte[] bytes = OnnxFile.Of(model);
        if (OutputFile.Write(file, draft => File.WriteAllBytes(draft, bytes)) is string reason)
        {
            terminal.Error.WriteLine($"{file}: cannot be written ({reason})");
            return ExitCode.Failed;
        }

        terminal.Out.WriteLine(
            $"{model.Shape} has learnt {members.Length} images of {order.Data}; of the test images it tells "
            + $"{Told(model, data.Testing)}");
        terminal.Error.WriteLine($"{file}: written");
        return ExitCode.Done;
    }

    private int Show(string file, string name, string? output)
    {
        if (Open(name) is not { } data)
        {
            return ExitCode.Usage;
        }

        try
        {
            byte[] bytes = OnnxFile.Read(file);
            using OnnxModel model = OnnxModel.Load(
                bytes,
                output switch
                {
                    null => OnnxOutput.AsFile,
                    "logits" => OnnxOutput.Logits,
                    _ => OnnxOutput.Probabilities,
                });
            Show(model, bytes.Length);
            string told = model.Inputs == data.Testing.Inputs
                ? $"{Told(model, data.Testing)} of {name}"
                : $"none of {name}: its images have {data.Testing.Inputs} pixels, the model takes {model.Inputs}";
            terminal.Out.WriteLine($"tells       {told}");
            return ExitCode.Done;
        }
        catch (InvalidDataException error)
        {
            terminal.Error.WriteLine($"{file}: {error.Message}");
            return ExitCode.Usage;
        }
    }

    private void Show(OnnxModel model, int bytes)
    {
        string meaning = model.GivesProbabilities ? "probabilities" : "logits: softmax makes probabilities of them";
        string writer = model.Facts.Producer.Length > 0 ? model.Facts.Producer : "a program that does not say";
        foreach (FormattableString line in new FormattableString[]
        {
            $"written by  {writer}, operators of version {model.Facts.OperatorVersion}",
            $"input       {model.InputText}",
            $"output      {model.OutputText}",
            $"meaning     {meaning}",
            $"classes     {model.Classes}",
            $"parameters  {model.Facts.Parameters:N0}",
            $"operations  {model.OperationsPerImage:N0} an image, if two for each parameter",
            $"size        {bytes:N0} bytes",
            $"SHA-256     {model.Sha256}",
        })
        {
            terminal.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }

    private DataSet? Open(string name)
    {
        try
        {
            return DataSets.Open(name);
        }
        catch (InvalidDataException error)
        {
            terminal.Error.WriteLine($"{name}: {error.Message}. Get it with: taskswarm data get {name}");
            return null;
        }
    }

    private static string Told(IClassifier model, LabelledImages images)
    {
        Evaluation found = Evaluation.Of(model, images);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Right} of {found.Count} right ({found.Accuracy:P1}), cross-entropy {found.Loss:0.000}");
    }

    /// <summary>What is to be trained on what.</summary>
    private sealed record TrainingOrder(
        string Data, int[] Hidden, SgdSettings Settings, ulong Seed, IReadOnlyList<int>? Classes)
    {
        public TrainedPerceptron Train(LabelledImages images, int[] members)
        {
            var shape = new PerceptronShape([images.Inputs, .. Hidden, images.Classes]);
            float[] first = Perceptron.Draw(shape, new RandomStream(Seed, "model", "weights"));
            TrainedModel trained = SgdTrainer.Train(
                shape, first, images, members, Settings, new RandomStream(Seed, "model", "training"));
            return new TrainedPerceptron(shape, trained.Parameters);
        }
    }
}
