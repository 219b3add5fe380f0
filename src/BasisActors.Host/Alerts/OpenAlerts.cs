using System.Collections.Immutable;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Alerts;

/// <summary>
/// What has been told and is not over: the same thing is told once, something else of the same kind anew, and its end once. Pure; who uses it keeps it.
/// </summary>
public sealed record OpenAlerts
{
    public static readonly OpenAlerts None = new();

    /// <summary>By run and kind.</summary>
    public ImmutableSortedDictionary<(string Run, AlertKind Kind), Alert> Open { get; private init; } = ImmutableSortedDictionary<(string Run, AlertKind Kind), Alert>.Empty;

    /// <summary>Something is the matter.</summary>
    /// <param name="run">The run.</param>
    /// <param name="kind">What.</param>
    /// <param name="cause">What distinguishes it.</param>
    /// <param name="error">For a person.</param>
    /// <param name="at">Now.</param>
    /// <returns>What is open then, and the message; null when it has been told.</returns>
    public (OpenAlerts After, Alert? Told) Raise(string run, AlertKind kind, string cause, BasisError error, DateTimeOffset at)
    {
        if (Open.TryGetValue((run, kind), out var open) && open.Cause == cause)
            return (this, null);
        var alert = new Alert(kind, run, false, cause, at, at, error.Code, error.Message, error.Remedy);
        return (this with { Open = Open.SetItem((run, kind), alert) }, alert);
    }

    /// <summary>It is over.</summary>
    /// <returns>What is open then, and the message; null when nothing was the matter.</returns>
    public (OpenAlerts After, Alert? Told) Resolve(string run, AlertKind kind, DateTimeOffset at, string because)
    {
        if (!Open.TryGetValue((run, kind), out var open))
            return (this, null);
        return (this with { Open = Open.Remove((run, kind)) }, open with { IsResolved = true, At = at, Message = because, Resolution = null });
    }

    /// <summary>A run's kinds that are open.</summary>
    public ImmutableArray<AlertKind> Of(string run) => [.. Open.Keys.Where(k => k.Run == run).Select(k => k.Kind)];
}
