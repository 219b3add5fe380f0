using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Http;

/// <summary>
/// The keys of the HTTP API, one for each role, as the environment gives them: <c>BASIS_API__READ_KEY</c>, <c>BASIS_API__OPERATE_KEY</c>,
/// <c>BASIS_API__ADMIN_KEY</c>, or the file that the same name with <c>_FILE</c> behind it names. Only their hashes are kept.
/// </summary>
public sealed class ApiKeys
{
    /// <summary>Fewer characters can be guessed.</summary>
    public const int ShortestKey = 32;

    private readonly ImmutableArray<(ApiRole Role, byte[] Hash)> _keys;

    private ApiKeys(ImmutableArray<(ApiRole, byte[])> keys) => _keys = keys;

    /// <summary>Name of the variable that holds the key of a role.</summary>
    public static string Variable(ApiRole role) => $"BASIS_API__{role.Name().ToUpperInvariant()}_KEY";

    /// <exception cref="BasisException">API-001 when no key is given that may operate, one is too short, two are the same, or a file cannot be read.</exception>
    public static ApiKeys Read(IReadOnlyDictionary<string, string> environment)
    {
        List<string> wrong = [];
        var keys = new List<(ApiRole Role, string Key)>();
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            if (Value(environment, Variable(role), wrong) is not { Length: > 0 } key)
                continue;
            if (key.Length < ShortestKey)
                wrong.Add($"{Variable(role)} has {key.Length} characters, the least is {ShortestKey}");
            else if (keys.FirstOrDefault(k => k.Key == key) is { Key: not null } same)
                wrong.Add($"{Variable(role)} is the same as {Variable(same.Role)}");
            keys.Add((role, key));
        }

        if (keys.All(k => k.Role == ApiRole.Read) && wrong.Count == 0)
            wrong.Add($"neither {Variable(ApiRole.Operate)} nor {Variable(ApiRole.Admin)} is set");
        return wrong.Count == 0
            ? new ApiKeys([.. keys.Select(k => (k.Role, Hash(k.Key)))])
            : throw new BasisException("API-001", $"The HTTP API has no key to ask for: {string.Join("; ", wrong)}.", "environment");
    }

    /// <summary>The role of a key; null when it is none. Takes as long for a key as for none.</summary>
    public ApiRole? RoleOf(string key)
    {
        var hash = Hash(key);
        ApiRole? role = null;
        foreach (var known in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known.Hash, hash))
                role = known.Role;
        }

        return role;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name, List<string> wrong)
    {
        if (environment.TryGetValue(name, out var value) && value.Trim().Length > 0)
            return value.Trim();
        if (!environment.TryGetValue(name + "_FILE", out var path) || path.Trim().Length == 0)
            return null;
        try
        {
            return File.ReadAllText(path.Trim()).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            wrong.Add($"{name}_FILE cannot be read: {exception.Message}");
            return null;
        }
    }
}
