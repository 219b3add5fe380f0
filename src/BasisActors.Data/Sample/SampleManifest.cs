using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Sample;

/// <summary>One data file of a sample, with its path relative to the root, written with forward slashes.</summary>
internal sealed record SampleFile(string Path, long Rows, long Bytes);

/// <summary><c>sample.json</c>: marks a folder as a sample and says which one.</summary>
internal sealed record SampleManifest(string Kind, int Generator, ulong Seed, string From, string To, long Rows, long Bytes, ImmutableArray<SampleFile> Files)
{
    public const string FileName = "sample.json";

    private const string SampleKind = "basis-sample";

    /// <summary>Raised whenever the same seed and span give other bytes than before.</summary>
    private const int GeneratorVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
    };

    public SampleReport Report => new(Files.Length, Rows, Bytes);

    public static SampleManifest Of(SampleRequest request, ImmutableArray<SampleFile> files) => new(
        SampleKind, GeneratorVersion, request.Seed, SampleCalendar.Date(request.From), SampleCalendar.Date(request.To), files.Sum(f => f.Rows), files.Sum(f => f.Bytes), files);

    /// <summary>True when this sample is what the request would write.</summary>
    public bool Answers(SampleRequest request) =>
        Generator == GeneratorVersion && Seed == request.Seed && From == SampleCalendar.Date(request.From) && To == SampleCalendar.Date(request.To);

    public void Save(string root) => File.WriteAllText(System.IO.Path.Combine(root, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <exception cref="BasisException">DPR-001 when the file is not the manifest of a sample.</exception>
    public static SampleManifest Load(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<SampleManifest>(File.ReadAllBytes(path), Json);
            if (manifest is { Kind: SampleKind, Files.IsDefault: false })
                return manifest;
        }
        catch (JsonException e)
        {
            throw Unreadable(path, e);
        }

        throw Unreadable(path, null);
    }

    private static BasisException Unreadable(string path, Exception? cause) => new(
        new BasisError("DPR-001", $"The manifest is not one of a sample; it must be JSON with kind '{SampleKind}'.", path, "Delete the folder or choose another with --out.", "DATA-002"), cause);
}
