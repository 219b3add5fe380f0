using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;

namespace BasisActors.Host.Tests.Alerts;

/// <summary>The same thing is told once, and its end once.</summary>
public sealed class OpenAlertsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BasisError Why = new("RST-003", "away");

    [Fact]
    public void What_goes_on_is_told_once()
    {
        var (open, first) = OpenAlerts.None.Raise("run", AlertKind.JournalFailure, "away", Why, At);
        var (after, second) = open.Raise("run", AlertKind.JournalFailure, "away", Why with { Message = "still" }, At.AddSeconds(1));

        Assert.Equal((AlertKind.JournalFailure, "run", false, "RST-003", At), (first!.Kind, first.Run, first.IsResolved, first.Code, first.Since));
        Assert.Null(second);
        Assert.Same(open, after);
    }

    [Fact]
    public void Another_cause_is_told_anew_as_are_another_run_and_another_kind()
    {
        var (open, _) = OpenAlerts.None.Raise("run", AlertKind.Halt, "halted_by_operator", Why, At);

        Assert.NotNull(open.Raise("run", AlertKind.Halt, "price_jump", Why, At).Told);
        Assert.NotNull(open.Raise("other", AlertKind.Halt, "halted_by_operator", Why, At).Told);
        Assert.NotNull(open.Raise("run", AlertKind.Reducing, "halted_by_operator", Why, At).Told);
    }

    [Fact]
    public void The_end_is_told_once_with_its_beginning()
    {
        var (open, raised) = OpenAlerts.None.Raise("run", AlertKind.StaleData, "stale", Why, At);
        var (none, resolved) = open.Resolve("run", AlertKind.StaleData, At.AddMinutes(3), "Prices are fresh again.");

        Assert.Equal((true, At, At.AddMinutes(3), "Prices are fresh again."), (resolved!.IsResolved, resolved.Since, resolved.At, resolved.Message));
        Assert.NotEqual(raised!.Id, resolved.Id);
        Assert.Empty(none.Open);
        Assert.Null(none.Resolve("run", AlertKind.StaleData, At, "").Told);
    }

    [Fact]
    public void Kinds_have_the_names_of_the_documentation() => Assert.Equal(
        ["halt", "reducing", "liquidation", "unresolved_order", "stale_data", "journal_failure", "run_failed", "unhealthy"], Enum.GetValues<AlertKind>().Select(k => k.Name()));
}
