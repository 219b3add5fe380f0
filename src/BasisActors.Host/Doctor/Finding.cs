using BasisActors.Domain.Errors;

namespace BasisActors.Host.Doctor;

/// <summary>How a check came out.</summary>
public enum CheckResult
{
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>A run would not work, or not be safe.</summary>
    Failed,

    /// <summary>There is nothing to check.</summary>
    NotApplicable,
}

/// <summary>What one check found.</summary>
/// <param name="Check">What was checked: configuration, disk, database, exchange, clock, key, api key, alerts.</param>
/// <param name="Subject">Of what: a file, an exchange, the name of a variable. Never a secret.</param>
/// <param name="Result">How it came out.</param>
/// <param name="Said">What was seen.</param>
/// <param name="Remedy">What to do; null where there is nothing to do.</param>
/// <param name="Code">The error's code where there is one.</param>
public sealed record Finding(string Check, string Subject, CheckResult Result, string Said, string? Remedy = null, string? Code = null)
{
    public static Finding Ok(string check, string subject, string said) => new(check, subject, CheckResult.Ok, said);

    public static Finding NotApplicable(string check, string subject, string said, string? remedy = null) => new(check, subject, CheckResult.NotApplicable, said, remedy);

    public static Finding Failed(string check, string subject, BasisError error) => new(check, subject, CheckResult.Failed, error.Message, error.Remedy, error.Code);
}
