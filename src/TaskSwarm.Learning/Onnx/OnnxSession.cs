using Microsoft.ML.OnnxRuntime;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Starts ONNX Runtime so that it gives the same bits each time, and takes no thread but the caller's.
/// </summary>
internal static class OnnxSession
{
    private static readonly Lock Gate = new();

    /// <summary>Opens a model.</summary>
    /// <exception cref="InvalidDataException">It is no model that ONNX Runtime knows, or there is no ONNX Runtime.
    /// </exception>
    public static InferenceSession Open(byte[] bytes)
    {
        try
        {
            Quieten();
            using SessionOptions options = Options();
            return new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"ONNX Runtime refuses it: {FirstLine(error)}", error);
        }
        catch (Exception error) when (
            error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
                or TypeInitializationException)
        {
            throw new InvalidDataException(
                "ONNX Runtime has no program for this system; it has some for Linux (glibc), macOS and Windows", error);
        }
    }

    /// <summary>What ONNX Runtime says, without what follows.</summary>
    public static string FirstLine(OnnxRuntimeException error) => error.Message.Split('\n')[0].Trim().TrimEnd('.');

    private static SessionOptions Options()
    {
        var options = new SessionOptions
        {
            // With one thread no sum depends on how work is shared out; agents side by side keep processors busy.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // Beyond it layouts and fused operators are chosen by what the processor has.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,

            // Both keep the memory of the largest batch that ever came, for every model that is open.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    /// <summary>It would write into the terminal, such as of graphics cards that it does not find.</summary>
    private static void Quieten()
    {
        lock (Gate)
        {
            if (OrtEnv.IsCreated)
            {
                return;
            }

            var options = new EnvironmentCreationOptions
            {
                logId = "taskswarm",
                logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
        }
    }
}
