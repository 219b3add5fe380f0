namespace BasisActors.Host.Dashboard.Parts;

/// <summary>Levels that a margin ratio (balance over notional) is judged by.</summary>
/// <param name="Warning">Below it a warning is given.</param>
/// <param name="Critical">Below it the position is reduced.</param>
/// <param name="Maintenance">At or below it the venue liquidates.</param>
public sealed record MarginLimits(decimal Warning, decimal Critical, decimal Maintenance)
{
    public (string Words, Gravity Gravity) Of(decimal? ratio) => ratio switch
    {
        null => ("no position", Gravity.Quiet),
        { } r when r <= Maintenance => ("liquidation", Gravity.Bad),
        { } r when r < Critical => ("critical", Gravity.Bad),
        { } r when r < Warning => ("warning", Gravity.Warning),
        _ => ("safe", Gravity.Good),
    };
}
