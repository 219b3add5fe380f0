using BasisActors.Data.Databases;
using BasisActors.Data.Reading;
using BasisActors.Domain.Errors;
using CsCheck;

namespace BasisActors.Data.Tests.Databases;

public sealed class AddressTests
{
    [Theory]
    [InlineData("market.db", "market.db")]
    [InlineData("data/market", "data/market")]
    [InlineData("/var/data/a:b.db", "/var/data/a:b.db")]
    [InlineData("C:/data/market.db", "C:/data/market.db")]
    [InlineData("sqlite:market.db", "market.db")]
    [InlineData("sqlite://market.db", "market.db")]
    [InlineData("sqlite:///var/market.db", "/var/market.db")]
    [InlineData("Data Source=market.db", "market.db")]
    [InlineData("data source = market.db; Cache=Shared", "market.db")]
    public void A_file_is_sqlite(string connection, string name)
    {
        var database = Assert.IsType<SqliteDatabase>(DatabaseAddress.Parse(connection));

        Assert.Equal(name, database.Name);
    }

    [Theory]
    [InlineData("postgres://me:se%40cret@db.example:6432/market", "postgres://db.example:6432/market")]
    [InlineData("postgresql://db.example/market?sslmode=require", "postgres://db.example:5432/market")]
    [InlineData("postgres://me@/market?host=/run/postgresql", "postgres:///run/postgresql:5432/market")]
    [InlineData("Host=db.example;Port=6432;Database=market;Username=me;Password=se@cret", "postgres://db.example:6432/market")]
    [InlineData("Server=db.example;Database=market", "postgres://db.example:5432/market")]
    public void A_server_is_postgresql_and_its_name_holds_no_password(string connection, string name)
    {
        var database = Assert.IsType<PostgresDatabase>(DatabaseAddress.Parse(connection));

        Assert.Equal(name, database.Name);
    }

    [Fact]
    public void User_and_password_of_a_uri_are_unescaped()
    {
        var builder = PostgresUri.Parse("postgres://m%3Ae:se%40cret@db.example/mar%20ket?timeout=3");

        Assert.Equal(("m:e", "se@cret", "mar ket", 3), (builder.Username, builder.Password, builder.Database, builder.Timeout));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql://me:secret@db.example/market")]
    [InlineData("mssql:market")]
    [InlineData("Catalog=market;Password=secret")]
    [InlineData("Data Source=market.db;Nonsense=secret")]
    [InlineData("Host=db.example;Nonsense=secret")]
    [InlineData("postgres://db.example/market?nonsense=secret")]
    [InlineData("postgres://db.example:many/secret")]
    public void Anything_else_is_a_wrong_request_that_does_not_repeat_secrets(string connection)
    {
        var error = Assert.Throws<BasisException>(() => DatabaseAddress.Parse(connection)).Error;

        Assert.Equal("BTS-002", error.Code);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decimal_written_for_a_database_reads_back_bit_for_bit() => Gen.Decimal.Sample(value => SurvivesIn(value) && SurvivesIn(-value));

    [Theory]
    [InlineData(0, 28)]
    [InlineData(0, 0)]
    [InlineData(1, 28)]
    [InlineData(1000, 3)]
    public void Zeros_keep_sign_and_scale(int digits, byte scale)
    {
        Assert.True(SurvivesIn(new decimal(digits, 0, 0, isNegative: true, scale)));
        Assert.True(SurvivesIn(new decimal(digits, 0, 0, isNegative: false, scale)));
    }

    private static bool SurvivesIn(decimal value) =>
        DecimalText.TryParse(DecimalText.Exact(value), out var read) && decimal.GetBits(value).SequenceEqual(decimal.GetBits(read));
}
