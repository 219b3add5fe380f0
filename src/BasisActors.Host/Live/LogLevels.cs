using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace BasisActors.Host.Live;

/// <summary>
/// From which level on something is logged: one level for all, and others for sources that begin with a name. What an actor logs has its path as a source too
/// (<c>LogSource</c>). Changes hold until the process ends.
/// </summary>
public sealed class LogLevels : ILogEventFilter
{
    /// <summary>Takes the level of a source back.</summary>
    public const string Default = "default";

    private static readonly string[] SourceProperties = ["LogSource", "ActorPath", "SourceContext"];

    private readonly ConcurrentDictionary<string, LogEventLevel> _sources = new(StringComparer.Ordinal);
    private LogEventLevel _level = LogEventLevel.Warning;

    /// <summary>Those of this process, which has one log.</summary>
    public static LogLevels OfProcess { get; } = new();

    /// <summary>All levels, the lowest first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<LogEventLevel>().Select(n => n.ToLowerInvariant())];

    /// <summary>Decides what is looked at at all; the lowest level of any source.</summary>
    public LoggingLevelSwitch Lowest { get; } = new(LogEventLevel.Warning);

    /// <summary>The level of all, as that of <c>default</c>, and those of sources.</summary>
    public IReadOnlyList<(string Source, string Level)> All =>
        [(Default, Name(_level)), .. _sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, Name(s.Value)))];

    /// <param name="level">One of <see cref="Names"/>; <see cref="Default"/> with a source.</param>
    /// <param name="source">Beginning of a source's name; null for all that have no level of their own.</param>
    public void Set(string level, string? source)
    {
        if (string.Equals(level, Default, StringComparison.OrdinalIgnoreCase))
        {
            if (source is null)
                _level = LogEventLevel.Warning;
            else
                _sources.TryRemove(source, out _);
        }
        else if (source is null)
        {
            _level = Enum.Parse<LogEventLevel>(level, ignoreCase: true);
        }
        else
        {
            _sources[source] = Enum.Parse<LogEventLevel>(level, ignoreCase: true);
        }

        Lowest.MinimumLevel = _sources.Values.Append(_level).Min();
    }

    public bool IsEnabled(LogEvent logEvent)
    {
        if (_sources.IsEmpty)
            return logEvent.Level >= _level;
        string? closest = null;
        foreach (var property in SourceProperties)
        {
            if (!logEvent.Properties.TryGetValue(property, out var value) || value is not ScalarValue { Value: string name })
                continue;
            foreach (var source in _sources.Keys)
            {
                if (source.Length > (closest?.Length ?? 0) && IsFrom(name, source))
                    closest = source;
            }
        }

        return logEvent.Level >= (closest is not null && _sources.TryGetValue(closest, out var own) ? own : _level);
    }

    /// <summary>An actor's path comes with its address before it, as in <c>[akka://basis/user/runs#1]</c>.</summary>
    private static bool IsFrom(string name, string source) =>
        name.StartsWith(source, StringComparison.Ordinal) || (source.StartsWith("/user", StringComparison.Ordinal) && name.Contains(source, StringComparison.Ordinal));

    private static string Name(LogEventLevel level) => level.ToString().ToLowerInvariant();
}
