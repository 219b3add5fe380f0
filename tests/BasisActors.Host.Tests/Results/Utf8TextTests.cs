using System.Globalization;
using System.Text;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Results;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("0.000", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("0.05", "0.05")]
    [InlineData("1000000000000000000", "1000000000000000000")]
    [InlineData("1200.00", "1200")]
    [InlineData("100000", "100000")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335", "7.9228162514264337593543950335")]
    public void A_number_keeps_all_its_digits_and_no_zeros_behind_them(string value, string expected)
    {
        Span<byte> bytes = stackalloc byte[40];
        var number = decimal.Parse(value, CultureInfo.InvariantCulture);

        Assert.Equal(expected, Encoding.ASCII.GetString(bytes[..Utf8Text.Number(number, bytes)]));
        Assert.Equal(expected, Utf8Text.Trimmed(number).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Numbers_of_any_size_and_scale_are_spelt_as_the_framework_spells_them()
    {
        Span<byte> bytes = stackalloc byte[40];
        var state = 1u;
        for (var i = 0; i < 20_000; i++)
        {
            int Next() => (int)(state = state * 1664525 + 1013904223);
            var number = new decimal(Next(), i % 3 == 0 ? 0 : Next(), i % 5 < 3 ? 0 : Next(), i % 2 == 0, (byte)(i % 29));
            var expected = number.ToString(CultureInfo.InvariantCulture);
            expected = expected.Contains('.', StringComparison.Ordinal) ? expected.TrimEnd('0').TrimEnd('.') : expected;

            Assert.Equal(expected, Encoding.ASCII.GetString(bytes[..Utf8Text.Number(number, bytes)]));
        }
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")]
    [InlineData("2024-03-01T01:30:00+02:00", "2024-02-29T23:30:00Z")]
    [InlineData("2024-03-01T00:00:00.25Z", "2024-03-01T00:00:00.2500000Z")]
    public void A_time_is_iso_8601_in_utc(string value, string expected) =>
        Assert.Equal(expected, Utf8Text.Time(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture)));

    [Fact]
    public void Text_with_commas_or_quotes_is_quoted()
    {
        using var folder = new TestFolder();
        using (var csv = new CsvFile(folder.File("x.csv"), "a", "b"))
        {
            csv.Text("one, \"two\"");
            csv.Number(null);
            csv.EndRow();
            csv.Text(new string('x', 100_000));
            csv.Number(1.50m);
            csv.EndRow();
            csv.Close();
        }

        Assert.Equal(["a,b", "\"one, \"\"two\"\"\",", new string('x', 100_000) + ",1.5"], File.ReadAllLines(folder.File("x.csv")));
    }
}
