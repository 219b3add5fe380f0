using BasisActors.Host.Dashboard.Results;
using BasisActors.Host.Http;

namespace BasisActors.Host.Tests.Dashboard;

public sealed class BacktestFormTests
{
    [Fact]
    public void What_is_typed_is_what_the_api_takes()
    {
        var read = BacktestForm.Read("btc_basis", "2024-06-01", "2024-07-01", "", " 100,000.5 ", " a.b = 1 \n\n c=x=y\r\n");

        Assert.Equal(("btc_basis", "2024-06-01", "2024-07-01", 100000.5m, null), (read.StrategyName, read.StartDate, read.EndDate, read.InitialCapital, read.ShareClass));
        Assert.Equal("""{"a.b":"1","c":"x=y"}""", read.ConfigOverrides?.GetRawText());
    }

    [Fact]
    public void Nothing_typed_takes_what_the_mode_says()
    {
        var read = BacktestForm.Read("btc_basis", "2024-06-01", "2024-07-01", "", "", "");

        Assert.Null(read.InitialCapital);
        Assert.Null(read.ConfigOverrides);
    }

    [Theory]
    [InlineData("much", "", "initial_capital")]
    [InlineData("1e9", "", "initial_capital")]
    [InlineData("-5", "", "initial_capital")]
    [InlineData("", "no value", "settings")]
    [InlineData("", "=1", "settings")]
    [InlineData("", "a=1\na=2", "settings")]
    public void What_cannot_be_read_is_told_by_its_field(string capital, string sets, string field)
    {
        var fault = Assert.Throws<ApiFaultException>(() => BacktestForm.Read("btc_basis", "2024-06-01", "2024-07-01", "", capital, sets)).Fault;

        Assert.Equal((400, field), (fault.Status, Assert.Single(fault.Errors).Field));
    }
}
