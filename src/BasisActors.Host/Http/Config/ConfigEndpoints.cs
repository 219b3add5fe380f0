using System.Collections.Immutable;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Http.Strategies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Config;

/// <summary>What the host was started with.</summary>
/// <param name="ConfigFolder">Folder of the configuration files.</param>
/// <param name="RunsFolder">Folder of the live runs.</param>
/// <param name="ResultsFolder">Folder of the results of backtests.</param>
/// <param name="DataMode">csv or db.</param>
/// <param name="Data">Folder of the data set; null for the generated sample, and for a database, whose address may hold a password.</param>
/// <param name="IsAuthenticated">False where everybody on this machine may do everything.</param>
/// <param name="Modes">Configuration of each mode as its files and the environment say.</param>
public sealed record HostConfig(
    string ConfigFolder, string RunsFolder, string ResultsFolder, string DataMode, string? Data, bool IsAuthenticated, ImmutableArray<ModeConfig> Modes);

/// <param name="Mode">Name of the mode.</param>
/// <param name="ConfigHash">Null when it is not valid.</param>
/// <param name="Values">Values in force by key; a secret is a mask. Empty when it is not valid.</param>
public sealed record ModeConfig(string Mode, string? ConfigHash, ImmutableSortedDictionary<string, string> Values);

/// <summary>A variable that this program reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSet">Whether it has a value.</param>
/// <param name="Value">Null when it is not set, and always for a secret.</param>
/// <param name="IsSecret">Whether it may hold one.</param>
public sealed record EnvironmentVariable(string Name, bool IsSet, string? Value, bool IsSecret);

/// <param name="Variables">By name.</param>
/// <param name="Total">How many there are.</param>
public sealed record EnvironmentVariables(ImmutableArray<EnvironmentVariable> Variables, int Total);

/// <param name="IsValid">Whether all files and the environment are valid.</param>
/// <param name="Errors">Everything that is wrong.</param>
/// <param name="Modes">Modes that have a file.</param>
public sealed record ConfigStatus(bool IsValid, ImmutableArray<FieldError> Errors, ImmutableArray<string> Modes);

/// <summary>What the host runs with. No secret leaves it.</summary>
public static class ConfigEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var config = api.MapGroup("/config").WithTags("config");
        config.MapGet("/", All).WithSummary("Folders, data and the configuration of every mode; secrets are masked.");
        config.MapGet("/environment", Variables).WithSummary("The environment variables that are read, and whether each is set; a secret's value is never told.");
        config.MapGet("/status", Status).WithSummary("Everything that is wrong in any configuration file or in the environment.");
    }

    private static Ok<Answer<HostConfig>> All(HttpContext context, HttpOptions options, ConfigurationSource source)
    {
        var modes = StrategyCatalogue.Names.Select(mode => source.Load(mode, []) is ConfigurationResult.Valid { Configuration: var effective }
            ? new ModeConfig(mode, effective.Hash, StrategyConfig.Of(effective, asYaml: false).Config)
            : new ModeConfig(mode, null, ImmutableSortedDictionary<string, string>.Empty));
        var data = options.Data;
        return Answers.Ok(context, new HostConfig(
            source.Folder,
            Path.GetFullPath(options.Runs),
            Path.GetFullPath(options.Results),
            data.Mode.ToString().ToLowerInvariant(),
            data is { Mode: DataMode.Csv, Place: { } place } ? Path.GetFullPath(place) : null,
            options.Keys is not null,
            [.. modes]));
    }

    private static Ok<Answer<EnvironmentVariables>> Variables(HttpContext context, HttpOptions options)
    {
        var variables = KnownVariables.Of(options.Environment);
        return Answers.Ok(context, new EnvironmentVariables(variables, variables.Length));
    }

    private static Ok<Answer<ConfigStatus>> Status(HttpContext context, ConfigurationSource source)
    {
        var errors = source.CheckAll();
        return Answers.Ok(context, new ConfigStatus(errors.IsEmpty, [.. errors.Select(e => new FieldError(e.Where ?? "config", e.Code, e.Message))], source.Modes));
    }
}
