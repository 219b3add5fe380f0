using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace BasisActors.Host.Http.Results;

/// <summary>Streams a result as a zip while it is packed.</summary>
internal sealed class ResultArchive(string folder, string id) : IResult, IEndpointMetadataProvider
{
    private const string Zip = "application/zip";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FileStream), [Zip]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = Zip;
        response.Headers.ContentDisposition = $"attachment; filename=\"{id}.zip\"";
        await using var output = new PendingTail(response.Body);
        await using (var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop).ConfigureAwait(false))
        {
            foreach (var file in ResultStore.Files(folder))
            {
                await using var source = new FileStream(Path.Combine(folder, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
                await using var entry = await zip.CreateEntry($"{id}/{file.Name}", CompressionLevel.Fastest).OpenAsync(stop).ConfigureAwait(false);
                await source.CopyToAsync(entry, stop).ConfigureAwait(false);
            }
        }

        await output.FlushAsync(stop).ConfigureAwait(false);
    }
}
