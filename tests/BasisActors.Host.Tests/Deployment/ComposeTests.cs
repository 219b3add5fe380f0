using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using BasisActors.Actors.Telemetry;
using BasisActors.Host.Alerts;
using BasisActors.Host.Telemetry;
using BasisActors.Host.Tests.Configuration;
using BasisActors.Venues.Exchanges.Requests;
using Xunit.Abstractions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace BasisActors.Host.Tests.Deployment;

/// <summary>docker-compose.yml and what it mounts, as far as that can be checked without an engine.</summary>
public sealed partial class ComposeTests(ITestOutputHelper output)
{
    private static readonly string ComposeFile = Path.Combine(ConfigFolder.Repository, "docker-compose.yml");

    private static readonly Dictionary<object, object> Compose = Read(ComposeFile);

    [Fact]
    public void It_has_a_host_a_paper_exchange_a_database_and_two_to_look_with() =>
        Assert.Equal(["grafana", "host", "paper", "postgres", "prometheus"], Services().Select(s => s.Name).Order());

    [Fact]
    public void Every_service_is_checked_for_health_and_comes_back_by_itself() => Assert.All(Services(), service =>
    {
        Assert.Equal("unless-stopped", service.Of["restart"]);
        Assert.Equal("CMD", ((List<object>)Map(service.Of["healthcheck"])["test"])[0]); // without a shell
    });

    [Fact]
    public void Images_of_others_have_a_version() => Assert.All(Services().Where(s => s.Name is not ("host" or "paper")), s => Assert.Matches(@":v?\d+\.\d+", (string)s.Of["image"]));

    [Fact]
    public void What_is_published_is_published_on_this_machine_only() =>
        Assert.All(Services().SelectMany(s => List(s.Of, "ports")), p => Assert.StartsWith("127.0.0.1:", (string)p, StringComparison.Ordinal));

    [Fact]
    public void No_secret_stands_in_it_and_none_has_a_default()
    {
        foreach (var (name, value) in Services().SelectMany(s => s.Of.TryGetValue("environment", out var environment) ? Map(environment) : []).Select(v => ((string)v.Key, (string)v.Value)))
        {
            if (SecretName().IsMatch(name))
                Assert.True(name.EndsWith("_FILE", StringComparison.Ordinal) && value.StartsWith("/run/secrets/", StringComparison.Ordinal), $"{name} is no file of a secret.");
        }

        var secrets = Map(Compose["secrets"]);
        Assert.All(secrets, s => Assert.Matches(@"^\$\{BASIS_SECRETS:\?[^}]+deploy/secrets\.sh\}/" + s.Key + "$", (string)Map(s.Value)["file"]));
        Assert.All(Services().SelectMany(s => List(s.Of, "secrets")), s => Assert.True(secrets.ContainsKey(s)));
    }

    [Fact]
    public void What_is_mounted_from_the_repository_is_there()
    {
        var mounted = Services().SelectMany(s => List(s.Of, "volumes")).Cast<string>().Where(v => v.StartsWith('.')).Select(v => v.Split(':')).ToList();

        Assert.NotEmpty(mounted);
        Assert.All(mounted, m => Assert.True(Directory.Exists(Path.Combine(ConfigFolder.Repository, m[0])) && m[2] == "ro", m[0]));
    }

    [Fact]
    public void Its_secrets_are_made_once_and_belong_together()
    {
        using var folder = new EventLog.TemporaryDirectory();
        Directory.CreateDirectory(folder.File("deploy"));
        File.Copy(Path.Combine(ConfigFolder.Repository, "deploy", "secrets.sh"), folder.File("deploy/secrets.sh"));
        CleanBuild.Run(folder.Path, "deploy/secrets.sh");
        var made = Directory.GetFiles(folder.File("deploy/secrets")).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

        Assert.Equal(Map(Compose["secrets"]).Keys.Cast<string>().Order(), made.Keys.Order());
        Assert.Equal($"postgres://basis:{made["postgres_password"]}@postgres/basis", made["journal"]);
        Assert.Equal(made.Count, made.Values.Distinct().Count());
        Assert.All(made.Where(m => m.Key.StartsWith("api_", StringComparison.Ordinal)), m => Assert.Equal(64, m.Value.Length));
        Assert.Equal("BASIS_SECRETS=./deploy/secrets\n", File.ReadAllText(folder.File(".env")));
        Assert.StartsWith("drwx------ ", CleanBuild.Run(folder.Path, "ls", "-ld", "deploy/secrets").Output, StringComparison.Ordinal);

        Assert.Equal("", CleanBuild.Run(folder.Path, "deploy/secrets.sh").Output);
        Assert.All(made, m => Assert.Equal(m.Value, File.ReadAllText(folder.File($"deploy/secrets/{m.Key}"))));
    }

    [Fact]
    public void Docker_compose_takes_it_with_secrets_and_says_what_is_missing_without()
    {
        if (Docker([], "version") is not (0, _))
        {
            output.WriteLine("`docker compose` is not on this machine: the file is checked by the other tests only.");
            return;
        }

        var (code, said) = Docker([("BASIS_SECRETS", "./deploy/secrets")], "config", "--quiet");
        Assert.True(code == 0, said);
        (code, said) = Docker([("BASIS_SECRETS", "")], "config", "--quiet");
        Assert.NotEqual(0, code);
        Assert.Contains("make them with deploy/secrets.sh", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Dashboard_and_alerts_ask_for_metrics_that_there_are()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Deployed("grafana/dashboards/basis.json")));
        string[] asked =
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(p => p.TryGetProperty("targets", out _)).SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!),
            .. dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Select(v => v.GetProperty("definition").GetString()!),
            .. Alerts().Select(a => (string)a["expr"]),
        ];
        var names = asked.SelectMany(a => MetricName().Matches(a)).Select(m => Series().Replace(m.Value, "")).ToHashSet();

        Assert.Empty(names.Except(Metrics()));
        Assert.Empty(Metrics().Except(names)); // and every one is looked at somewhere
    }

    [Fact]
    public void Every_alert_says_how_grave_it_is_and_where_to_read_on()
    {
        var guide = File.ReadAllText(Path.Combine(ConfigFolder.Repository, "docs", "operations.md"));
        Assert.All(Alerts(), alert =>
        {
            Assert.Contains((string)Map(alert["labels"])["severity"], new[] { "warning", "critical" });
            var said = (string)Map(alert["annotations"])["description"];
            if (Heading().Match(said) is { Success: true } heading)
                Assert.Contains($"### {heading.Groups[1].Value}\n", guide, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Prometheus_reads_the_key_from_its_secret_and_asks_the_host_by_a_name_that_it_has()
    {
        var scrape = Map(((List<object>)Read(Deployed("prometheus/prometheus.yml"))["scrape_configs"])[0]);
        var host = Map(Services().Single(s => s.Name == "host").Of["environment"]);

        Assert.Equal("/run/secrets/api_read_key", Map(scrape["authorization"])["credentials_file"]);
        Assert.Contains("api_read_key", List(Services().Single(s => s.Name == "prometheus").Of, "secrets"));
        Assert.Equal($"{host["BASIS_API__HOSTS"]}:8180", ((List<object>)Map(((List<object>)scrape["static_configs"])[0])["targets"])[0]);
    }

    private static IEnumerable<(string Name, Dictionary<object, object> Of)> Services() => Map(Compose["services"]).Select(s => ((string)s.Key, Map(s.Value)));

    private static IEnumerable<Dictionary<object, object>> Alerts() =>
        ((List<object>)Read(Deployed("prometheus/alerts.yml"))["groups"]).SelectMany(g => (List<object>)Map(g)["rules"]).Select(Map);

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    private static List<object> List(Dictionary<object, object> service, string name) => service.TryGetValue(name, out var list) ? (List<object>)list : [];

    private static string Deployed(string path) => Path.Combine(ConfigFolder.Repository, "deploy", path);

    private static Dictionary<object, object> Read(string path)
    {
        using var text = new StreamReader(path);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)));
    }

    private static (int Code, string Said) Docker((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", ["compose", .. arguments]) { WorkingDirectory = ConfigFolder.Repository, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit();
            return (process.ExitCode, string.Concat(said.Result));
        }
        catch (Win32Exception)
        {
            return (-1, "docker is not on this machine.");
        }
    }

    /// <summary>The metrics of ours that the host tells, by the instruments that the product makes, without the endings of a histogram's series.</summary>
    private static HashSet<string> Metrics()
    {
        HashSet<string> names = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Name.StartsWith("basis.", StringComparison.Ordinal))
                names.Add(new MetricFamily(instrument).Name);
        };
        listener.Start();
        var topics = new[] { typeof(Instrumentation), typeof(VenueRequests), typeof(MetricFamily), typeof(AlertKind) };
        foreach (var type in topics.SelectMany(t => t.Assembly.GetTypes().Where(o => o.Namespace == t.Namespace && !o.ContainsGenericParameters)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle); // an instrument is made when its class is first used
        return names;
    }

    [GeneratedRegex("basis_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Series();

    [GeneratedRegex("PASSWORD|SECRET|KEY|JOURNAL|TOKEN")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"docs/operations\.md, (.+)\.$")]
    private static partial Regex Heading();
}
