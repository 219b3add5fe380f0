using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace BasisActors.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own, made from the binaries of this machine: in a temporary folder, reached by a socket in it, gone afterwards.
/// The server refuses to run as root; root starts it as nobody.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "basis";

    private readonly string? _binaries = Binaries();
    private readonly string _folder = "";
    private int _databases;

    public PostgresServer()
    {
        if (_binaries is null)
            return;
        _folder = Directory.CreateTempSubdirectory("basis-pg-").FullName;
        try
        {
            Start();
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>A connection to a new, empty database, or null when PostgreSQL is not on this machine: the test then has nothing to say. With CI=true its absence fails the test.</summary>
    public string? NewDatabase(ITestOutputHelper output)
    {
        if (_binaries is not null)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"market{Interlocked.Increment(ref _databases)}");
            AsUser("createdb", $"--host={_folder}", $"--username={User}", name);
            return $"postgres://{User}@/{name}?host={_folder}";
        }

        const string message = "PostgreSQL is not on this machine (no initdb). Install it to run this test; on Debian: apt-get install postgresql.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
        return null;
    }

    /// <summary>Stops the server as a crash of its machine would.</summary>
    public void Stop() => AsUser("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", $"--pgdata={Data}");

    /// <summary>Starts it again with what it has.</summary>
    public void StartAgain() =>
        AsUser("pg_ctl", "start", "--wait", "--silent", $"--pgdata={Data}", $"--log={_folder}/log", $"--options=-F -c listen_addresses= -c unix_socket_directories={_folder}");

    public void Dispose()
    {
        if (_binaries is null)
            return;
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Debian keeps the binaries of each version in a folder of its own; elsewhere they are on the path.</summary>
    private static string? Binaries()
    {
        const string debian = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).Concat(path)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private void Start()
    {
        if (IsRoot)
            Run("chown", "nobody", _folder);
        AsUser("initdb", "--auth=trust", $"--username={User}", "--encoding=UTF8", "--no-locale", "--no-sync", Data);
        StartAgain();
    }

    private void AsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, program);
        if (IsRoot)
            Run("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            Assert.Fail($"{program} {string.Join(' ', arguments)} answered {process.ExitCode}.");
    }
}
