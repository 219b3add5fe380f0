using System.Text;
using BasisActors.Data.Sample;

namespace BasisActors.Data.Tests.Sample;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData(4228400, 2, "42284.0")]
    [InlineData(4228358, 2, "42283.58")]
    [InlineData(4228350, 2, "42283.5")]
    [InlineData(0, 8, "0.0")]
    [InlineData(10000, 8, "0.0001")]
    [InlineData(27858, 8, "0.00027858")]
    [InlineData(8054, 8, "8.054e-05")]
    [InlineData(-1847, 8, "-1.847e-05")]
    [InlineData(1, 8, "1e-08")]
    [InlineData(1, 10, "1e-10")]
    [InlineData(-5, 1, "-0.5")]
    [InlineData(7, 0, "7.0")]
    public void A_number_is_spelled_as_in_the_downloaded_files(long units, int decimals, string expected) =>
        Assert.Equal(expected, Written(csv => csv.Number(units, decimals)));

    [Fact]
    public void A_fixed_number_keeps_its_zeros() => Assert.Equal("0.190,7.00", Written(csv => csv.Fixed(190, 3).Fixed(700, 2)));

    [Fact]
    public void Each_spelling_of_an_instant_is_available()
    {
        var instant = new DateTime(2024, 1, 2, 3, 0, 0, DateTimeKind.Utc);
        Assert.Equal(
            "2024-01-02T03:00:00Z,2024-01-02 03:00:00+00:00,2024-01-02T03:00:00+00:00Z,2024-01-02",
            Written(csv => csv.IsoTime(instant).OffsetTime(instant).RedundantTime(instant).Date(instant)));
    }

    [Fact]
    public void Rows_and_bytes_are_counted_across_full_buffers()
    {
        using var output = new MemoryStream();
        using var csv = new CsvText(output, CsvText.Windows);
        csv.Line("# comment").Line("a,b");
        for (var i = 0; i < 20_000; i++)
            csv.Whole(12345).Field("xyz").EndRow();
        csv.Flush();

        Assert.Equal(20_000, csv.Rows);
        Assert.Equal(11 + 5 + (20_000 * 11), csv.Bytes);
        Assert.Equal(csv.Bytes, output.Length);
        Assert.EndsWith("12345,xyz\r\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    private static string Written(Action<CsvText> write)
    {
        using var output = new MemoryStream();
        using (var csv = new CsvText(output))
            write(csv);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
