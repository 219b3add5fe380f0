namespace BasisActors.Domain.Instructions;

/// <summary>Where a quantity should go (C-05): to a value, by a step, or nowhere.</summary>
public abstract record TargetValue
{
    public static readonly TargetValue Keep = new Maintain();

    private TargetValue()
    {
    }

    /// <summary>The quantity that is wanted, given the current one.</summary>
    public abstract decimal Resolve(decimal current);

    public sealed record Absolute(decimal Value) : TargetValue
    {
        public override decimal Resolve(decimal current) => Value;
    }

    public sealed record Increase(decimal By) : TargetValue
    {
        public override decimal Resolve(decimal current) => current + By;
    }

    public sealed record Decrease(decimal By) : TargetValue
    {
        public override decimal Resolve(decimal current) => current - By;
    }

    public sealed record Maintain : TargetValue
    {
        public override decimal Resolve(decimal current) => current;
    }
}
