using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Live;

/// <summary>
/// The file of the journal takes nothing for a while. First somebody else holds its write lock, a backup for instance, for longer than SQLite waits for it. Then
/// it cannot grow. A disk that is full needs a file system of the test's own, which not every machine allows; the kernel's limit on the size of a file fails the
/// same write of the same process, with another number (EFBIG in place of ENOSPC).
/// </summary>
public sealed class SqliteOutageTests(ITestOutputHelper output)
{
    private const string Prlimit = "/usr/bin/prlimit";

    [Fact]
    public async Task The_file_is_locked_by_another_writer_and_later_cannot_grow()
    {
        var locked = ((Func<string, BasisProcess, Action>)Lock, TimeSpan.FromSeconds(4)); // the alarm comes after two seconds, a write fails after five
        var full = ((Func<string, BasisProcess, Action>)Fill, TimeSpan.FromSeconds(1)); // two ticks at least were due since it began
        if (File.Exists(Prlimit))
        {
            await JournalOutage.SurviveAsync(null, output, locked, full);
            return;
        }

        const string message = "prlimit is not on this machine; it is in util-linux. The file is only locked.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
        await JournalOutage.SurviveAsync(null, output, locked);
    }

    private static Action Lock(string folder, BasisProcess live)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False;Default Timeout=10");
        connection.Open();
        Execute(connection, "BEGIN EXCLUSIVE");
        return () =>
        {
            Execute(connection, "ROLLBACK");
            connection.Dispose();
        };
    }

    private static Action Fill(string folder, BasisProcess live)
    {
        Limit(live, new FileInfo(Path.Combine(folder, "journal.db-wal")).Length.ToString(CultureInfo.InvariantCulture));
        return () => Limit(live, "unlimited");
    }

    /// <summary>Sets the soft limit of a process that runs.</summary>
    private static void Limit(BasisProcess live, string bytes)
    {
        using var process = Process.Start(Prlimit, [$"--pid={live.Id}", $"--fsize={bytes}:"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
