using System.Collections.Immutable;
using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Live;

/// <summary>What an operator asks for.</summary>
public sealed record LiveRequest
{
    public required string Mode { get; init; }

    /// <summary>Name of the run; a run that exists is taken up where it was.</summary>
    public required string Id { get; init; }

    /// <summary>Configuration overrides, <c>key=value</c>.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>Base address of the paper exchange.</summary>
    public required Uri Paper { get; init; }

    /// <summary>Time between two ticks; whole seconds.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Folder of all live runs.</summary>
    public required string Directory { get; init; }

    /// <summary>Connection to PostgreSQL; null keeps the journal in a SQLite file of the run.</summary>
    public string? Journal { get; init; }

    /// <summary>Whose accounts are traded: DEV, STAGING or PROD; null on paper.</summary>
    public string? Accounts { get; init; }

    /// <summary>Limits of a run that is begun; one that is taken up keeps its own.</summary>
    public LiveLimits Limits { get; init; } = new();

    /// <summary>Ticks from one snapshot to the next; at least 1.</summary>
    public int SnapshotEvery { get; init; } = 1_000;

    /// <summary>Plans are logged and nothing is sent.</summary>
    public bool ReadOnly { get; init; }

    public string RunDirectory => Path.Combine(Directory, Id);

    public string InboxPath => Inbox(Directory, Id);

    /// <summary>Where operators leave their requests to a run.</summary>
    public static string Inbox(string directory, string id) => Path.Combine(directory, id, "inbox");

    public string SnapshotPath => Path.Combine(RunDirectory, "snapshot");

    public string StatusPath => Status(Directory, Id);

    /// <summary>Where a run says how it is.</summary>
    public static string Status(string directory, string id) => Path.Combine(directory, id, "status.json");
}
