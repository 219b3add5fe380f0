using BasisActors.Data;
using BasisActors.Data.Sample;
using BasisActors.Domain.Configuration;
using BasisActors.Host.Configuration;
using BenchmarkDotNet.Attributes;

namespace BasisActors.Benchmarks;

/// <summary>What happens before the first tick: reading data and configuration, generating the sample.</summary>
[MemoryDiagnoser]
public class Loaders
{
    private string _directory = "";
    private RunConfiguration _configuration = null!;

    [GlobalSetup]
    public void Open()
    {
        _directory = SampleMarket.Directory(1);
        _configuration = SampleMarket.Fitted(_directory, SampleMarket.Configuration("btc_basis").Run);
    }

    [Benchmark]
    public LoadedMarket OneYearOfCsv() => SampleMarket.Load(_directory, _configuration, 1);

    [Benchmark]
    public EffectiveConfiguration Configuration() => SampleMarket.Configuration("btc_basis");

    [Benchmark]
    public SampleReport OneMonthOfSample()
    {
        var directory = Path.Combine(Path.GetTempPath(), "basis-benchmark-month");
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        return SampleDataSet.Write(new SampleRequest(directory, SampleDataSet.DefaultSeed, SampleMarket.From, SampleMarket.From.AddMonths(1)));
    }
}
