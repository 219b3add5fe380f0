namespace BasisActors.Venues.Tests.Paper;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
