namespace BasisActors.Host.Configuration.Schema;

internal static class EventLogTopic
{
    public static readonly Topic Topic = new(
        "Event log",
        "Rotation and buffering of event files.",
        [
            Number("log_retention_policy.retention_days", "30", 1, 36_500, "days", "Days that a rotated file is kept."),
            Number("log_retention_policy.max_file_size_mb", "100", 1, 100_000, "MB", "Size at which a file is rotated within a day."),
            Number("event_logging_settings.buffer_size", "10000", 1, 10_000_000, "events", "Events held back in a backtest before they are written."),
        ]);

    private static Setting Number(string name, string byDefault, int min, int max, string unit, string meaning) =>
        new("event_logger." + name, new IntegerType(min, max), meaning)
        {
            Default = byDefault,
            Unit = unit,
            Aliases = ["component_config.event_logger." + name],
        };
}
