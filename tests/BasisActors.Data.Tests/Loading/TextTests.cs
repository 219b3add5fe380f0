using System.Globalization;
using BasisActors.Data.Reading;
using CsCheck;

namespace BasisActors.Data.Tests.Loading;

public sealed class TextTests
{
    [Theory]
    [InlineData("2024-02-29T13:00:05Z")]
    [InlineData("2024-02-29 13:00:05+00:00")]
    [InlineData("2024-02-29T13:00:05+00:00")]
    [InlineData("2024-02-29T13:00:05+00:00Z")]
    [InlineData("2024-02-29 13:00:05Z")]
    [InlineData("1709211605")]
    public void Every_spelling_of_a_timestamp_is_read(string text)
    {
        Assert.True(TimestampText.TryParse(text, out var seconds));
        Assert.Equal(1709211605, seconds);
    }

    [Fact]
    public void A_plain_date_is_its_midnight()
    {
        Assert.True(TimestampText.TryParse("2024-02-29", out var seconds));
        Assert.Equal(1709164800, seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2024/01/01")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T00:60:00Z")]
    [InlineData("2024-01-01T00:00:60Z")]
    [InlineData("2024-01-01T00:00:00z")]
    [InlineData("2024-01-01T00:00:00+01:00")]
    [InlineData("2024-01-01T00:00:00ZZ")]
    [InlineData("2024-01-01X00:00:00Z")]
    [InlineData("1709211605000")]
    [InlineData("17092116.5")]
    [InlineData("-709211605")]
    public void Anything_else_is_refused(string text) => Assert.False(TimestampText.TryParse(text, out _));

    [Fact]
    public void Any_second_is_read_back() => Gen.Long[0, 4_102_444_799].Sample(seconds =>
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return TimestampText.TryParse(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), out var read) && read == seconds;
    });

    [Theory]
    [InlineData("4.88e-06", "0.00000488")]
    [InlineData("5.0083031784e-06", "0.0000050083031784")]
    [InlineData("-1.5E2", "-150")]
    [InlineData("42314.0", "42314.0")]
    [InlineData("0.00147778287763035", "0.00147778287763035")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("1.000000000000000000000001", "1.000000000000000000000001")]
    public void Decimals_are_read_exactly(string text, string expected)
    {
        Assert.True(DecimalText.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1e40")]
    [InlineData("12 3")]
    public void What_is_no_finite_number_is_refused(string text) => Assert.False(DecimalText.TryParse(text, out _));

    [Fact]
    public void The_fast_way_and_the_library_agree_on_any_text() => Gen.String[Gen.Char["0123456789.-e+ "], 0, 32].Sample(text =>
    {
        var fast = DecimalText.TryParse(text, out var mine);
        var slow = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var library);
        return fast == slow && decimal.GetBits(mine).SequenceEqual(decimal.GetBits(library));
    });

    [Fact]
    public void The_fast_way_and_the_library_agree_on_any_decimal() => Gen.Decimal.Sample(value =>
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return DecimalText.TryParse(text, out var read) && decimal.GetBits(read).SequenceEqual(decimal.GetBits(value));
    });
}
