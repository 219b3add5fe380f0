using System.Diagnostics;

namespace BasisActors.Actors.Telemetry;

/// <summary>
/// The trace of one tick of a live run: a root, and a span for each stretch of work, told when it is done. Messages carry no trace with them; all components of a
/// run work one after the other on its lane, so the open tick is kept here and each span names it as its parent. The current activity of the thread, which
/// belongs to nobody on a lane, is left as it was. Used by one run, on its lane.
/// </summary>
/// <param name="run">Name of the run.</param>
/// <param name="time">The run's clock.</param>
internal sealed class TickTrace(string run, TimeProvider time)
{
    private readonly Dictionary<string, DateTimeOffset> _begun = new(StringComparer.Ordinal);
    private Activity? _tick, _execution;

    /// <summary>False while nobody listens, or no tick is open: then nothing is kept and nothing made.</summary>
    public bool IsOn => _tick is not null;

    /// <summary>A tick begins.</summary>
    public void Open()
    {
        Close("superseded");
        if (!Instrumentation.LiveSource.HasListeners())
            return;
        _tick = Start("tick", default, time.GetUtcNow());
        _tick?.SetTag("basis.run", run);
    }

    /// <summary>Which tick it is; known once the market has been read.</summary>
    public void Name(long sequence, string trigger)
    {
        _tick?.SetTag("basis.sequence", sequence);
        _tick?.SetTag("basis.trigger", trigger);
    }

    /// <summary>A component begins to work for the tick.</summary>
    public void Begin(string span)
    {
        if (_tick is null)
            return;
        _begun[span] = time.GetUtcNow();
        if (span == SpanNames.Execution)
            _execution = Start(span, _tick.Context, _begun[span]);
    }

    /// <summary>It hands on.</summary>
    /// <param name="span">As it began.</param>
    /// <param name="tags">What is to be known of it.</param>
    public void End(string span, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_tick is null || !_begun.Remove(span, out var from))
            return;
        var activity = span == SpanNames.Execution ? _execution : Start(span, (span == SpanNames.Step && _execution is { } parent ? parent : _tick).Context, from);
        if (span == SpanNames.Execution)
            _execution = null;
        if (activity is null)
            return;
        foreach (var tag in tags)
        {
            if (tag.Value is not null)
                activity.SetTag(tag.Key, tag.Value);
            if (tag is { Key: SpanNames.Error, Value: string error })
                activity.SetStatus(ActivityStatusCode.Error, error);
        }

        Stop(activity);
    }

    /// <summary>The tick is stored, or is left open.</summary>
    /// <param name="leftFor">Why it is left; null when it is done.</param>
    public void Close(string? leftFor = null)
    {
        _begun.Clear();
        foreach (var activity in new[] { _execution, _tick })
        {
            if (activity is null)
                continue;
            if (leftFor is not null)
                activity.SetStatus(ActivityStatusCode.Error, leftFor);
            Stop(activity);
        }

        (_tick, _execution) = (null, null);
    }

    private static Activity? Start(string name, ActivityContext parent, DateTimeOffset at)
    {
        var current = Activity.Current;
        Activity.Current = null; // a tick is a trace of its own, whatever thread it begins on
        try
        {
            return Instrumentation.LiveSource.StartActivity(name, ActivityKind.Internal, parent, startTime: at);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private void Stop(Activity activity)
    {
        var current = Activity.Current;
        activity.SetEndTime(time.GetUtcNow().UtcDateTime);
        activity.Stop();
        Activity.Current = current;
    }
}
