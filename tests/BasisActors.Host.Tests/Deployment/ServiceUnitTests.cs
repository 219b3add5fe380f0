using System.Diagnostics;
using BasisActors.Host.Tests.Configuration;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>The unit of systemd, by systemd's own check where that is on the machine.</summary>
public sealed class ServiceUnitTests(ITestOutputHelper output)
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ConfigFolder.Repository, "deploy", "basis-host.service"));

    [Fact]
    public void Systemd_takes_it()
    {
        if (!File.Exists(Analyze))
        {
            output.WriteLine("systemd-analyze is not on this machine.");
            return;
        }

        using var folder = new EventLog.TemporaryDirectory();
        var unit = folder.File("basis-host.service");
        File.WriteAllLines(unit, Lines.Select(l => l.Replace("/opt/basis/basis", "/bin/true", StringComparison.Ordinal))); // it looks whether the program is there

        using var process = Process.Start(new ProcessStartInfo(Analyze, ["verify", "--man=no", unit]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0 && !said.Contains(Path.GetFileName(unit), StringComparison.Ordinal), said);
    }

    [Fact]
    public void It_has_no_secret_and_time_to_end_every_run()
    {
        Assert.All(Lines.Where(l => l.StartsWith("Environment=BASIS_API__", StringComparison.Ordinal)), l => Assert.Contains("_FILE=%d/", l, StringComparison.Ordinal));
        Assert.True(int.Parse(Lines.Single(l => l.StartsWith("TimeoutStopSec=", StringComparison.Ordinal)).Split('=')[1]) > 10); // a host ends within ten seconds
    }
}
