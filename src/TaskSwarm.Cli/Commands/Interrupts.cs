using System.Runtime.InteropServices;

namespace TaskSwarm.Cli.Commands;

/// <summary>Turns the first Ctrl-C (or SIGTERM) into a request to end between two windows. The second one is left to
/// the system, which ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _announce;
    private int _asked;

    /// <summary>Starts to listen.</summary>
    /// <param name="announce">Called once, from any thread, when the request came.</param>
    public Interrupts(Action announce)
    {
        _announce = announce;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    /// <summary>Cancelled by the request.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            context.Cancel = true;
            _announce();
            _source.Cancel();
        }
    }
}
