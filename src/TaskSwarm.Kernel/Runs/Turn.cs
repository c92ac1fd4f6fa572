using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// One agent's events of one window, in order, with the short timers that it sets on the way merged in. A region has
/// one, since its cells take their turns one after another.
/// </summary>
internal sealed class Turn
{
    private const int Few = 16;

    private Envelope[] _due = new Envelope[64];
    private int _count;
    private int _next;

    public void Clear() => (_count, _next) = (0, 0);

    public void Append(in Envelope envelope)
    {
        Grow();
        _due[_count++] = envelope;
    }

    public void Sort()
    {
        if (_count > Few)
        {
            _due.AsSpan(0, _count).Sort(static (a, b) => a.CompareTo(b));
            return;
        }

        for (int i = 1; i < _count; i++)
        {
            if (Envelope.IsBefore(_due[i], _due[i - 1]))
            {
                MoveDown(i);
            }
        }
    }

    private void MoveDown(int from)
    {
        Envelope moving = _due[from];
        int at = from;
        for (; at > 0 && Envelope.IsBefore(moving, _due[at - 1]); at--)
        {
            _due[at] = _due[at - 1];
        }

        _due[at] = moving;
    }

    /// <summary>Puts an own timer, due before the window ends, at its place among what is still to come.</summary>
    public void Insert(in Envelope timer)
    {
        Grow();
        int at = _count;
        while (at > _next && Envelope.IsBefore(timer, _due[at - 1]))
        {
            _due[at] = _due[at - 1];
            at--;
        }

        _due[at] = timer;
        _count++;
    }

    public bool TryNext(out Envelope envelope)
    {
        if (_next == _count)
        {
            envelope = default;
            return false;
        }

        envelope = _due[_next++];
        return true;
    }

    public Envelope[] Rest() => _due.AsSpan(_next, _count - _next).ToArray();

    private void Grow()
    {
        if (_count == _due.Length)
        {
            Array.Resize(ref _due, _count * 2);
        }
    }
}
