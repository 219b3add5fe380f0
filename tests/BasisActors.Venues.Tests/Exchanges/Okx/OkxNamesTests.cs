using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Exchanges.Okx;
using CsCheck;

namespace BasisActors.Venues.Tests.Exchanges.Okx;

public class OkxNamesTests
{
    [Theory]
    [InlineData(Product.Spot, "ETHUSDT", "ETH-USDT")]
    [InlineData(Product.Perpetual, "BTCUSDT", "BTC-USDT-SWAP")]
    public void A_pair_has_a_name_of_each_product(Product product, string symbol, string instrument)
    {
        Assert.Equal(instrument, OkxNames.Instrument(product, symbol));
        Assert.Equal(symbol, OkxNames.Symbol(instrument));
    }

    [Theory]
    [InlineData("USDT")]
    [InlineData("ETHBTC")]
    public void Only_pairs_against_usdt_have_one(string symbol) =>
        Assert.Equal("EXEC-003", Assert.Throws<BasisException>(() => OkxNames.Instrument(Product.Spot, symbol)).Error.Code);

    [Fact]
    public void An_order_id_has_letters_and_digits_only() => Assert.Equal("ab12cd34efx12x2x1", OkxNames.OrderId("ab12cd34ef-12-2-1"));

    [Fact]
    public void An_order_id_comes_back_as_it_was() => Gen.Char["0123456789abcdefABCXYZ-"].Array[1, 32].Select(c => new string(c)).Sample(id =>
    {
        Assert.Null(OkxNames.Malformed(id));
        Assert.Equal(id, OkxNames.OwnId(OkxNames.OrderId(id)));
        Assert.All(OkxNames.OrderId(id), c => Assert.True(char.IsAsciiLetterOrDigit(c)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("a_b")]
    [InlineData("axb-1")] // would be taken for a-b-1
    [InlineData("123456789012345678901234567890123")]
    public void An_id_that_would_not_come_back_is_refused(string id) => Assert.Equal("EXEC-003", OkxNames.Malformed(id)!.Code);

    [Theory]
    [InlineData("0.12", "0.1", "1.2")]
    [InlineData("0.0001", "0.01", "0.01")]
    [InlineData("3", "1", "3")]
    public void Base_units_and_contracts_turn_into_each_other_exactly(string units, string contract, string size)
    {
        var instrument = new OkxInstrument("X", Number(contract), 0.01m, 0.01m);

        Assert.Equal(Number(size), instrument.Size(Number(units)));
        Assert.Equal(Number(units), instrument.Units(Number(size)));
    }

    [Fact]
    public void What_is_no_number_of_contracts_is_refused() => Assert.Throws<FormatException>(() => new OkxInstrument("X", 0.3m, 0.01m, 0.01m).Size(1m));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
