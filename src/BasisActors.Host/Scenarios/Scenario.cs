namespace BasisActors.Host.Scenarios;

/// <summary>A scenario of one run, with every value given.</summary>
public sealed class Scenario
{
    internal Scenario(ScenarioDefinition definition, ScenarioValues values)
    {
        Name = definition.Name;
        Text = $"{definition.Name}:{values}";
        Effect = definition.Effect(values);
    }

    public string Name { get; }

    /// <summary>Canonical: name and all keys with their values. It can be given back on the command line, and it is part of the run's key.</summary>
    public string Text { get; }

    internal ScenarioEffect Effect { get; }

    public override string ToString() => Text;
}
