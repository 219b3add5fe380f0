namespace BasisActors.Host.Configuration.Loading;

/// <summary>Where a value can come from; a later layer wins.</summary>
internal enum Layer
{
    Default,
    ShareClassFile,
    VenueFile,
    ModeFile,
    Environment,
    CommandLine,
}

/// <summary>A valid value of a setting and where it came from.</summary>
/// <param name="Key">Canonical key.</param>
/// <param name="Value">Canonical text.</param>
/// <param name="Origin">File and line, environment variable, <c>--set</c> or <c>default</c>.</param>
/// <param name="Layer">The layer of the origin.</param>
internal sealed record Entry(string Key, string Value, string Origin, Layer Layer);
