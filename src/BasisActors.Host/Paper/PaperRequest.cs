using System.Collections.Immutable;
using BasisActors.Host.Backtests;
using BasisActors.Host.Scenarios;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Paper;

/// <summary>What <c>basis paper</c> was asked for.</summary>
/// <param name="Port">On 127.0.0.1; 0 takes a free one.</param>
/// <param name="Data">Where the prices are; the generated sample when it names no place.</param>
/// <param name="Start">Time in the data at which the replay begins.</param>
/// <param name="End">Last time in the data; the market stands still after it.</param>
/// <param name="Speed">Seconds of data for a second of wall clock, above 0.</param>
/// <param name="FundingInterval">Between two settlements, wall clock.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="FeesInCoin">Whether the fee of a spot purchase is taken from the coins bought.</param>
/// <param name="Accounts">What each account is entered with, the same at each exchange; at least one.</param>
internal sealed record PaperRequest(
    int Port, DataLocation Data, DateTimeOffset Start, DateTimeOffset End, decimal Speed, TimeSpan FundingInterval, FaultPlan Faults, bool FeesInCoin,
    ImmutableArray<ApiCredentials> Accounts)
{
    /// <summary>Whether a price holds from one row of the data to the next, as in a backtest, instead of moving in a straight line.</summary>
    public bool Stepped { get; init; }

    /// <summary>Whether the exchanges say of the keys that they may withdraw.</summary>
    public bool KeysWithdraw { get; init; }

    /// <summary>What is done to the data before it is played, in this order.</summary>
    public ImmutableArray<Scenario> Scenarios { get; init; } = [];
}
