using System.Globalization;
using System.Text.Json;
using BasisActors.Host.Http;
using BasisActors.Host.Http.Backtests;

namespace BasisActors.Host.Dashboard.Results;

/// <summary>What was typed into the form of a backtest, as the API takes it.</summary>
internal static class BacktestForm
{
    /// <exception cref="ApiFaultException">400 with what cannot be read.</exception>
    public static BacktestSubmission Read(string mode, string from, string to, string shareClass, string capital, string sets)
    {
        List<FieldError> wrong = [];
        decimal? amount = null;
        if (capital.Trim() is { Length: > 0 } typed)
        {
            if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var read))
                amount = read;
            else
                wrong.Add(new FieldError("initial_capital", ApiFault.Validation, $"'{typed}' is not a number, such as 100000 or 100,000.5.", typed));
        }

        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in sets.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                wrong.Add(new FieldError("settings", ApiFault.Validation, $"'{line}' is not a setting; it must be key=value.", line));
            else if (!overrides.TryAdd(line[..at].Trim(), line[(at + 1)..].Trim()))
                wrong.Add(new FieldError("settings", ApiFault.Validation, $"{line[..at].Trim()} is given twice.", line));
        }

        if (wrong.Count > 0)
            throw ApiFault.Invalid([.. wrong]).Exception();
        return new BacktestSubmission(
            mode, from, to, amount, shareClass.Length == 0 ? null : shareClass, overrides.Count == 0 ? null : JsonSerializer.SerializeToElement(overrides));
    }
}
