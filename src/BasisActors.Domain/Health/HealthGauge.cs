using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Health;

/// <summary>
/// Judges one component by its last updates: healthy after 100 without an error and within the time limit (S-199…S-201). A critical error is unhealthy at once,
/// a high one degrades; a streak of successes restores.
/// </summary>
public sealed class HealthGauge(string component, double limitMilliseconds = HealthGauge.DefaultLimitMilliseconds)
{
    /// <summary>Handling time that counts as slow (C-33).</summary>
    public const double DefaultLimitMilliseconds = 100;

    /// <summary>Updates without an error that make a component healthy again.</summary>
    public const int Window = 100;

    private const int ErrorsKept = 10;
    private readonly Queue<BasisError> _errors = new();
    private long _updates, _errorCount, _sinceError = Window, _samples;
    private double _milliseconds;
    private bool _critical, _stopped, _slow;
    private DateTimeOffset? _lastUpdate;

    public HealthState State
    {
        get
        {
            if (_stopped || (_critical && _sinceError < Window))
                return HealthState.Unhealthy;
            if (_updates == 0 && _errorCount == 0)
                return HealthState.NotReady;
            return _sinceError < Window || _slow ? HealthState.Degraded : HealthState.Healthy;
        }
    }

    /// <summary>One message handled without an error.</summary>
    public void Success(DateTimeOffset timestamp)
    {
        _updates++;
        _sinceError++;
        _lastUpdate = timestamp;
    }

    /// <summary>A measured handling time; not every update is measured.</summary>
    public void Measured(double milliseconds)
    {
        _samples++;
        _milliseconds += milliseconds;
        _slow = milliseconds >= limitMilliseconds;
    }

    public void Failure(BasisError error)
    {
        _updates++;
        _errorCount++;
        // A lesser error does not heal a critical one; only a streak of successes does.
        _critical = error.Severity == Severity.Critical || (_critical && _sinceError < Window);
        _sinceError = 0;
        _errors.Enqueue(error);
        if (_errors.Count > ErrorsKept)
            _errors.Dequeue();
    }

    /// <summary>Work ended for good.</summary>
    public void Stopped() => _stopped = true;

    public ComponentReport Report() => new(
        component, State, _lastUpdate, [.. _errors], _updates, _samples == 0 ? 0 : _milliseconds / _samples, _errorCount / (double)Math.Max(_updates, 1));
}
