using System.Text;
using System.Text.Json;

namespace BasisActors.Host.Doctor;

/// <summary>The findings as one JSON document.</summary>
internal static class FindingsJson
{
    public static string Of(IReadOnlyList<Finding> findings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("status", Text(Worst(findings)));
            json.WriteStartArray("checks");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("check", finding.Check);
                json.WriteString("subject", finding.Subject);
                json.WriteString("result", Text(finding.Result));
                json.WriteString("code", finding.Code);
                json.WriteString("finding", finding.Said);
                json.WriteString("resolution", finding.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Failed before warning before ok.</summary>
    public static CheckResult Worst(IReadOnlyList<Finding> findings) =>
        findings.Any(f => f.Result == CheckResult.Failed) ? CheckResult.Failed : findings.Any(f => f.Result == CheckResult.Warning) ? CheckResult.Warning : CheckResult.Ok;

    public static string Text(CheckResult result) => result switch
    {
        CheckResult.Ok => "ok",
        CheckResult.Warning => "warning",
        CheckResult.Failed => "failed",
        _ => "not_applicable",
    };
}
