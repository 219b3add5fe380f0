using System.CommandLine;
using BasisActors.Domain.Errors;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis health</c>: asks a running host whether it is ready. An image without curl can be asked that way.</summary>
public static class HealthCommand
{
    private const string Ready = "http://127.0.0.1:8180/healthz/ready";
    private const int Shown = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "What to ask.", DefaultValueFactory = _ => Ready };
        var command = new Command("health", "Ask a running host whether it is ready. Exit code 0 when it answers with success, 1 when not.") { address };
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = parsed.GetValue(address)!;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var asked) || asked.Scheme is not ("http" or "https"))
                return ErrorOutput.Write([new BasisError("BTS-002", $"'{text}' is not an address; it is like {Ready}.", "address")], json: false);
            if (await RefusalAsync(asked, cancellation).ConfigureAwait(false) is { } refusal)
            {
                Console.Error.WriteLine($"{asked} {refusal.ReplaceLineEndings(" ")}");
                return ExitCodes.Failed;
            }

            Console.WriteLine("ready");
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>What speaks against it; null when it is ready.</summary>
    private static async Task<string?> RefusalAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(address, cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return null;
            var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return $"answers {(int)response.StatusCode}: {(body.Length > Shown ? body[..Shown] : body)}";
        }
        catch (HttpRequestException exception)
        {
            return $"does not answer: {exception.Message}";
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"has not answered within {Patience.TotalSeconds:0} s";
        }
    }
}
