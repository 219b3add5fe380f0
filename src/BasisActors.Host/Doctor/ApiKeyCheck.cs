using BasisActors.Domain.Errors;
using BasisActors.Host.Http;

namespace BasisActors.Host.Doctor;

/// <summary>The keys of the HTTP API, by the rule that the host starts by: there, long enough, and each another one.</summary>
internal static class ApiKeyCheck
{
    private const string Name = "api key";

    public static Finding Of(IReadOnlyDictionary<string, string> environment)
    {
        string[] given = [.. Enum.GetValues<ApiRole>().Select(ApiKeys.Variable).Where(v => environment.GetValueOrDefault(v)?.Length > 0 || environment.GetValueOrDefault(v + "_FILE")?.Length > 0)];
        if (given.Length == 0)
        {
            return new Finding(
                Name, "environment", CheckResult.Warning, "none is set: `basis host` does not start but with --no-auth or --http off",
                $"Make one for each role with `openssl rand -hex 32`, and name the files that hold them: {ApiKeys.Variable(ApiRole.Read)}_FILE, and so on.");
        }

        try
        {
            _ = ApiKeys.Read(environment);
            return Finding.Ok(Name, "environment", $"{string.Join(", ", given)}: at least {ApiKeys.ShortestKey} characters, all different");
        }
        catch (BasisException e)
        {
            return Finding.Failed(Name, "environment", e.Error);
        }
    }
}
