using System.Globalization;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Backtests.Queued;

/// <summary>How many backtests a host runs and lets wait.</summary>
/// <param name="Folder">Where it remembers what was asked for.</param>
/// <param name="Results">Folder of all results.</param>
/// <param name="Data">Data of all its backtests.</param>
/// <param name="Concurrent">Backtests at a time.</param>
/// <param name="Waiting">Backtests that may wait for one of these to end.</param>
public sealed record BacktestQueueOptions(string Folder, string Results, DataLocation Data, int Concurrent, int Waiting)
{
    public const string ConcurrentVariable = "BASIS_BACKTESTS__CONCURRENT", WaitingVariable = "BASIS_BACKTESTS__WAITING";

    private const int MostUsual = 2, UsualWaiting = 16;

    /// <summary>One core is left to the live runs.</summary>
    private static int UsualConcurrent => Math.Clamp(Environment.ProcessorCount - 1, 1, MostUsual);

    /// <exception cref="BasisException">CFG-002 when a number is wrong.</exception>
    public static BacktestQueueOptions Of(string folder, string results, DataLocation data, IReadOnlyDictionary<string, string> environment) => new(
        folder, results, data, Number(environment, ConcurrentVariable, UsualConcurrent, 1, 16), Number(environment, WaitingVariable, UsualWaiting, 0, 1000));

    private static int Number(IReadOnlyDictionary<string, string> environment, string name, int usual, int least, int most)
    {
        if (!environment.TryGetValue(name, out var text) || text.Length == 0)
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BasisException("CFG-002", $"{name} is '{text}'; it must be a whole number {least} to {most}.", name);
    }
}
