using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Tests.Configuration;

/// <summary>C-08 and C-35.</summary>
public sealed class BasisTradeTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_threshold_the_code_default_of_the_specification_holds()
    {
        _folder.Replace("modes/btc_basis.yaml", "funding_entry_threshold: 0.0001\nfunding_exit_threshold: 0\n", "");

        var configuration = _folder.Valid("btc_basis");

        Assert.Equal((0.001m, -0.001m), (configuration.Run.FundingEntryThreshold, configuration.Run.FundingExitThreshold));
        Assert.Equal("default", configuration.Values.Single(v => v.Key == "funding_exit_threshold").Origin);
    }

    [Fact]
    public void The_short_spelling_of_a_higher_layer_beats_both_explicit_thresholds_and_is_not_emitted()
    {
        var configuration = _folder.Valid("btc_basis", "funding_threshold=0.0002");

        Assert.Equal((0.0002m, -0.0002m), (configuration.Run.FundingEntryThreshold, configuration.Run.FundingExitThreshold));
        Assert.Equal("--set (funding_threshold)", configuration.Values.Single(v => v.Key == "funding_entry_threshold").Origin);
        Assert.DoesNotContain(configuration.Values, v => v.Key == "funding_threshold");
    }

    [Fact]
    public void An_explicit_threshold_of_the_same_layer_beats_the_short_spelling()
    {
        var run = _folder.Valid("btc_basis", "funding_exit_threshold=0.00005", "funding_threshold=0.0002").Run;

        Assert.Equal((0.0002m, 0.00005m), (run.FundingEntryThreshold, run.FundingExitThreshold));
    }

    [Fact]
    public void Both_thresholds_may_be_negative_but_entry_is_at_least_exit()
    {
        var run = _folder.Valid("btc_basis", "funding_entry_threshold=-0.0001", "funding_exit_threshold=-0.0001").Run;
        Assert.Equal((-0.0001m, -0.0001m), (run.FundingEntryThreshold, run.FundingExitThreshold));

        var error = _folder.OnlyError("btc_basis", "funding_entry_threshold=-0.0002", "funding_exit_threshold=-0.0001");
        Assert.Contains("funding_exit_threshold is -0.0001; it must be at most funding_entry_threshold, which is -0.0002", error.Message);
    }

    [Fact]
    public void A_single_hedge_venue_takes_the_whole_short()
    {
        var configuration = _folder.Valid("btc_basis", "hedge_venues=binance");

        Assert.Equal<HedgeWeight>([new("binance", 1m)], configuration.Run.Hedge);
        Assert.Equal("--set (hedge_venues)", configuration.Values.Single(v => v.Key == "hedge_allocation").Origin);
    }

    [Fact]
    public void An_allocation_of_the_same_layer_is_not_overridden_by_a_single_hedge_venue()
    {
        var error = _folder.OnlyError("btc_basis", "hedge_venues=binance", "hedge_allocation=bybit:1");

        Assert.Contains("hedge_allocation gives bybit the weight 1; it must be one of hedge_venues, which is binance", error.Message);
    }

    [Fact]
    public void Narrowing_to_two_venues_needs_new_weights()
    {
        var error = _folder.OnlyError("btc_basis", "hedge_venues=binance,bybit");
        Assert.Equal("--set", error.Where);
        Assert.Contains("gives okx the weight 0.3", error.Message);

        var run = _folder.Valid("btc_basis", "hedge_venues=bybit,binance", "hedge_allocation=binance:0.6,bybit:0.4").Run;
        Assert.Equal<HedgeWeight>([new("bybit", 0.4m), new("binance", 0.6m)], run.Hedge); // in the order of hedge_venues
    }

    [Theory]
    [InlineData("hedge_allocation=binance:1")]
    [InlineData("hedge_allocation=binance:1,okx:0")]
    public void Venues_without_weight_are_skipped(string set) =>
        Assert.Equal<HedgeWeight>([new("binance", 1m)], _folder.Valid("btc_basis", set).Run.Hedge);

    [Fact]
    public void Weights_may_miss_one_by_a_billionth()
    {
        Assert.NotNull(_folder.Valid("btc_basis", "hedge_allocation=binance:0.4000000005,bybit:0.3,okx:0.3000000005"));

        var error = _folder.OnlyError("btc_basis", "hedge_allocation=binance:0.4,bybit:0.3,okx:0.300000002");
        Assert.Contains("the weights sum to 1.000000002, they must sum to 1", error.Message);
    }

    [Fact]
    public void An_exchange_without_weight_need_not_be_enabled() =>
        Assert.NotNull(_folder.Valid("btc_basis", "venues.okx.enabled=false", "hedge_allocation=binance:0.5,bybit:0.5"));

    [Theory]
    [InlineData("venues.okx.enabled=false", "venues.okx.enabled is false; hedge_allocation uses the venue and needs true")]
    [InlineData("spot_venue=kraken", "spot_venue is kraken, which is not a known venue (known: aave_v3, binance, bybit, curve, etherfi, instadapp, lido, morpho, okx, uniswap, wallet; nearest: curve)")]
    [InlineData("hedge_venues=binance,bybit,okx,binanec", "hedge_venues lists binanec, which is not a known venue (known: aave_v3, binance, bybit, curve, etherfi, instadapp, lido, morpho, okx, uniswap, wallet; nearest: binance)")]
    public void Venues_must_exist_and_be_enabled(string set, string message) =>
        Assert.Contains(message, _folder.OnlyError("btc_basis", set).Message);

    [Fact]
    public void A_leg_must_be_on_an_exchange()
    {
        var errors = _folder.Errors("btc_basis", "spot_venue=wallet");

        Assert.Contains(errors, e => e.Message == "spot_venue uses wallet, whose type is infrastructure; it must be cex.");
    }

    [Theory]
    [InlineData("- okx:Perp:BTCUSDT", "okx:Perp:BTCUSDT, which hedge_allocation needs")]
    [InlineData("- bybit:BaseToken:USDT", "bybit:BaseToken:USDT, which hedge_allocation needs")]
    [InlineData("- binance:BaseToken:BTC", "binance:BaseToken:BTC, which spot_venue needs")]
    public void Every_leg_needs_its_positions(string subscription, string message)
    {
        _folder.Replace("modes/btc_basis.yaml", $"      {subscription}\n", "");

        var error = _folder.OnlyError("btc_basis");

        Assert.Equal($"component_config.position_monitor.position_subscriptions lacks {message}.", error.Message);
        Assert.Equal("configs/modes/btc_basis.yaml:40", error.Where);
    }
}
