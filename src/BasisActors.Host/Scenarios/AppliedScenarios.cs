using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Host.Backtests;

namespace BasisActors.Host.Scenarios;

/// <summary>Puts scenarios into a loaded data set and around simulated venues.</summary>
internal static class AppliedScenarios
{
    /// <summary>The data set after all scenarios in their order; the notes tell which series each of them changed.</summary>
    public static LoadedDataSet ToData(LoadedDataSet data, ImmutableArray<Scenario> scenarios)
    {
        var table = data.Market.Table;
        var notes = data.Notes.ToBuilder();
        foreach (var scenario in scenarios)
        {
            var before = table;
            table = scenario.Effect.Market?.Apply(before) ?? before;
            notes.Add(Note(scenario, before, table));
        }

        return data with { Market = data.Market with { Table = table }, Notes = notes.ToImmutable() };
    }

    /// <summary>The venues with their faults: what fills in part lies under what refuses.</summary>
    public static IReadOnlyList<IExecutionVenue> ToVenues(IReadOnlyList<IExecutionVenue> venues, ImmutableArray<Scenario> scenarios)
    {
        var faults = scenarios.Select(s => s.Effect.Filling).Concat(scenarios.Select(s => s.Effect.Refusal)).OfType<Func<IExecutionVenue, IExecutionVenue>>().ToList();
        return [.. venues.Select(venue => faults.Aggregate(venue, (inner, fault) => fault(inner)))];
    }

    /// <summary>False when a scenario of the market finds none of its series in the data: the run is then the calm one.</summary>
    public static bool Concerns(Scenario scenario, MarketTable table) =>
        scenario.Effect.Market is not { } market || !market.Apply(table).Columns.SequenceEqual(table.Columns, ReferenceEqualityComparer.Instance);

    private static string Note(Scenario scenario, MarketTable before, MarketTable after)
    {
        var changed = after.Columns.Where((column, i) => !ReferenceEquals(column, before.Columns[i])).Select(c => c.Key.ToString()).ToList();
        var what = changed.Count > 0 ? $"changed {string.Join(", ", changed)}"
            : scenario.Effect.Market is null ? "acts on the venues only"
            : "changed no series that this run reads";
        return string.Create(CultureInfo.InvariantCulture, $"Scenario {scenario.Text} {what}.");
    }
}
