namespace BasisActors.Host.Doctor;

/// <summary>The keys of the HTTP API: there, long enough, and each another one.</summary>
internal static class ApiKeyCheck
{
    private const string Name = "api key";
    private const int Shortest = 32;
    private const string Make = "Make one with `openssl rand -hex 32`.";

    private static readonly string[] Variables = ["BASIS_API__READ_KEY", "BASIS_API__OPERATE_KEY", "BASIS_API__ADMIN_KEY"];

    public static IEnumerable<Finding> Of(IReadOnlyDictionary<string, string> environment)
    {
        var keys = Variables.Select(v => (Variable: v, Key: Read(environment, v, out var unreadable), Unreadable: unreadable)).ToList();
        if (keys.All(k => k.Key is null && k.Unreadable is null))
        {
            yield return new Finding(Name, "BASIS_API__…_KEY", CheckResult.Warning, "none is set: `basis host` serves no HTTP", $"{Make} Name the file that holds it with {Variables[0]}_FILE; the same for OPERATE and ADMIN.");
            yield break;
        }

        foreach (var (variable, key, unreadable) in keys)
        {
            if (unreadable is not null)
                yield return new Finding(Name, variable, CheckResult.Failed, unreadable, "Name a file that the process may read.", "CFG-002");
            else if (key is null)
                yield return Finding.NotApplicable(Name, variable, "not set: nobody has this role");
            else if (key.Length < Shortest)
                yield return new Finding(Name, variable, CheckResult.Failed, $"has {key.Length} characters; at least {Shortest} are needed", Make, "CFG-002");
            else if (keys.Where(k => k.Key == key).Select(k => k.Variable).FirstOrDefault(v => v != variable) is { } other)
                yield return new Finding(Name, variable, CheckResult.Failed, $"is the same as {other}", "Give each role a key of its own.", "CFG-002");
            else
                yield return Finding.Ok(Name, variable, $"has {key.Length} characters");
        }
    }

    private static string? Read(IReadOnlyDictionary<string, string> environment, string variable, out string? unreadable)
    {
        unreadable = null;
        if (environment.GetValueOrDefault(variable)?.Trim() is { Length: > 0 } value)
            return value;
        if (environment.GetValueOrDefault(variable + "_FILE") is not { Length: > 0 } path)
            return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            unreadable = $"the file that {variable}_FILE names cannot be read: {exception.Message}";
            return null;
        }
    }
}
