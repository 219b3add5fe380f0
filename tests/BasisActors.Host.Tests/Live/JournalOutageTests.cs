using BasisActors.Tests;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>The server that holds the journal goes away under a live run.</summary>
public sealed class JournalOutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("BASIS_OUTAGE_SECONDS") ?? "8", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task PostgreSQL_stops_and_comes_back()
    {
        using var server = new PostgresServer();
        if (server.NewDatabase(output) is not { } journal)
            return;
        await JournalOutage.SurviveAsync(
            journal, output,
            ((_, _) =>
            {
                server.Stop();
                return server.StartAgain;
            }, Outage));
    }
}
