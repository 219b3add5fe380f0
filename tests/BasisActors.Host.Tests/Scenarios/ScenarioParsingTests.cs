using BasisActors.Domain.Errors;
using BasisActors.Host.Scenarios;

namespace BasisActors.Host.Tests.Scenarios;

public class ScenarioParsingTests
{
    private static readonly DateTimeOffset From = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddHours(100);

    [Theory]
    [InlineData("crash", "crash:at=2024-06-02T09:00:00Z,size=0.4,hours=24,recover=0")] // 100 / 3 is 33 full hours
    [InlineData("crash:size=0.50,at=2024-06-02", "crash:at=2024-06-02T00:00:00Z,size=0.5,hours=24,recover=0")]
    [InlineData("crash:at=2024-06-05T04:00:00Z", "crash:at=2024-06-05T04:00:00Z,size=0.4,hours=24,recover=0")] // the last tick, and colons in a value
    [InlineData("partial_fills:fill=0.50", "partial_fills:share=0.5,fill=0.5-0.5,seed=1")]
    [InlineData("stale_feed:series=SPOT", "stale_feed:at=2024-06-02T09:00:00Z,series=spot,hours=6")]
    [InlineData("funding_flip:rate=-0.001", "funding_flip:at=2024-06-02T09:00:00Z,rate=-0.001,hours=336")]
    public void A_scenario_is_read_with_all_its_values_and_written_so_that_it_reads_the_same(string text, string canonical)
    {
        Assert.Equal(canonical, ScenarioParsing.Parse(text, From, To).Text);
        Assert.Equal(canonical, ScenarioParsing.Parse(canonical, From, To).Text);
    }

    [Theory]
    [InlineData("crahs", "the nearest is crash")]
    [InlineData("", "the nearest is")]
    [InlineData("crash:sise=0.3", "the nearest is size")]
    [InlineData("crash:size", "size has no value; the form is size=0.4")]
    [InlineData("crash:size=much", "above 0 and at most 0.99")]
    [InlineData("crash:size=0", "above 0 and at most 0.99")]
    [InlineData("crash:hours=1.5", "a whole number 0 to 8760")]
    [InlineData("crash:size=0.3,size=0.4", "size is given twice")]
    [InlineData("crash:at=2024-07-01", "outside the run, 2024-06-01 00:00 to 2024-06-05 04:00")]
    [InlineData("crash:at=noon", "auto or a date or a full hour")]
    [InlineData("venue_outage:venue=kraken", "one of binance, bybit, okx")]
    [InlineData("partial_fills:fill=0.9-0.3", "the smaller one first")]
    [InlineData("rejections:share=1.1", "0 to 1")]
    public void What_is_none_is_one_clear_error(string text, string because)
    {
        var error = Assert.Throws<BasisException>(() => ScenarioParsing.Parse(text, From, To)).Error;

        Assert.Equal(("BTS-002", "--scenario"), (error.Code, error.Where));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_default_is_a_value_of_its_key_in_canonical_form() => Assert.All(
        ScenarioCatalogue.All.SelectMany(d => d.Keys),
        key => Assert.Equal(key.Default, key.Type.Read(key.Default).Value));

    [Fact]
    public void Every_scenario_can_be_run_with_its_defaults() =>
        Assert.Equal(ScenarioCatalogue.All.Select(d => d.Name), ScenarioParsing.Defaults(From, To).Select(s => s.Name));
}
