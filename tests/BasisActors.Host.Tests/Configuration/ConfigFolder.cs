using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Tests.Configuration;

/// <summary>A copy of the shipped configuration that a test may spoil.</summary>
public sealed class ConfigFolder : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("basis-configs-");

    public ConfigFolder()
    {
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static string Shipped { get; } = System.IO.Path.Combine(Repository, "configs");

    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(folder.FullName, "BasisActors.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            return folder.FullName;
        }
    }

    public string Path => System.IO.Path.Combine(_temporary.FullName, "configs");

    public Dictionary<string, string> Environment { get; } = [];

    public ConfigurationSource Source => new(Path, Environment);

    public string this[string file]
    {
        get => File.ReadAllText(System.IO.Path.Combine(Path, file));
        set => File.WriteAllText(System.IO.Path.Combine(Path, file), value);
    }

    public void Replace(string file, string old, string replacement)
    {
        Assert.Contains(old, this[file]);
        this[file] = this[file].Replace(old, replacement, StringComparison.Ordinal);
    }

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public EffectiveConfiguration Valid(string mode, params string[] sets) => Source.Load(mode, sets) switch
    {
        ConfigurationResult.Valid valid => valid.Configuration,
        ConfigurationResult.Invalid invalid => throw new InvalidOperationException(string.Join('\n', invalid.Errors)),
        var other => throw new InvalidOperationException($"No rule for {other}."),
    };

    public ImmutableArray<BasisError> Errors(string mode, params string[] sets) =>
        Assert.IsType<ConfigurationResult.Invalid>(Source.Load(mode, sets)).Errors;

    public BasisError OnlyError(string mode, params string[] sets) => Assert.Single(Errors(mode, sets));

    public EffectiveValue Value(string mode, string key, params string[] sets) => Valid(mode, sets).Values.Single(v => v.Key == key);

    public void Dispose() => _temporary.Delete(recursive: true);
}
