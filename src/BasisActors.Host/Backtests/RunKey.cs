using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Domain.Configuration;

namespace BasisActors.Host.Backtests;

/// <summary>Names a run by its inputs: the same inputs give the same key, so block ids and the journal do not depend on what a user calls the results.</summary>
public static class RunKey
{
    private const int Length = 10;

    public static string Of(BacktestRequest request, RunConfiguration configuration, string configHash)
    {
        var text = new StringBuilder().Append(configHash);
        text.Append(CultureInfo.InvariantCulture, $"|{request.From:O}|{request.To:O}");
        foreach (var hedge in configuration.Hedge)
            text.Append(CultureInfo.InvariantCulture, $"|{hedge.Venue}:{hedge.Weight}");
        foreach (var flow in request.Flows)
            text.Append(CultureInfo.InvariantCulture, $"|{flow.EffectiveAt:O}:{flow.Kind}:{flow.Amount}");
        foreach (var scenario in request.Scenarios)
            text.Append('|').Append(scenario.Text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }
}
