using BasisActors.Domain.Errors;
using BasisActors.Tests;
using Xunit.Abstractions;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Databases;

/// <summary>PostgreSQL, on a server of the tests' own.</summary>
public sealed class PostgresTests(PostgresServer server, ITestOutputHelper output) : ImportTests(output), IClassFixture<PostgresServer>
{
    [Fact]
    public void A_server_that_is_not_there_is_one_error_without_the_password()
    {
        var error = Assert.Throws<BasisException>(() => DatabaseMarketData.Has("postgres://me:secret@127.0.0.1:1/market", BinanceBtc)).Error;

        Assert.Equal(("DPR-001", "DATA-001", "postgres://127.0.0.1:1/market"), (error.Code, error.SubCode, error.Where));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_does_not_exist_is_an_error_of_the_data() =>
        Assert.Equal("DPR-001", Assert.Throws<BasisException>(() => DatabaseMarketData.Has("Host=nowhere.invalid;Database=market", BinanceBtc)).Error.Code);

    [Fact]
    public void A_database_that_does_not_exist_is_an_error_of_the_data()
    {
        if (NewDatabase() is not { } database)
            return;

        var error = Assert.Throws<BasisException>(() => DatabaseMarketData.Has(database.Replace("/market", "/other", StringComparison.Ordinal), BinanceBtc)).Error;

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_load_sees_the_database_as_it_was_when_it_began()
    {
        if (NewDatabase() is not { } database)
            return;
        Data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(Data.Root, database);
        using var session = BasisActors.Data.Databases.DatabaseAddress.Parse(database).Read();
        Assert.Equal("101", Last());

        Data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 111);
        Import(Data.Root, database);

        Assert.Equal("101", Last());

        string? Last()
        {
            using var command = session.Command("SELECT close FROM market_candles ORDER BY time DESC LIMIT 1");
            return command.ExecuteScalar() as string;
        }
    }

    protected override string? NewDatabase() => server.NewDatabase(Output);

    protected override void CreateEmpty(string database)
    {
    }
}
