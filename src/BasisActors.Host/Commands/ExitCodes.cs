using BasisActors.Domain.Errors;

namespace BasisActors.Host.Commands;

/// <summary>What the process answers to its caller.</summary>
public static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>The run failed or was cancelled, or a check is negative.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Data or venue not usable.</summary>
    public const int Data = 3;

    /// <summary>Halted by risk.</summary>
    public const int Halted = 4;

    public const int Internal = 5;

    /// <summary>The exit code of an error that stopped a command before or instead of its work.</summary>
    public static int Of(BasisError error) => error.Code switch
    {
        "STRAT-003" or "BTS-002" or "INS-001" or "RST-001" or "POS-004" or "API-001" or "API-003" => Usage,
        _ when error.Code.StartsWith("CFG-", StringComparison.Ordinal) => Usage,
        _ when error.Code.StartsWith("DPR-", StringComparison.Ordinal) || error.Code is "EXP-003" or "EXEC-002" => Data,
        _ => Failed,
    };
}
