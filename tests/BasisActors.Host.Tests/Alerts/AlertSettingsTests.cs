using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;
using BasisActors.Host.Tests.EventLog;

namespace BasisActors.Host.Tests.Alerts;

public sealed class AlertSettingsTests
{
    [Fact]
    public void Without_a_webhook_there_are_no_settings() => Assert.Null(AlertSettings.Of(new Dictionary<string, string>()));

    [Fact]
    public void Address_and_secret_may_be_in_files()
    {
        using var folder = new TemporaryDirectory();
        var (url, secret) = (Path.Combine(folder.Path, "url"), Path.Combine(folder.Path, "secret"));
        File.WriteAllText(url, "https://hooks.example/T/B\n");
        File.WriteAllText(secret, "the secret\n");

        var settings = AlertSettings.Of(new Dictionary<string, string> { [AlertSettings.UrlVariable + "_FILE"] = url, [AlertSettings.SecretVariable + "_FILE"] = secret })!;

        Assert.Equal(("https://hooks.example/T/B", "the secret", "https://hooks.example"), (settings.Webhook.ToString(), settings.Secret, settings.Shown));
    }

    [Theory]
    [InlineData("hooks.example")]
    [InlineData("ftp://hooks.example")]
    [InlineData("http://hooks.example/T")] // a token in the clear
    public void What_is_no_address_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<BasisException>(() => AlertSettings.Of(new Dictionary<string, string> { [AlertSettings.UrlVariable] = text })).Error;

        Assert.Equal("CFG-002", error.Code);
        Assert.DoesNotContain(text, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.Equal(
        "CFG-002", Assert.Throws<BasisException>(() => AlertSettings.Of(new Dictionary<string, string> { [AlertSettings.UrlVariable + "_FILE"] = "/nowhere/at/all" })).Error.Code);
}
