using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Configuration.Schema;
using BasisActors.Host.Live;

namespace BasisActors.Host.Http.Strategies;

/// <summary>A configuration to look at. Give <c>config</c>, a whole one as <c>/config</c> gives it, or <c>config_overrides</c>, what shall differ from the files, or both.</summary>
/// <param name="Config">Values by key or group; what equals the files is passed over.</param>
/// <param name="ConfigOverrides">Values by key or group.</param>
/// <param name="ShareClass">USDT, ETH or BTC; null takes the mode's.</param>
/// <param name="InitialCapital">Share-class currency, above 0; null takes the mode's.</param>
/// <param name="ExecutionMode">backtest or live; null is backtest.</param>
public sealed record ValidationRequest(
    JsonElement? Config = null, JsonElement? ConfigOverrides = null, string? ShareClass = null, decimal? InitialCapital = null, string? ExecutionMode = null);

/// <summary>What is wrong with something that can nevertheless be run.</summary>
/// <param name="Field">Configuration key.</param>
/// <param name="Message">What to think of.</param>
public sealed record ConfigurationWarning(string Field, string Message);

/// <summary>What was found.</summary>
/// <param name="Valid">True when a run can begin with it.</param>
/// <param name="Errors">All that is wrong.</param>
/// <param name="Warnings">What a person should know of a valid configuration.</param>
/// <param name="EffectiveConfig">Values in force by key; null when it is not valid.</param>
/// <param name="ConfigHash">Null when it is not valid.</param>
public sealed record ValidationResult(
    bool Valid, ImmutableArray<FieldError> Errors, ImmutableArray<ConfigurationWarning> Warnings, ImmutableSortedDictionary<string, string>? EffectiveConfig, string? ConfigHash);

internal static class StrategyValidation
{
    private const string Backtest = "backtest", Live = "live";

    /// <param name="catalogue">The modes.</param>
    /// <param name="environment">Of the process: what it says of live runs.</param>
    /// <param name="mode">A mode that exists.</param>
    /// <param name="request">What is asked.</param>
    public static ValidationResult Check(StrategyCatalogue catalogue, IReadOnlyDictionary<string, string> environment, string mode, ValidationRequest request)
    {
        List<FieldError> errors = [];
        var isLive = request.ExecutionMode == Live;
        if (request.ExecutionMode is not (null or Backtest or Live))
            errors.Add(new FieldError("execution_mode", ApiFault.Validation, $"execution_mode is '{request.ExecutionMode}'; it must be backtest or live.", request.ExecutionMode, [Backtest, Live]));
        var whole = ConfigurationValues.Read(request.Config, "config", errors);
        var overrides = ConfigurationValues.Read(request.ConfigOverrides, "config_overrides", errors);
        List<string> sets = isLive ? [.. LiveCommand.OnPaper, .. OfEnvironment(environment, errors)] : [];
        sets.AddRange(Differing(catalogue.Source.Load(mode, sets), whole));
        sets.AddRange(overrides.Select(o => $"{o.Key}={o.Value}"));
        sets.AddRange(Sets(request.ShareClass, request.InitialCapital));
        switch (catalogue.Source.Load(mode, sets))
        {
            case ConfigurationResult.Valid { Configuration: var effective }:
                if (isLive && CannotGoLive(effective) is { } problem)
                    errors.Add(problem);
                return errors.Count > 0
                    ? new ValidationResult(false, [.. errors], [], null, null)
                    : new ValidationResult(true, [], Warnings(effective), StrategyConfig.Of(effective, asYaml: false).Config, effective.Hash);
            case ConfigurationResult.Invalid { Faults: var faults }:
                return new ValidationResult(false, [.. errors, .. faults.Select(StrategyCatalogue.Field)], [], null, null);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other}");
        }
    }

    /// <summary>Share class and capital as overrides.</summary>
    public static IEnumerable<string> Sets(string? shareClass, decimal? capital)
    {
        if (shareClass is not null)
            yield return $"share_class={shareClass}";
        if (capital is { } amount)
            yield return FormattableString.Invariant($"initial_capital={amount}");
    }

    /// <summary>Of a whole configuration what differs from the files: what a file says of itself can be shown and not be given.</summary>
    private static IEnumerable<string> Differing(ConfigurationResult files, ImmutableArray<(string Key, string Value)> whole)
    {
        var values = files is ConfigurationResult.Valid { Configuration: var effective } ? effective.Values.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal) : [];
        return whole
            .Where(w => ConfigurationSchema.Find(w.Key) is not { } known || values.GetValueOrDefault(known.Key) != (known.Setting.Type.Read(w.Value.Trim()).Value ?? w.Value))
            .Select(w => $"{w.Key}={w.Value}");
    }

    private static IEnumerable<string> OfEnvironment(IReadOnlyDictionary<string, string> environment, List<FieldError> errors)
    {
        try
        {
            return [.. new LiveEnvironment(environment).Sets()];
        }
        catch (BasisException e)
        {
            errors.Add(new FieldError(e.Error.Where ?? "environment", e.Error.Code, e.Error.Message));
            return [];
        }
    }

    private static FieldError? CannotGoLive(EffectiveConfiguration effective)
    {
        try
        {
            _ = LiveRunner.Exchanges(effective.Run).ToArray();
            return null;
        }
        catch (BasisException e)
        {
            return new FieldError("execution_mode", e.Error.Code, e.Error.Message, Live, [Backtest]);
        }
    }

    private static ImmutableArray<ConfigurationWarning> Warnings(EffectiveConfiguration effective)
    {
        var run = effective.Run;
        var warnings = ImmutableArray.CreateBuilder<ConfigurationWarning>();
        var key = $"share_classes.{run.Currency.ToLowerInvariant()}.max_drawdown";
        if (effective.Values.FirstOrDefault(v => v.Key == key)?.Value is { } told && run.MaxDrawdown > decimal.Parse(told, System.Globalization.CultureInfo.InvariantCulture))
            warnings.Add(new ConfigurationWarning("max_drawdown", FormattableString.Invariant($"max_drawdown is {run.MaxDrawdown}; investors of the share class are told to expect {told} at most.")));
        if (MinimumCapital.Of(run) is { } least && run.InitialCapital < least)
            warnings.Add(new ConfigurationWarning("initial_capital", FormattableString.Invariant($"initial_capital is {run.InitialCapital}; below {least} a leg of the first entry is smaller than its venue trades.")));
        if (!run.RebalancingEnabled)
            warnings.Add(new ConfigurationWarning("rebalancing.enabled", "Nothing is rebalanced: no risk but the stop-loss is answered."));
        if (run.Costs.Model != Domain.Configuration.CostModel.Full)
            warnings.Add(new ConfigurationWarning("costs.model", "Not all costs are paid: results are better than the trade."));
        return warnings.ToImmutable();
    }
}
