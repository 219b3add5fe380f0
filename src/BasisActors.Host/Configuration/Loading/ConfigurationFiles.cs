using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Configuration.Schema;
using YamlDotNet.Core;

namespace BasisActors.Host.Configuration.Loading;

/// <summary>The YAML files of a configuration folder.</summary>
internal sealed class ConfigurationFiles(string directory)
{
    public const string Modes = "modes";

    private const string Extension = ".yaml";

    private readonly string _name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    public bool Exist => Directory.Exists(directory);

    /// <summary>Names of the files of one kind without extension, in ordinal order; empty when there are none.</summary>
    public ImmutableArray<string> Names(string kind)
    {
        var folder = Path.Combine(directory, kind);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The path as messages show it, independent of where the folder lies.</summary>
    public string Shown(string kind, string name) => $"{_name}/{kind}/{name}{Extension}";

    /// <summary>A file as it stands; null when there is none or it cannot be read.</summary>
    public string? Text(string kind, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, kind, name + Extension));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives every value of a file to the settings. False when the file could not be read, which is then among the errors.</summary>
    public bool Read(string kind, string name, string prefix, Layer layer, LayeredSettings settings)
    {
        var shown = Shown(kind, name);
        try
        {
            Walk(YamlReader.Read(File.ReadAllText(Path.Combine(directory, kind, name + Extension))), prefix, shown, layer, settings);
            return true;
        }
        catch (YamlException e)
        {
            settings.Refuse(new BasisError("CFG-004", $"The file is not valid: {FirstLine(e)}.", $"{shown}:{e.Start.Line}"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            settings.Refuse(new BasisError("CFG-003", "The file does not exist.", shown));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            settings.Refuse(new BasisError("CFG-001", $"The file could not be read: {e.Message}", shown, "Check the file's permissions."));
        }

        return false;
    }

    private static void Walk(YamlMapping mapping, string prefix, string file, Layer layer, LayeredSettings settings)
    {
        foreach (var (key, line, node) in mapping.Members)
        {
            var path = prefix + key;
            var origin = $"{file}:{line}";
            if (ConfigurationSchema.Find(path) is not null)
            {
                if (node.ToText() is { } text)
                    settings.Give(path, text, origin, layer);
                else
                    settings.Break(path, $"{path} holds values within values, which no setting does.", origin);
            }
            else if (!ConfigurationSchema.IsGroup(path))
            {
                settings.Refuse(LayeredSettings.UnknownKey(path, Redaction.Show(path, node.ToText() ?? "…"), origin), path, Redaction.Show(path, node.ToText() ?? "…"));
            }
            else if (node is YamlMapping group)
            {
                Walk(group, path + ".", file, layer, settings);
            }
            else
            {
                settings.Refuse($"{path} is '{node.ToText()}'; it is a group of settings and must hold keys, the nearest is {ConfigurationSchema.Nearest(path)}.", origin, path, node.ToText());
            }
        }
    }

    private static string FirstLine(YamlException e) => e.Message.Split('\n')[0].Trim().TrimEnd('.');
}
