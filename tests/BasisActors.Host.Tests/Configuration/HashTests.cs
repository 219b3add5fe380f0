using BasisActors.Host.Configuration;

namespace BasisActors.Host.Tests.Configuration;

/// <summary>S-177 and C-37.</summary>
public sealed class HashTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_hash_is_the_sha_256_of_the_canonical_json() =>
        // printf '{"a":"1","b":"x"}' | sha256sum
        Assert.Equal(
            "6d2349f371a5eb9cf30f59249da29fca7a1a5c25c4b43442dd95be13cd927b87",
            ConfigurationHash.Of([new EffectiveValue("a", "1", "default"), new EffectiveValue("b", "x", "--set")]));

    [Theory]
    [InlineData("costs.model=FULL")]
    [InlineData("funding_window=3")]
    [InlineData("initial_capital=100000.00")]
    [InlineData("initial_capital=1e5")]
    [InlineData("funding_entry_threshold=0.00010")]
    [InlineData("hedge_allocation=okx:0.30,bybit:.3,binance:0.4")]
    public void Spelling_and_origin_do_not_change_the_hash(string set) =>
        Assert.Equal(_folder.Valid("btc_basis").Hash, _folder.Valid("btc_basis", set).Hash);

    [Fact]
    public void Layout_of_files_does_not_change_the_hash()
    {
        var before = _folder.Valid("pure_lending").Hash;
        _folder.Replace("modes/pure_lending.yaml", "target_apy: 0.05\n", "");
        _folder["modes/pure_lending.yaml"] += "\n# moved\ntarget_apy: 0.050\n";

        Assert.Equal(before, _folder.Valid("pure_lending").Hash);
    }

    [Fact]
    public void Every_value_changes_the_hash()
    {
        string[] hashes =
        [
            _folder.Valid("btc_basis").Hash,
            _folder.Valid("btc_basis", "initial_capital=100001").Hash,
            _folder.Valid("btc_basis", "hedge_venues=bybit,binance,okx").Hash,
            _folder.Valid("btc_basis", "venues.okx.trading_fees.spot.maker=0").Hash,
            _folder.Valid("btc_basis", "venues.okx.quantity_step.perp=0.0001").Hash,
            _folder.Valid("pure_lending").Hash,
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void A_step_that_is_not_given_is_no_part_of_the_configuration()
    {
        var (without, with) = (_folder.Valid("btc_basis"), _folder.Valid("btc_basis", "venues.okx.quantity_step.spot=0.001", "venues.okx.quantity_step.perp=0.0001"));

        Assert.DoesNotContain(without.Values, v => v.Key.Contains("quantity_step", StringComparison.Ordinal));
        Assert.Equal((0m, 0m), (without.Run.Venue("okx").SpotStep, without.Run.Venue("okx").PerpStep));
        Assert.Equal((0.001m, 0.0001m), (with.Run.Venue("okx").SpotStep, with.Run.Venue("okx").PerpStep));
    }

    [Theory]
    [InlineData("venues.okx.api_key", true)]
    [InlineData("okx.api_SECRET", true)]
    [InlineData("api.passphrase", true)]
    [InlineData("db.password", true)]
    [InlineData("ml_api_token", true)]
    [InlineData("costs.model", false)]
    public void Values_of_secret_keys_are_masked(string key, bool masked) =>
        Assert.Equal(masked ? "***" : "value", Redaction.Show(key, "value"));
}
