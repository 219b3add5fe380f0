using BasisActors.Actors.Events;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>Start, errors and holes in the market.</summary>
internal static class RunPayloads
{
    /// <summary>Initialisation (S-177).</summary>
    public static void Write(Utf8Text json, ComponentInitialized initialized, string executionMode)
    {
        json.Field("""{"execution_mode":"""u8, executionMode);
        json.Field(""","mode":"""u8, initialized.Mode);
        json.Field(""","config_hash":"""u8, initialized.ConfigHash);
        json.Byte('}');
    }

    /// <summary>Error (S-179). An error is a value: it says where to look and has no stack.</summary>
    public static void Write(Utf8Text json, BasisError error)
    {
        json.Field("""{"error_code":"""u8, error.Code);
        json.Field(""","sub_code":"""u8, error.SubCode);
        json.Field(""","error_message":"""u8, error.Message);
        json.Field(""","error_severity":"""u8, Name(error.Severity));
        json.Field(""","where":"""u8, error.Where);
        json.Field(""","resolution":"""u8, error.Remedy);
        json.Raw(""","stack_trace":null}"""u8);
    }

    public static void Write(Utf8Text json, MarketStale stale)
    {
        json.Field("""{"tick":"""u8, stale.Tick.Sequence);
        json.Field(""","series":"""u8, stale.Series);
        json.Field(""","age_seconds":"""u8, (long)stale.AgeSeconds);
        json.Byte('}');
    }

    public static void Write(Utf8Text json, string message)
    {
        json.Field("""{"message":"""u8, message);
        json.Byte('}');
    }

    public static string Name(Severity severity) => severity switch
    {
        Severity.Low => "LOW",
        Severity.Medium => "MEDIUM",
        Severity.High => "HIGH",
        Severity.Critical => "CRITICAL",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "The severity has no name in the event files."),
    };
}
