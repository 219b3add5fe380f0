using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;

namespace BasisActors.Domain.Tests.Ledger;

public class PositionKeyTests
{
    [Theory]
    [InlineData("binance:BaseToken:USDT", PositionType.BaseToken)]
    [InlineData("aave_v3:aToken:aUSDT", PositionType.AToken)]
    [InlineData("aave_v3:debtToken:debtWETH", PositionType.DebtToken)]
    [InlineData("etherfi:LST:weETH", PositionType.Lst)]
    [InlineData("binance:Perp:BTCUSDT", PositionType.Perp)]
    public void A_key_reads_as_it_is_written(string text, PositionType type)
    {
        var key = PositionKey.Parse(text);

        Assert.Equal(type, key.Type);
        Assert.Equal(text, key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("binance")]
    [InlineData("binance:Perp")]
    [InlineData("binance:Perp:BTCUSDT:x")]
    [InlineData(":Perp:BTCUSDT")]
    [InlineData("binance:Perp:")]
    [InlineData("binance:perp:BTCUSDT")]
    [InlineData("binance:Future:BTCUSDT")]
    public void Text_that_is_not_a_key_is_POS_004(string text)
    {
        Assert.False(PositionKey.TryParse(text, out _));
        var error = Assert.Throws<BasisException>(() => PositionKey.Parse(text)).Error;

        Assert.Equal("POS-004", error.Code);
        Assert.Contains(string.Join(", ", PositionKey.AllowedTypes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_sort_by_their_text()
    {
        PositionKey[] keys = [PositionKey.Parse("wallet:BaseToken:USDT"), PositionKey.Parse("binance:Perp:BTCUSDT"), PositionKey.Parse("binance:BaseToken:USDT")];

        Assert.Equal(["binance:BaseToken:USDT", "binance:Perp:BTCUSDT", "wallet:BaseToken:USDT"], keys.Order().Select(k => k.ToString()));
    }
}
