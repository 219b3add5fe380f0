using BasisActors.Host.Configuration.Loading;
using YamlDotNet.Core;

namespace BasisActors.Host.Tests.Configuration;

public sealed class YamlReaderTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a: 1", "a=1")]
    [InlineData("---\na: 1\n...\n", "a=1")]
    [InlineData("a: 'x: y' # comment", "a=x: y")]
    [InlineData("a: [1, 2, 3]", "a=1,2,3")]
    [InlineData("a: [1, 2,]", "a=1,2")]
    [InlineData("a:\n  - 1\n  - 2", "a=1,2")]
    [InlineData("a:\n- 1\n- 2\nb: 3", "a=1,2;b=3")]
    [InlineData("a: {x: 1, y: 2}", "a=x:1,y:2")]
    [InlineData("a:\n  x: 1\n  y: 2\nb: 3", "a=x:1,y:2;b=3")]
    [InlineData("a:\nb: 1", "a=;b=1")]
    [InlineData("a: []\nb: {}", "a=;b=")]
    [InlineData("", "")]
    [InlineData("# nothing\n", "")]
    public void Mappings_sequences_and_scalars_are_read(string yaml, string expected) =>
        Assert.Equal(expected, string.Join(';', YamlReader.Read(yaml).Members.Select(m => $"{m.Key}={m.Value.ToText()}")));

    [Fact]
    public void Members_carry_their_line() =>
        Assert.Equal([2L, 4L], YamlReader.Read("# first\na: 1\n\nb: 2\n").Members.Select(m => m.Line));

    [Fact]
    public void Deeper_values_have_no_line_of_text() =>
        Assert.Null(YamlReader.Read("a: [[1], 2]").Members[0].Value.ToText());

    [Theory]
    [InlineData("a: 1\nb: [1, 2\n", 3)]
    [InlineData("a: 1\nb: 'open\n", 2)]
    [InlineData("a: 1\n b: 2\n", 2)]
    [InlineData("a: 1\nno colon\n", 2)]
    [InlineData("a: 1\na: 2\n", 2)]
    [InlineData("a: &x 1\nb: *x\n", 1)]
    [InlineData("a: !!int 1\n", 1)]
    [InlineData("a: 1\n---\nb: 2\n", 2)]
    [InlineData("a: {x, y}\n", 1)]
    [InlineData("[1, 2]\n", 1)]
    [InlineData("a: [x: 1]\n", 1)]
    [InlineData("? [a]\n: 1\n", 1)]
    [InlineData("a: 1\n\tb: 2\n", 1)] // where the value begins that the tab would continue
    [InlineData("a: [1\nb: 2\n", 2)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("a: - b\n", 1)]
    [InlineData("a: 'x' y\n", 1)]
    [InlineData("a: @x\n", 1)]
    [InlineData("a: {x: 1\n", 2)]
    [InlineData("a:\n - b\n c: d\n", 3)]
    [InlineData("]", 1)]
    [InlineData("just text", 1)]
    public void What_is_not_such_a_file_is_refused_with_its_line(string yaml, int line)
    {
        var error = Assert.ThrowsAny<YamlException>(() => YamlReader.Read(yaml));

        Assert.Equal(line, error.Start.Line);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("nested more than 16", Assert.Throws<YamlException>(() => YamlReader.Read("a: " + new string('[', 10_000))).Message);

    [Fact]
    public void A_faulty_file_is_one_error_with_file_and_line()
    {
        _folder["modes/btc_basis.yaml"] = "mode: btc_basis\nasset: [BTC\n";

        var error = _folder.Errors("btc_basis")[0];

        Assert.Equal("CFG-004", error.Code);
        Assert.Equal("configs/modes/btc_basis.yaml:3", error.Where);
    }
}
