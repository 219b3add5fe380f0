using BasisActors.Host.Live;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace BasisActors.Host.Tests.Live;

/// <summary>Which words reach the log.</summary>
public sealed class LogLevelsTests : ILogEventSink
{
    private readonly LogLevels _levels = new();
    private readonly List<string> _written = [];

    [Fact]
    public void The_level_of_all_holds_where_a_source_has_none_of_its_own()
    {
        Assert.Equal(["warning /user/journal-run", "warning Http", "warning"], Written());

        _levels.Set("information", "/user/journal-run");
        Assert.Equal(["information /user/journal-run", "warning /user/journal-run", "warning Http", "warning"], Written());

        _levels.Set("error", null);
        Assert.Equal(["information /user/journal-run", "warning /user/journal-run"], Written());

        _levels.Set("error", "/user/journal-run");
        Assert.Empty(Written());

        _levels.Set(LogLevels.Default, "/user/journal-run");
        _levels.Set(LogLevels.Default, null);
        Assert.Equal(["warning /user/journal-run", "warning Http", "warning"], Written());
    }

    [Fact]
    public void The_closest_source_counts()
    {
        _levels.Set("information", "/user");
        _levels.Set("fatal", "/user/journal-run");

        Assert.Equal(["warning Http", "warning"], Written());
    }

    void ILogEventSink.Emit(LogEvent logEvent) => _written.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What is written of an information and a warning from an actor, from a class, and from nobody.</summary>
    private List<string> Written()
    {
        _written.Clear();
        using var log = new LoggerConfiguration().MinimumLevel.ControlledBy(_levels.Lowest).Filter.With(_levels).WriteTo.Sink(this).CreateLogger();
        (ILogger From, string Name)[] sources =
            [(log.ForContext("LogSource", "[akka://basis/user/journal-run#123]"), " /user/journal-run"), (log.ForContext(Constants.SourceContextPropertyName, "Http"), " Http"), (log, "")];
        foreach (var (from, name) in sources)
        {
            from.Write(LogEventLevel.Information, "information{Name:l}", name);
            from.Write(LogEventLevel.Warning, "warning{Name:l}", name);
        }

        return [.. _written];
    }
}
