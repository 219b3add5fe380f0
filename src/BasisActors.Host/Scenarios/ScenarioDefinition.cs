using System.Collections.Immutable;
using BasisActors.Data.Scenarios;
using BasisActors.Domain.Instructions;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Scenarios;

/// <summary>A key of a scenario.</summary>
/// <param name="Name">As written before the equals sign.</param>
/// <param name="Type">Which values it may have.</param>
/// <param name="Default">Canonical text.</param>
/// <param name="Meaning">What it is, with its unit.</param>
internal sealed record ScenarioKey(string Name, SettingType Type, string Default, string Meaning);

/// <summary>What a scenario does: to the market, to the venues, or both.</summary>
/// <param name="Market">Change of the market.</param>
/// <param name="Refusal">A venue that refuses.</param>
/// <param name="Filling">A venue that carries out less than was asked. It lies under every refusal: what is refused is the order, not its part.</param>
internal sealed record ScenarioEffect(
    MarketScenario? Market = null, Func<IExecutionVenue, IExecutionVenue>? Refusal = null, Func<IExecutionVenue, IExecutionVenue>? Filling = null);

/// <summary>A scenario that can be asked for.</summary>
/// <param name="Name">As written on the command line.</param>
/// <param name="Meaning">What happens.</param>
/// <param name="Keys">In the order of its canonical text.</param>
/// <param name="Effect">Makes the effect from the values.</param>
internal sealed record ScenarioDefinition(string Name, string Meaning, ImmutableArray<ScenarioKey> Keys, Func<ScenarioValues, ScenarioEffect> Effect);
