using System.Collections.Immutable;

namespace BasisActors.Data.Sample;

/// <summary>
/// A synthetic market history in the file formats, folders and units of a downloaded data set, so that the product works offline.
/// Prices, premiums, rates and gas follow the measured statistics of 2024 and 2025; none of it is an observation.
/// Extending <see cref="SampleRequest.To"/> leaves every earlier row as it was.
/// </summary>
public static class SampleDataSet
{
    /// <summary>The seed of the sample that is made on first use: its history is close to the measured one in return, drawdown and funding.</summary>
    public const ulong DefaultSeed = 8;

    public static DateTimeOffset DefaultFrom => new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset DefaultTo => new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Writes the sample. It is made beside the target and moved into place when complete, so an interrupted run leaves no half of it.
    /// A directory that already holds the sample asked for is kept as it is; another sample is replaced.
    /// </summary>
    /// <exception cref="Domain.Errors.BasisException">
    /// BTS-002 for a span that cannot be written; RST-001 when the directory holds something else or cannot be written; DPR-001 when its manifest cannot be read.
    /// </exception>
    public static SampleReport Write(SampleRequest request)
    {
        request.Check();
        var folder = new SampleFolder(request.Directory);
        if (folder.Existing() is { } existing && existing.Answers(request) && folder.Holds(existing))
            return existing.Report;

        SampleReport? report = null;
        folder.Replace(
            staging =>
            {
                var manifest = SampleManifest.Of(request, WriteFiles(request, staging));
                manifest.Save(staging);
                report = manifest.Report;
            },
            arrived => arrived.Answers(request));
        return report!;
    }

    private static ImmutableArray<SampleFile> WriteFiles(SampleRequest request, string root)
    {
        var calendar = new SampleCalendar(request.From, request.To);
        var world = new SampleWorld(request.Seed, calendar);
        var written = ImmutableArray.CreateBuilder<SampleFile>();
        foreach (var file in SampleCatalogue.Of(world))
        {
            var path = Path.Combine(root, file.Path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            using var text = new CsvText(stream, file.LineEnd);
            file.Write(text);
            text.Flush();
            written.Add(new SampleFile(file.Path, text.Rows, text.Bytes));
        }

        return written.ToImmutable();
    }
}
