using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Health;

namespace BasisActors.Actors.Inspection;

/// <summary>Asks an actor what it is and does; answered with <see cref="ActorDescription"/> between two messages of its work.</summary>
public sealed class Describe
{
    public static readonly Describe Instance = new();

    private Describe()
    {
    }
}

/// <summary>Has the receiver fail as a crash would, by INS-002: what happens then is what docs/supervision.md promises for it.</summary>
/// <param name="Reason">Why, for people; in the error.</param>
public sealed record Crash(string Reason)
{
    /// <summary>What the receiver throws.</summary>
    public BasisException At(string actor) => new("INS-002", $"An operator had {actor} fail: {Reason}", actor);
}

/// <summary>An actor that answers <see cref="Describe"/> and fails on <see cref="Crash"/>.</summary>
public interface IDescribed;

/// <summary>One named value of an actor's state, for people: a text, a number, a time, a truth, or null where there is none.</summary>
public readonly record struct Fact(string Name, object? Value);

/// <summary>An actor in its own words.</summary>
public sealed record ActorDescription
{
    /// <summary>Path without the address, such as <c>/user/runs/btc_basis/ledger</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Which of its ways of working it is in; null where it has one only.</summary>
    public string? Behaviour { get; init; }

    /// <summary>Restarts since its run, or its actor system, began.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it was restarted last; null when it never was.</summary>
    public string? RestartedFor { get; init; }

    /// <summary>Type of the message handled last; null before the first.</summary>
    public string? LastMessage { get; init; }

    /// <summary>Time of the tick it works on or has worked on; null where it knows no ticks.</summary>
    public DateTimeOffset? LastTick { get; init; }

    public BasisError? LastError { get; init; }

    /// <summary>Messages handled; null where they are not counted.</summary>
    public long? Updates { get; init; }

    /// <summary>Its own health; null where it is not judged.</summary>
    public HealthState? Health { get; init; }

    /// <summary>What it keeps, in a few values.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>An immutable value with more, for who knows its type; null where there is none.</summary>
    public object? Detail { get; init; }
}

/// <summary>An actor beside the trees of the runs, such as health or a journal, has failed and goes on.</summary>
/// <param name="Error">Why; names the actor.</param>
public sealed record NeighbourFailed(BasisError Error);
