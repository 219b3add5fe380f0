using BasisActors.Host.Doctor;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Tests.Doctor;

/// <summary>How what was seen is judged.</summary>
public sealed class DoctorRuleTests
{
    private static readonly KeyPermissions Good = new(TradesSpot: true, TradesPerpetuals: true, MovesMargin: true, Withdraws: false, IsBoundToAddresses: true);

    [Fact]
    public void A_key_that_trades_and_does_nothing_else_is_ok() =>
        Assert.All(KeyRules.Judge("okx", Good, readOnly: false, isHere: false), f => Assert.Equal(CheckResult.Ok, f.Result));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_that_withdraws_is_never_right(bool readOnly) =>
        Assert.Equal("may withdraw", KeyRules.Judge("okx", Good with { Withdraws = true }, readOnly, isHere: true).Single(f => f.Result == CheckResult.Failed).Said);

    [Theory]
    [InlineData(false, true, true, "may not trade spot")]
    [InlineData(true, false, true, "may not trade perpetuals")]
    [InlineData(false, false, false, "may not trade spot, nor trade perpetuals, nor move USDT between its wallets")]
    public void A_key_that_cannot_trade_is_enough_to_watch_and_not_to_trade(bool spot, bool perpetuals, bool moves, string said)
    {
        var key = Good with { TradesSpot = spot, TradesPerpetuals = perpetuals, MovesMargin = moves };

        Assert.Equal((CheckResult.Failed, said), Worst(readOnly: false));
        Assert.Equal((CheckResult.Warning, said), Worst(readOnly: true));

        (CheckResult, string) Worst(bool readOnly) => KeyRules.Judge("bybit", key, readOnly, isHere: false).Single(f => f.Result != CheckResult.Ok) is var f ? (f.Result, f.Said) : default;
    }

    [Fact]
    public void A_key_that_is_taken_from_everywhere_is_a_warning_unless_the_exchange_is_here()
    {
        var free = Good with { IsBoundToAddresses = false };

        Assert.Equal(CheckResult.Warning, KeyRules.Judge("okx", free, readOnly: false, isHere: false).Single(f => f.Result != CheckResult.Ok).Result);
        Assert.DoesNotContain(KeyRules.Judge("okx", free, readOnly: false, isHere: true), f => f.Result != CheckResult.Ok);
    }

    [Theory]
    [InlineData(5, 1_000_000_000L, CheckResult.Ok)]
    [InlineData(200, 1_000_000_000L, CheckResult.Ok)]
    [InlineData(201, 1_000_000_000L, CheckResult.Warning)]
    [InlineData(5, 999_999_999L, CheckResult.Warning)]
    [InlineData(5, 99_999_999L, CheckResult.Failed)]
    public void A_disk_is_judged_by_its_room_and_its_speed(int milliseconds, long free, CheckResult expected) =>
        Assert.Equal(expected, FolderCheck.Judge("live", TimeSpan.FromMilliseconds(milliseconds), free).Result);

    [Fact]
    public void Keys_of_the_api_are_long_and_different()
    {
        var (read, other) = (new string('r', 32), new string('o', 31));
        CheckResult Of(params (string Name, string Value)[] keys) => ApiKeyCheck.Of(keys.ToDictionary(k => $"BASIS_API__{k.Name}_KEY", k => k.Value)).Result;

        Assert.Equal(CheckResult.Warning, Of());
        Assert.Equal(CheckResult.Ok, Of(("READ", read), ("OPERATE", other + "p")));
        Assert.Equal(CheckResult.Failed, Of(("READ", read))); // a host that nobody may operate
        Assert.Equal(CheckResult.Failed, Of(("OPERATE", other)));
        Assert.Equal(CheckResult.Failed, Of(("READ", read), ("OPERATE", read)));
    }
}
