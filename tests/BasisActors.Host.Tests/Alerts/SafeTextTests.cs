using BasisActors.Host.Alerts;

namespace BasisActors.Host.Tests.Alerts;

/// <summary>No secret leaves by way of a message.</summary>
public sealed class SafeTextTests
{
    private static readonly SafeText Text = SafeText.Of(new Dictionary<string, string>
    {
        ["BASIS_DEV__CEX__BINANCE_API_SECRET"] = "s3cr3t-of-binance",
        ["BASIS_API__ADMIN_KEY"] = "admin-key-0123456789",
        ["BASIS_ALERTS__WEBHOOK_URL"] = "https://hooks.example/T000/B000/XXXX",
        ["BASIS_DEV__CEX__OKX_PASSPHRASE"] = "short",
        ["PATH"] = "/usr/bin/something",
    });

    [Theory]
    [InlineData("signed with s3cr3t-of-binance.", "signed with ***.")]
    [InlineData("key admin-key-0123456789 refused", "key *** refused")]
    [InlineData("POST https://hooks.example/T000/B000/XXXX failed", "POST *** failed")]
    [InlineData("postgres://me:hunter2@db:5432/x is away", "postgres://***@db:5432/x is away")]
    [InlineData("GET https://api.example/v3/account?timestamp=1&signature=abc: 503", "GET https://api.example/v3/account?*** 503")]
    [InlineData("Host=db;Password=hunter2;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("Password: \"two words\" is wrong", "Password: *** is wrong")]
    [InlineData("a file of /usr/bin/something is locked", "a file of /usr/bin/something is locked")]
    [InlineData("The journal is away: no room in short", "The journal is away: no room in short")] // too short to be told from a word
    public void Secrets_are_hidden_and_the_rest_stands(string text, string shown) => Assert.Equal(shown, Text.Of(text));
}
