namespace BasisActors.Data.Catalogue;

/// <summary>The kinds of file in a data set; each has one layout.</summary>
internal enum FileKind
{
    Candles,
    Funding,
    AaveReserve,
    PegAnalysis,
    Gas,
    Yield,
    EigenRewards,
    EthfiRewards,
}
