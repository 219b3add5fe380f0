using System.Text.RegularExpressions;
using BasisActors.Domain.Errors;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Errors;

/// <summary>One meaning and one severity for a code; a code that is used is registered (domain reference §9).</summary>
public partial class ErrorRegistryTests
{
    /// <summary>Families of finer codes that travel inside a registered one.</summary>
    private static readonly string[] SubCodeFamilies =
        ["CEX-IF", "ONCHAIN-IF", "DEX", "TRANSFER-IF", "LIVE", "DATA", "LTV", "MARGIN", "HEALTH", "METRICS", "RDL", "UTIL", "LOG", "FRT"];

    /// <summary>Severities as the reference lists them (§9.2).</summary>
    public static TheoryData<Severity, string> Severities => new()
    {
        { Severity.Critical, "STRAT-003 STRAT-FAC-003 POS-005 RSK-002 RSK-003 RSK-005 EXEC-002 EXEC-005 EXEC-007 VIM-004 VIF-003 EXI-004 EVT-002" },
        { Severity.Critical, "PUH-003 EDS-003 BTS-003 LTS-003 LT-003 LT-004 LT-011 HES-003 CFG-001 CFG-002 CFG-003 CFG-004 CFG-005 CFG-006 CFG-007 CFG-008" },
        { Severity.High, "STRAT-001 STRAT-002 STRAT-004 STRAT-005 STRAT-006 STRAT-FAC-001 STRAT-FAC-002 POS-001 POS-002 POS-003 POS-004 EXP-001 EXP-002 EXP-003 EXP-004" },
        { Severity.High, "RSK-001 RSK-004 PNL-001 PNL-003 PNL-004 EXEC-001 EXEC-006 EXEC-008 EXEC-009 VIM-001 VIM-002 VIF-001 VIF-002 EXI-001 EXI-003 EVT-001 DPR-001 DPR-002" },
        { Severity.High, "PUH-001 EDS-001 BTS-001 BTS-002 LTS-001 LTS-002 LT-001 LT-002 LT-007 LT-008 LT-010 MTH-001 MTH-003 RST-001 RST-003 HES-001 CLK-001" },
        { Severity.Medium, "PNL-002 EXEC-003 EXEC-004 VIM-003 EXI-002 EVT-003 DPR-003 PUH-002 EDS-002 LT-005 LT-006 MTH-002 RST-002 HES-002 CLK-002" },
        { Severity.High, "API-001 API-002 API-003 LT-012 LT-013 INS-001 INS-002 INS-003 INS-005" }, // ours
        { Severity.Medium, "INS-004" }, // ours
        { Severity.Low, "LT-009" },
    };

    [Fact]
    public void Every_code_that_the_sources_name_is_registered()
    {
        var used = Repository.Sources("src").SelectMany(file => CodeLiteral().Matches(file.Text).Select(m => (file.Path, Code: m.Groups[1].Value)))
            .Where(u => !SubCodeFamilies.Contains(u.Code[..^4]))
            .ToList();

        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, u => !ErrorRegistry.IsRegistered(u.Code));
    }

    [Theory]
    [MemberData(nameof(Severities))]
    public void A_registered_code_has_the_severity_of_the_reference(Severity severity, string codes) =>
        Assert.All(codes.Split(' ').Where(ErrorRegistry.IsRegistered), code => Assert.Equal((code, severity), (code, ErrorRegistry.Get(code).Severity)));

    [Fact]
    public void Every_registered_code_is_in_the_reference()
    {
        var known = Severities.SelectMany(row => ((string)row[1]).Split(' ')).ToHashSet();

        Assert.Empty(ErrorRegistry.Codes.Select(e => e.Code).Except(known));
    }

    [Fact]
    public void Every_entry_says_who_what_and_what_to_do() => Assert.All(ErrorRegistry.Codes, e =>
    {
        Assert.NotEmpty(e.Component);
        Assert.EndsWith(".", e.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Resolution, StringComparison.Ordinal);
        Assert.Equal(e, ErrorRegistry.Get(e.Code));
    });

    [Fact]
    public void An_unregistered_code_is_a_fault()
    {
        Assert.False(ErrorRegistry.IsRegistered("STRAT-999"));
        Assert.Throws<ArgumentException>(() => ErrorRegistry.Get("STRAT-999"));
        Assert.Throws<ArgumentException>(() => new BasisException("STRAT-999", "x"));
    }

    [Fact]
    public void An_error_reads_on_one_line()
    {
        var error = new BasisError("DPR-001", "The file is missing.", "a.csv", SubCode: "DATA-001");

        Assert.Equal("DPR-001/DATA-001: The file is missing. [a.csv] Check that the file exists and can be read.", error.ToString());
        Assert.Equal("STRAT-003: No. Choose another.", new BasisError("STRAT-003", "No.", Resolution: "Choose another.").ToString());
    }

    [Fact]
    public void An_exception_carries_its_error_and_its_cause()
    {
        var (error, cause) = (new BasisError("EXP-003", "A price is missing."), new InvalidOperationException("why"));
        var exception = new BasisException(error, cause);

        Assert.Equal((error, cause, error.ToString()), (exception.Error, exception.InnerException, exception.Message));
        Assert.Equal(new BasisError("EXP-003", "m", "w", "r", "s"), new BasisException("EXP-003", "m", "w", "r", "s").Error);
    }

    /// <summary>A whole literal of the shape of a code: letters, maybe a second group, three digits.</summary>
    [GeneratedRegex("\"((?:[A-Z]{2,}-){1,2}[0-9]{3})\"")]
    private static partial Regex CodeLiteral();
}
