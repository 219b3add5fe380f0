using System.Net;
using BasisActors.Domain.Errors;
using BasisActors.Host.Alerts;
using BasisActors.Host.Backtests;
using BasisActors.Host.Telemetry;

namespace BasisActors.Host.Http;

/// <summary>Where the API is served and who may call it.</summary>
public sealed record HttpOptions
{
    /// <summary>On this machine only; other machines come in by a proxy that speaks TLS, or by an address that is named on purpose.</summary>
    public const string UsualAddress = "http://127.0.0.1:8180";

    public required Uri Address { get; init; }

    /// <summary>Null when nobody is asked for a key.</summary>
    public required ApiKeys? Keys { get; init; }

    /// <summary>Environment of the process: limits, further names of the host.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Folder of all live runs.</summary>
    public required string Runs { get; init; }

    /// <summary>Folder of the results of backtests.</summary>
    public required string Results { get; init; }

    /// <summary>Market data of the backtests.</summary>
    public required DataLocation Data { get; init; }

    /// <summary>Metrics of the process; null where none are collected.</summary>
    public HostTelemetry? Telemetry { get; init; }

    /// <summary>Alerts of the process; null where nobody is to be woken.</summary>
    public HostAlerts? Alerts { get; init; }

    /// <summary>Address of the paper exchange that a run is begun on unless it names another.</summary>
    public Uri Paper { get; init; } = new(Commands.LiveCommand.PaperAddress);

    /// <summary>Null for <c>off</c>.</summary>
    /// <exception cref="BasisException">BTS-002 when it is not an address; API-001 when it would be open to other machines without a key; CFG-002 when the environment names no data.</exception>
    public static HttpOptions? Of(string address, bool isOpen, string runs, string results, IReadOnlyDictionary<string, string> environment, string? data = null)
    {
        if (address == "off")
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/" || !IsBindable(uri))
            throw new BasisException("BTS-002", $"'{address}' is not an address to serve at; it is http://IP:PORT such as {UsualAddress}, or off.", "--http");
        if (isOpen && !uri.IsLoopback)
            throw new BasisException("API-001", $"--no-auth is for the loopback address, not for {uri.Host}: everybody who reaches it could trade.", "--no-auth");
        return new HttpOptions
        {
            Address = uri,
            Keys = isOpen ? null : ApiKeys.Read(environment),
            Environment = environment,
            Runs = runs,
            Results = results,
            Data = DataLocation.Of(data, name => environment.GetValueOrDefault(name)),
        };
    }

    /// <summary>The address to listen on.</summary>
    public IPAddress Bind => Address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Address.Host.Trim('[', ']'));

    private static bool IsBindable(Uri uri) => uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out _);
}
