namespace BasisActors.Host.Http;

/// <summary>What a caller may do. Each role may do what the one before it may.</summary>
public enum ApiRole
{
    /// <summary>Look.</summary>
    Read,

    /// <summary>Start, stop, halt, resume and fund runs; submit backtests.</summary>
    Operate,

    /// <summary>Book adjustments, kill actors.</summary>
    Admin,
}

/// <summary>Names of the policies that endpoints ask for, and of the roles in claims.</summary>
public static class ApiRoles
{
    public const string Read = "read", Operate = "operate", Admin = "admin";

    public static string Name(this ApiRole role) => role switch
    {
        ApiRole.Read => Read,
        ApiRole.Operate => Operate,
        _ => Admin,
    };

    /// <summary>The names of the roles that may do what a role may.</summary>
    public static IEnumerable<string> From(ApiRole role) => Enum.GetValues<ApiRole>().Where(r => r >= role).Select(Name);
}
