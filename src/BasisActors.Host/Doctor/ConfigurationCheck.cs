using BasisActors.Host.Configuration;

namespace BasisActors.Host.Doctor;

/// <summary>The configuration of every mode, with what the environment changes in it.</summary>
internal static class ConfigurationCheck
{
    private const string Name = "configuration";

    public static IEnumerable<Finding> Of(ConfigurationSource source)
    {
        var errors = source.CheckAll();
        return errors.IsEmpty
            ? [Finding.Ok(Name, "all modes", $"valid: {string.Join(", ", source.Modes)}")]
            : errors.Select(e => Finding.Failed(Name, e.Where ?? "all modes", e));
    }
}
