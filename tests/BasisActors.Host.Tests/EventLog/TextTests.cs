using System.Globalization;
using System.Text;
using System.Text.Json;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.Tests.EventLog;

public class TextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("7", "7")]
    [InlineData("-7", "-7")]
    [InlineData("100", "100")]
    [InlineData("100.000000000000", "100")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.05", "0.05")]
    [InlineData("-0.000000000001", "-0.000000000001")]
    [InlineData("12345.678901234567", "12345.678901234567")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("1.3333333333333333333333333333", "1.3333333333333333333333333333")]
    [InlineData("1.0000000000000000000000000010", "1.000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("-0.9228162514264337593543950335", "-0.9228162514264337593543950335")]
    public void A_number_keeps_every_digit_and_no_trailing_zero(string value, string expected) => Assert.Equal(expected, Number(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Fact]
    public void Numbers_are_those_of_the_framework_without_trailing_zeros()
    {
        var random = new Random(20240501);
        for (var i = 0; i < 20_000; i++)
        {
            var high = i % 2 == 0 ? 0 : random.Next() >> random.Next(32);
            var value = new decimal((int)random.NextInt64(), i % 3 == 0 ? 0 : random.Next(), high, random.Next(2) == 0, (byte)random.Next(29));
            var written = value.ToString(CultureInfo.InvariantCulture);
            var expected = written.Contains('.') ? written.TrimEnd('0').TrimEnd('.') : written;

            Assert.Equal(value == 0 ? "0" : expected, Number(value));
        }
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("say \"no\"", "\"say \\\"no\\\"\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a\nb\rc\td", "\"a\\nb\\rc\\td\"")]
    [InlineData("\u0000\u0001\u001f", "\"\\u0000\\u0001\\u001f\"")]
    [InlineData("Ünïcødé 日本 🙂", "\"Ünïcødé 日本 🙂\"")]
    public void Text_escapes_what_json_asks_for_and_nothing_else(string value, string expected) => Assert.Equal(expected, Written(text => text.Text(value)));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("\"a\ufffdb\"", Written(text => text.Text("a\ud800b")));

    [Fact]
    public void Every_character_survives_a_round_trip()
    {
        var value = new string([.. Enumerable.Range(0, 0xD800).Select(c => (char)c)]);

        Assert.Equal(value, JsonSerializer.Deserialize<string>(Written(text => text.Text(value))));
    }

    [Theory]
    [InlineData("plain", ",plain")]
    [InlineData(null, ",")]
    [InlineData("a,b", ",\"a,b\"")]
    [InlineData("say \"no\"", ",\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", ",\"two\nlines\"")]
    [InlineData("two\rlines", ",\"two\rlines\"")]
    public void A_cell_is_quoted_where_it_must_be(string? value, string expected) => Assert.Equal(expected, Written(text => text.Cell(value)));

    [Fact]
    public void Json_in_a_cell_has_every_quote_doubled_wherever_it_stands()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var json = new string([.. Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? '"' : 'x')]);

            Assert.Equal($"\"{json.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", Written(text => text.Quoted(Encoding.UTF8.GetBytes(json))));
        }
    }

    [Theory]
    [InlineData(0, "2024-05-01T12:00:00Z")]
    [InlineData(1_230_000, "2024-05-01T12:00:00.1230000Z")]
    public void A_timestamp_has_a_fraction_only_when_there_is_one(long ticks, string expected) =>
        Assert.Equal(expected, Written(text => text.Timestamp(EventSamples.Noon.AddTicks(ticks))));

    [Fact]
    public void A_timestamp_is_in_utc() =>
        Assert.Equal("2024-05-01T12:00:00Z", Written(text => text.Timestamp(EventSamples.Noon.ToOffset(TimeSpan.FromHours(9)))));

    [Fact]
    public void What_is_dropped_from_the_start_is_gone_and_the_rest_goes_on() => Assert.Equal(
        "c,d",
        Written(text =>
        {
            text.Raw("a,b,c"u8);
            text.Drop(4);
            text.Raw(",d"u8);
        }));

    private static string Number(decimal value) => Written(text => text.Number(value));

    private static string Written(Action<Utf8Text> write)
    {
        var text = new Utf8Text(16); // small, so that it has to grow
        write(text);
        return Encoding.UTF8.GetString(text.Written);
    }
}
