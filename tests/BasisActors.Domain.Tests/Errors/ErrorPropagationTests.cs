using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Tests.Errors;

public class ErrorPropagationTests
{
    // S-193…S-196 in live; C-28: a backtest fails fast instead of retrying
    public static TheoryData<Severity, bool, Reaction> Rows => new()
    {
        { Severity.Low, true, Reaction.LogOnly },
        { Severity.Low, false, Reaction.LogOnly },
        { Severity.Medium, true, Reaction.ContinueDegraded },
        { Severity.Medium, false, Reaction.ContinueDegraded },
        { Severity.High, true, Reaction.RetryThenEscalate },
        { Severity.High, false, Reaction.AbortRun },
        { Severity.Critical, true, Reaction.Halt },
        { Severity.Critical, false, Reaction.AbortRun },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Severity_and_mode_decide_how_far_an_error_reaches(Severity severity, bool live, Reaction reaction) =>
        Assert.Equal(reaction, ErrorPropagation.For(severity, live));

    [Fact]
    public void A_severity_that_does_not_exist_is_a_fault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorPropagation.For((Severity)9, live: true));

    [Fact]
    public void Three_retries_wait_one_two_and_four_seconds() => // S-194
        Assert.Equal([1d, 2d, 4d], Enumerable.Range(1, ErrorPropagation.MaxRetries).Select(n => ErrorPropagation.Backoff(n).TotalSeconds));
}
