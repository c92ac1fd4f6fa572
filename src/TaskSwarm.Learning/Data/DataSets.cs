using System.IO.Compression;
using System.Security.Cryptography;

namespace TaskSwarm.Learning.Data;

/// <summary>
/// The data sets that scenarios name. Each is always the same bytes, wherever it comes from, so that a scenario's run
/// is the same on every node.
/// </summary>
public static class DataSets
{
    /// <summary>MNIST: 60,000 images of handwritten digits to learn from and 10,000 to judge by.</summary>
    public const string Mnist = "mnist";

    /// <summary>Part of MNIST that is built in: of each digit the first 150 images to learn from and the first 50 to
    /// judge by.</summary>
    public const string Subset = "mnist-2000";

    /// <summary>The files of MNIST and what their bytes hash to (SHA-256).</summary>
    public static IReadOnlyList<(string File, string Sha256)> MnistFiles { get; } =
    [
        ("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        ("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        ("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        ("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Mnist, Subset];

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, DataSet> Opened = new(StringComparer.Ordinal);

    /// <summary>Opens a data set. It is read once in a process.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InvalidDataException">It is not there, or damaged; the message says what to do.</exception>
    public static DataSet Open(string name)
    {
        lock (Gate)
        {
            if (!Opened.TryGetValue(name, out DataSet? known))
            {
                known = name == Subset ? OpenSubset() : OpenMnist(DataFolder.Of(name));
                Opened.Add(name, known);
            }

            return known;
        }
    }

    /// <summary>Reads MNIST from a folder.</summary>
    /// <param name="folder">Where its four files are, packed (.gz) or not.</param>
    /// <exception cref="InvalidDataException">A file is missing, or is another one.</exception>
    public static DataSet OpenMnist(string folder)
    {
        byte[][] files = [.. MnistFiles.Select(f => ReadFile(folder, f.File, f.Sha256))];
        return new DataSet(IdxFile.Read(files[0], files[1]), IdxFile.Read(files[2], files[3]));
    }

    /// <summary>The bytes of one file of MNIST, unpacked.</summary>
    /// <exception cref="InvalidDataException">It is not there, or another one.</exception>
    public static byte[] ReadFile(string folder, string file, string sha256)
    {
        string path = Path.Combine(folder, file);
        byte[] bytes;
        try
        {
            bytes = File.Exists(path) ? File.ReadAllBytes(path) : Unpack(File.OpenRead(path + ".gz"));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"there is no {file} in {folder}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {error.Message}", error);
        }

        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == sha256
            ? bytes
            : throw new InvalidDataException(
                $"{path} is not MNIST's: its SHA-256 is {found} and must be {sha256}");
    }

    private static DataSet OpenSubset()
    {
        byte[][] files = [.. MnistFiles.Select(f => Unpack(typeof(DataSets).Assembly.GetManifestResourceStream(
            $"TaskSwarm.Learning.Mnist2000.{f.File}.gz")!))];
        return new DataSet(IdxFile.Read(files[0], files[1]), IdxFile.Read(files[2], files[3]));
    }

    private static byte[] Unpack(Stream packed)
    {
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
