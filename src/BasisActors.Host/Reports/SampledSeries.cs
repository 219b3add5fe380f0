namespace BasisActors.Host.Reports;

/// <summary>
/// Several running totals at common times, thinned to at most 1,500 samples: every n-th observation and the last one; n doubles when there are too many.
/// </summary>
/// <param name="width">Values per sample.</param>
public sealed class SampledSeries(int width)
{
    private const int Capacity = 1500;
    private readonly List<Sample> _samples = [];
    private readonly decimal[] _last = new decimal[width];
    private DateTimeOffset _lastAt;
    private long _seen;
    private int _stride = 1;

    public int Width => width;

    /// <summary>True when the next observation is kept; one that is not may be skipped instead of worked out.</summary>
    public bool KeepsNext => _seen % _stride == 0;

    /// <summary>Counts an observation that is not worked out.</summary>
    public void Skip() => _seen++;

    public void Add(DateTimeOffset at, ReadOnlySpan<decimal> values)
    {
        values.CopyTo(_last);
        _lastAt = at;
        if (_seen++ % _stride != 0)
            return;
        if (_samples.Count == Capacity - 1)
            Thin();
        if ((_seen - 1) % _stride == 0)
            _samples.Add(new Sample(at, values.ToArray()));
    }

    /// <summary>Puts the last observation behind the samples when it was skipped.</summary>
    public void End(DateTimeOffset at, ReadOnlySpan<decimal> values)
    {
        values.CopyTo(_last);
        _lastAt = at;
    }

    /// <summary>The samples in order of time; the last one is the last observation that was not skipped.</summary>
    public IReadOnlyList<Sample> Samples() =>
        _samples.Count == 0 || _samples[^1].At == _lastAt ? _samples : [.. _samples, new Sample(_lastAt, _last)];

    private void Thin()
    {
        var kept = (_samples.Count + 1) / 2;
        for (var i = 0; i < kept; i++)
            _samples[i] = _samples[2 * i];
        _samples.RemoveRange(kept, _samples.Count - kept);
        _stride *= 2;
    }
}

/// <summary>Values at one time.</summary>
public readonly record struct Sample(DateTimeOffset At, IReadOnlyList<decimal> Values);
