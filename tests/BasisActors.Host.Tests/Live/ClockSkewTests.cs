using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Live;

/// <summary>A second of difference is told (CLK-002), and what the way of the answer may explain is not.</summary>
public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(200, 1_100, null)] // the middle of the way is at 100
    [InlineData(200, 1_201, "1.1 s behind bybit")]
    [InlineData(200, -1_001, "1.1 s ahead of bybit")]
    [InlineData(4_000, 4_900, null)] // 2.9 s from the middle, of which 2 s may be the way
    [InlineData(4_000, 5_100, "3.1 s behind bybit")]
    public void What_is_certain_is_told(int roundTrip, int theirs, string? told)
    {
        var error = new ClockSkew().Judge("bybit", Now, Now.AddMilliseconds(roundTrip), Now.AddMilliseconds(theirs));

        Assert.Equal(told is null, error is null);
        Assert.True(told is null || error!.Code == "CLK-002" && error.Message.Contains(told, StringComparison.Ordinal), error?.Message);
    }

    [Fact]
    public void It_is_told_once_for_each_exchange_until_it_is_over()
    {
        var skew = new ClockSkew();
        bool Told(string venue, int seconds) => skew.Judge(venue, Now, Now, Now.AddSeconds(seconds)) is not null;

        Assert.Equal([true, false, true, false, true], [Told("bybit", 3), Told("bybit", 4), Told("okx", 3), Told("bybit", 0), Told("bybit", 3)]);
    }
}
