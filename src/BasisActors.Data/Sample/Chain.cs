namespace BasisActors.Data.Sample;

/// <summary>Block numbers of Ethereum as they fit an instant.</summary>
internal static class Chain
{
    private const long ReferenceEpoch = 1_704_067_200;   // 2024-01-01
    private const long ReferenceBlock = 18_908_894;
    private const long CentisecondsPerBlock = 1_208;      // 12 s slots, one in 150 empty

    public static long Block(long epoch) => ReferenceBlock + ((epoch - ReferenceEpoch) * 100 / CentisecondsPerBlock);
}
