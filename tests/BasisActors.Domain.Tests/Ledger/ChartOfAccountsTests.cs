using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>Accounts are declared positions plus one counter-account per cause and unit.</summary>
public class ChartOfAccountsTests
{
    private static readonly PositionKey Weth = new("aave_v3", PositionType.DebtToken, "debtWETH");
    private static readonly PositionKey WeEth = new("wallet", PositionType.Lst, "weETH");

    [Fact]
    public void Each_kind_of_position_opens_its_accounts()
    {
        var chart = new ChartOfAccounts([Keys.Wallet, Keys.AaveUsdt, Weth, WeEth, Keys.Perp("binance")]);

        Assert.Equal(
            [
                "wallet:BaseToken:USDT", "aave_v3:aToken:aUSDT", "aave_v3:aToken:aUSDT/Underlying", "aave_v3:debtToken:debtWETH", "aave_v3:debtToken:debtWETH/Underlying",
                "wallet:LST:weETH", "binance:Perp:BTCUSDT", "binance:Perp:BTCUSDT/EntryNotional",
            ],
            chart.Accounts.Take(chart.OwnCount).Select(a => a.Name));
        Assert.Equal([Keys.Wallet, Keys.AaveUsdt, Weth, WeEth, Keys.Perp("binance")], chart.Positions);
    }

    [Fact]
    public void The_same_token_is_one_unit_wherever_it_lies_but_contracts_of_two_venues_are_two()
    {
        var chart = new ChartOfAccounts([Keys.Wallet, Keys.Cash("binance"), Keys.AaveUsdt, Keys.Perp("binance"), Keys.Perp("bybit")]);
        int UnitOf(PositionKey key, AccountRole role = AccountRole.Quantity) => chart.Accounts[chart.Own(key, role)].Unit;

        Assert.Equal(UnitOf(Keys.Wallet), UnitOf(Keys.Cash("binance")));
        Assert.Equal(UnitOf(Keys.Wallet), UnitOf(Keys.AaveUsdt, AccountRole.Underlying));
        Assert.Equal(UnitOf(Keys.Wallet), UnitOf(Keys.Perp("binance"), AccountRole.EntryNotional));
        Assert.NotEqual(UnitOf(Keys.Perp("binance")), UnitOf(Keys.Perp("bybit")));
        Assert.Equal(
            [new Unit("USDT", UnitKind.Token), new Unit("aUSDT", UnitKind.Scaled), new Unit("BTCUSDT", UnitKind.Contract, "binance"), new Unit("BTCUSDT", UnitKind.Contract, "bybit")],
            chart.Units.ToArray());
    }

    [Fact]
    public void Every_cause_has_a_counter_account_in_every_unit_and_none_is_our_own()
    {
        var chart = new ChartOfAccounts([Keys.Wallet, Keys.Perp("binance")]);

        var world = Enum.GetValues<Cause>().SelectMany(cause => Enumerable.Range(0, chart.Units.Length).Select(unit => (cause, unit, account: chart.World(cause, unit)))).ToList();

        Assert.Equal(world.Count, world.Select(w => w.account).Distinct().Count());
        Assert.Equal(chart.Accounts.Length, chart.OwnCount + world.Count);
        Assert.All(world, w =>
        {
            var account = chart.Accounts[w.account];
            Assert.Equal((w.account, w.unit, false), (account.Index, account.Unit, account.IsOwn));
            Assert.StartsWith($"world:{w.cause}:", account.Name, StringComparison.Ordinal);
        });
        Assert.All(chart.Accounts.Take(chart.OwnCount), a => Assert.True(a.IsOwn));
        Assert.Equal("world:Funding:BTCUSDT@binance", chart.Accounts[chart.World(Cause.Funding, 1)].Name);
        Assert.Equal(chart.Accounts.Length, chart.Accounts.Select(a => a.Name).Distinct().Count());
    }

    [Fact]
    public void A_counter_account_is_named_by_cause_and_unit_and_of_a_contract_by_its_venue()
    {
        var chart = new ChartOfAccounts(Configurations.BtcBasis.PositionSubscriptions);
        var names = chart.Accounts.Where(a => !a.IsOwn && a.Name.Contains("Trade", StringComparison.Ordinal)).Select(a => a.Name);

        Assert.Equal(["world:Trade:USDT", "world:Trade:BTC", "world:Trade:BTCUSDT@binance"], names);
    }

    [Fact]
    public void A_position_declared_twice_is_POS_004()
    {
        var error = Assert.Throws<BasisException>(() => new ChartOfAccounts([Keys.Wallet, Keys.Wallet])).Error;

        Assert.Equal(("POS-004", "wallet:BaseToken:USDT"), (error.Code, error.Where));
    }

    [Fact]
    public void No_position_at_all_is_POS_004() => Assert.Equal("POS-004", Assert.Throws<BasisException>(() => new ChartOfAccounts([])).Error.Code);

    [Fact]
    public void A_position_that_is_not_declared_is_POS_001()
    {
        var chart = new ChartOfAccounts([Keys.Wallet]);

        Assert.False(chart.IsDeclared(Keys.Cash("binance")));
        Assert.True(chart.IsDeclared(Keys.Wallet));
        Assert.Equal("POS-001", Assert.Throws<BasisException>(() => chart.Own(Keys.Cash("binance"))).Error.Code);
        Assert.Equal("POS-001", Assert.Throws<BasisException>(() => chart.Own(Keys.Wallet, AccountRole.Underlying)).Error.Code);
    }

    [Theory]
    [InlineData("aave_v3:aToken:aUSDT", "USDT")]
    [InlineData("aave_v3:aToken:aweETH", "weETH")]
    [InlineData("aave_v3:debtToken:debtWETH", "WETH")]
    public void An_Aave_position_stands_for_its_token(string key, string token) => Assert.Equal(token, ChartOfAccounts.Underlying(PositionKey.Parse(key)));

    [Theory]
    [InlineData("aave_v3:aToken:USDT")]
    [InlineData("aave_v3:aToken:a")]
    [InlineData("aave_v3:debtToken:aWETH")]
    [InlineData("aave_v3:debtToken:debt")]
    public void An_Aave_symbol_without_its_prefix_is_POS_004(string key) =>
        Assert.Equal("POS-004", Assert.Throws<BasisException>(() => new ChartOfAccounts([PositionKey.Parse(key)])).Error.Code);

    [Theory]
    [InlineData("BTCUSD")]
    [InlineData("USDT")]
    public void A_perpetual_that_is_not_quoted_in_USDT_is_POS_004(string pair) =>
        Assert.Equal("POS-004", Assert.Throws<BasisException>(() => new ChartOfAccounts([new PositionKey("binance", PositionType.Perp, pair)])).Error.Code);

    [Fact]
    public void The_base_of_a_pair_is_what_is_traded() => Assert.Equal("BTC", ChartOfAccounts.Base("BTCUSDT"));
}
