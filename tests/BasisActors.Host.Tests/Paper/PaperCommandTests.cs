using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Tests.Paper;

/// <summary>What the options of <c>basis paper</c> take.</summary>
public class PaperCommandTests
{
    [Theory]
    [InlineData("8h", 28_800)]
    [InlineData("1m", 60)]
    [InlineData("30s", 30)]
    public void A_duration_has_a_unit(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), PaperCommand.Duration(text, "--funding-interval"));

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("h")]
    [InlineData("0s")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData("1d")]
    public void Anything_else_is_wrong_usage(string text) => Assert.Equal("BTS-002", Assert.Throws<BasisException>(() => PaperCommand.Duration(text, "--funding-interval")).Error.Code);

    [Fact]
    public void Faults_have_names_and_probabilities()
    {
        var faults = PaperCommand.Faults(["lost-answer=0.1", "http-503=.05"]);

        Assert.Equal([(FaultKind.LostAnswer, 0.1m), (FaultKind.Unavailable, 0.05m)], faults.Select(f => (f.Key, f.Value)));
    }

    [Theory]
    [InlineData("lost-answer")]
    [InlineData("lost-answer=1.1")]
    [InlineData("lost-answer=-0.1")]
    [InlineData("lost=0.1")]
    public void A_fault_without_a_name_or_a_probability_is_wrong_usage(string text) => Assert.Equal("BTS-002", Assert.Throws<BasisException>(() => PaperCommand.Faults([text])).Error.Code);

    [Fact]
    public void A_scenario_is_one_of_the_market()
    {
        var (from, to) = (new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal("rally", PaperCommand.MarketScenario("rally:at=2024-06-02,size=0.5", from, to).Name);
        var refusal = Assert.Throws<BasisException>(() => PaperCommand.MarketScenario("partial_fills:share=0.5", from, to)).Error;
        Assert.Equal(("BTS-002", "--scenario"), (refusal.Code, refusal.Where));
    }

    [Fact]
    public void More_than_everything_cannot_go_wrong() => Assert.Throws<BasisException>(() => PaperCommand.Faults(["silence=0.6", "delay=0.6"]));
}
