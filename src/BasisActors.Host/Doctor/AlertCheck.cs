using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;

namespace BasisActors.Host.Doctor;

/// <summary>Where alerts go, by the rule that the host starts by. Nothing is sent there.</summary>
internal static class AlertCheck
{
    private const string Name = "alerts";

    public static Finding Of(IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            return AlertSettings.Of(environment) is { } settings
                ? Finding.Ok(Name, AlertSettings.UrlVariable, $"go to {settings.Shown}{(settings.Secret is null ? "" : ", signed")}")
                : Finding.NotApplicable(Name, AlertSettings.UrlVariable, "not set: nobody is told");
        }
        catch (BasisException e)
        {
            return Finding.Failed(Name, AlertSettings.UrlVariable, e.Error);
        }
    }
}
