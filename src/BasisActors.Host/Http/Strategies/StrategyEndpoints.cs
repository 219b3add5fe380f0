using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration;
using BasisActors.Host.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace BasisActors.Host.Http.Strategies;

/// <summary>The modes: what there is, what they are configured with, what they need (S-006…S-013; domain reference §10.1).</summary>
public static class StrategyEndpoints
{
    private static readonly ImmutableArray<string> Formats = ["json", "yaml"];

    public static void Map(RouteGroupBuilder api)
    {
        var strategies = api.MapGroup("/strategies").WithTags("strategies");
        strategies.MapGet("/", List).WithSummary("The modes, each in its own share class or in the one asked for; a filter by risk level is of the share class.");
        strategies.MapGet("/modes", Modes).WithSummary("The modes by their files: whether each is valid, and its hash.");
        strategies.MapGet("/modes/{mode}", Mode).WithSummary("The file of a mode, to begin another from.").ProducesProblem(404);
        strategies.MapGet("/{mode}", Find).WithSummary("One mode.").ProducesProblem(404);
        strategies.MapGet("/{mode}/config", Config).WithSummary("The configuration in force, with the origin of each value, the defaults and the hash.").ProducesProblem(404);
        strategies.MapGet("/{mode}/config/merged", Merged).WithSummary("What a backtest of that period and capital would read.").ProducesProblem(404);
        strategies.MapGet("/{mode}/parameters", Parameters).WithSummary("Each setting: kind, what is allowed, meaning, unit, default, value in force.").ProducesProblem(404);
        strategies.MapPost("/{mode}/validate", Validate).WithSummary("Looks at a configuration and says everything that is wrong with it; 200 also when it is not valid. Nothing is kept.").ProducesProblem(404);
        strategies.MapGet("/{mode}/requirements", Requirements).WithSummary("Venues, data, names of credentials, positions and smallest capital.").ProducesProblem(404);
    }

    private static Ok<Answer<StrategyList>> List(HttpContext context, StrategyCatalogue catalogue, [FromQuery(Name = "share_class")] string? shareClass = null, [FromQuery(Name = "risk_level")] string? riskLevel = null)
    {
        var entries = catalogue.All(Asked("share_class", shareClass, StrategyCatalogue.ShareClasses), Asked("risk_level", riskLevel, StrategyCatalogue.RiskLevels));
        return Answers.Ok(context, new StrategyList(entries, entries.Length));
    }

    private static Ok<Answer<ModeList>> Modes(HttpContext context, StrategyCatalogue catalogue)
    {
        var modes = StrategyFactory.All.Select(m => Entry(catalogue, m.Name, template: null)).ToImmutableArray();
        return Answers.Ok(context, new ModeList(modes, modes.Length));
    }

    private static Ok<Answer<ModeEntry>> Mode(HttpContext context, StrategyCatalogue catalogue, string mode)
    {
        var name = StrategyCatalogue.Known(mode);
        return Answers.Ok(context, Entry(catalogue, name, catalogue.Source.ModeFile(name)));
    }

    private static Ok<Answer<StrategyEntry>> Find(HttpContext context, StrategyCatalogue catalogue, string mode) => Answers.Ok(context, catalogue.Find(mode));

    private static Ok<Answer<StrategyConfig>> Config(
        HttpContext context, StrategyCatalogue catalogue, string mode, [FromQuery(Name = "share_class")] string? shareClass = null, [FromQuery(Name = "initial_capital")] string? initialCapital = null, string? format = null)
    {
        var effective = Effective(catalogue, mode, shareClass, initialCapital);
        return Answers.Ok(context, StrategyConfig.Of(effective, Asked("format", format, Formats) == "yaml"));
    }

    private static Ok<Answer<MergedConfig>> Merged(
        HttpContext context, StrategyCatalogue catalogue, string mode, [FromQuery(Name = "start_date")] string? startDate = null, [FromQuery(Name = "end_date")] string? endDate = null, [FromQuery(Name = "initial_capital")] string? initialCapital = null, [FromQuery(Name = "share_class")] string? shareClass = null)
    {
        var effective = Effective(catalogue, mode, shareClass, initialCapital);
        var (from, to) = (Time("start_date", startDate), Time("end_date", endDate));
        return from >= to
            ? throw ApiFault.Invalid("end_date", "end_date must be after start_date.").Exception()
            : Answers.Ok(context, new MergedConfig(from, to, StrategyConfig.Of(effective, asYaml: false)));
    }

    private static Ok<Answer<StrategyParameterList>> Parameters(HttpContext context, StrategyCatalogue catalogue, string mode, [FromQuery(Name = "share_class")] string? shareClass = null)
    {
        var effective = Effective(catalogue, mode, shareClass, initialCapital: null);
        var parameters = StrategyParameter.Of(effective);
        return Answers.Ok(context, new StrategyParameterList(effective.Run.Mode, parameters, parameters.Length));
    }

    private static Ok<Answer<ValidationResult>> Validate(HttpContext context, StrategyCatalogue catalogue, HttpOptions options, string mode, ValidationRequest request) =>
        Answers.Ok(context, StrategyValidation.Check(catalogue, options.Environment, StrategyCatalogue.Known(mode), request));

    private static Ok<Answer<StrategyRequirements>> Requirements(HttpContext context, StrategyCatalogue catalogue, HttpOptions options, string mode, [FromQuery(Name = "share_class")] string? shareClass = null) =>
        Answers.Ok(context, StrategyRequirements.Of(Effective(catalogue, mode, shareClass, initialCapital: null).Run, new LiveEnvironment(options.Environment)));

    private static ModeEntry Entry(StrategyCatalogue catalogue, string mode, string? template)
    {
        var effective = catalogue.Source.Load(mode, []) is ConfigurationResult.Valid valid ? valid.Configuration : null;
        return new ModeEntry(mode, StrategyFactory.All.First(m => m.Name == mode).Description, template, effective is not null, effective?.Hash);
    }

    private static EffectiveConfiguration Effective(StrategyCatalogue catalogue, string mode, string? shareClass, string? initialCapital)
    {
        var name = StrategyCatalogue.Known(mode);
        List<string> sets = [];
        if (Asked("share_class", shareClass, StrategyCatalogue.ShareClasses) is { } currency)
            sets.Add($"share_class={currency}");
        if (initialCapital is not null)
            sets.Add($"initial_capital={initialCapital}");
        return catalogue.Valid(name, sets);
    }

    /// <summary>One of the words that a query may hold, as we spell it.</summary>
    private static string? Asked(string name, string? value, ImmutableArray<string> allowed) => value is null
        ? null
        : allowed.FirstOrDefault(a => string.Equals(a, value, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiFault.Invalid([new FieldError(name, ApiFault.Validation, $"{name} is '{value}'; it must be one of {string.Join(", ", allowed)}.", value, allowed)]).Exception();

    private static DateTimeOffset? Time(string name, string? text)
    {
        try
        {
            return text is null ? null : ArgumentParsing.Time(text, name);
        }
        catch (BasisException e)
        {
            throw ApiFault.Invalid([new FieldError(name, e.Error.Code, e.Error.Message, text)]).Exception();
        }
    }
}
