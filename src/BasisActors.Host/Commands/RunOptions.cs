using System.Collections.Immutable;
using System.CommandLine;
using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;

namespace BasisActors.Host.Commands;

/// <summary>The options that say what is run and where its results go; shared by every command that runs backtests.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _mode = new("--mode") { Description = "Mode to run; `basis modes` lists them.", Required = true };
    private readonly Option<string?> _data = Data();
    private readonly Option<string> _from = new("--from") { Description = "First tick: yyyy-MM-dd or ISO 8601 UTC.", DefaultValueFactory = _ => "2024-06-01" };
    private readonly Option<string> _to = new("--to") { Description = "Last tick, inclusive; a plain date is its 00:00.", DefaultValueFactory = _ => "2025-05-31" };
    private readonly Option<string?> _capital = new("--capital") { Description = "Initial capital in share-class currency; default from configuration." };
    private readonly Option<string?> _shareClass = new("--share-class") { Description = "Share class: USDT, ETH; default from the mode." };
    private readonly Option<string[]> _set = new("--set") { Description = "Override a configuration key: key=value. Repeatable.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _results = Results();
    private readonly Option<string?> _id = new("--id") { Description = "Name of the results; derived from mode, period and inputs by default." };

    public static Option<string?> Data() => new("--data") { Description = "Folder of the data set; with BASIS_DATA_MODE=db, connection to its database. Without it the generated sample is used, made on first use." };

    public static Option<string?> Results() => new("--results") { Description = "Folder for results; default BASIS_RESULTS_DIR or `results`." };

    /// <summary>The folder of all results: the option, else <c>BASIS_RESULTS_DIR</c>, else <c>results</c>.</summary>
    public static string ResultsDirectory(string? given) => given ?? Environment.GetEnvironmentVariable("BASIS_RESULTS_DIR") ?? "results";

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _data, _from, _to, _capital, _shareClass, _set, _results, _id })
            command.Options.Add(option);
    }

    /// <summary>What the options ask for: every event kept, a report written.</summary>
    /// <exception cref="BasisException">BTS-002 when an option is not valid.</exception>
    public BacktestRequest Read(ParseResult parsed)
    {
        var (start, end) = ArgumentParsing.Period(parsed.GetValue(_from)!, parsed.GetValue(_to)!);
        var location = DataLocation.Of(parsed.GetValue(_data), Environment.GetEnvironmentVariable);
        return new BacktestRequest
        {
            Mode = parsed.GetValue(_mode)!,
            DataMode = location.Mode,
            DataDirectory = location.Place,
            From = start,
            To = end,
            Sets = Sets(parsed.GetValue(_set)!, parsed.GetValue(_capital), parsed.GetValue(_shareClass)),
            ResultsDirectory = ResultsDirectory(parsed.GetValue(_results)),
            Id = Name(parsed.GetValue(_id)),
            Events = EventDetail.All,
        };
    }

    private static ImmutableArray<string> Sets(string[] sets, string? capital, string? shareClass)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        all.AddRange(sets);
        if (capital is not null)
            all.Add($"initial_capital={ArgumentParsing.PositiveAmount(capital, "--capital")}");
        if (shareClass is not null)
            all.Add($"share_class={shareClass}");
        return all.ToImmutable();
    }

    /// <summary>A name becomes a folder and an actor, so it is held to letters, digits, dot, dash and underscore.</summary>
    internal static string? Name(string? id) =>
        id is null || IsName(id)
            ? id
            : throw new BasisException("BTS-002", $"'{id}' is not a name; allowed are up to 100 letters, digits, '.', '-' and '_', beginning with a letter or digit.", "--id");

    internal static bool IsName(string id) => id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(id[0]);
}
