using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Tests.Configuration;

public sealed class SchemaTests
{
    private static IEnumerable<Setting> All => ConfigurationSchema.Topics.SelectMany(t => t.Settings);

    [Fact]
    public void Every_default_is_valid_and_canonical() =>
        Assert.All(All.Where(s => s.Default is not null), s => Assert.Equal((s.Key, s.Default), (s.Key, s.Type.Read(s.Default!).Value)));

    [Fact]
    public void Every_spelling_finds_its_setting() =>
        Assert.All(All, s => Assert.All(s.Aliases.Append(s.Key), spelling => Assert.Equal(s, ConfigurationSchema.Find(spelling.Replace("*", "okx"))!.Setting)));

    [Fact]
    public void No_key_is_a_group_of_others() => Assert.All(All, s => Assert.False(ConfigurationSchema.IsGroup(s.Key)));

    [Fact]
    public void Every_meaning_is_a_sentence() => Assert.All(All, s => Assert.Matches("^[A-Z].*[.]$", s.Meaning));

    [Fact]
    public void Every_condition_names_a_setting() =>
        Assert.All(All.Where(s => s.OnlyWith is not null), s => Assert.Contains(All, o => o.Key == s.OnlyWith!.Key && o.Type.Read(s.OnlyWith.Value).Value == s.OnlyWith.Value));

    [Theory]
    [InlineData("venues..enabled")]
    [InlineData("venues.../x.enabled")]
    [InlineData("venues.a/b.enabled")]
    [InlineData("venues")]
    [InlineData("venues.okx")]
    [InlineData("")]
    public void What_is_no_key_is_not_found(string key) => Assert.Null(ConfigurationSchema.Find(key));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("binance", "binanec", 1)]
    [InlineData("okx", "okx", 0)]
    public void Distance_counts_edits(string a, string b, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(a, b));
        Assert.Equal(expected, EditDistance.Between(b, a));
    }

    [Theory]
    [InlineData("0.10", "0.1")]
    [InlineData("1e-4", "0.0001")]
    [InlineData("-0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("100", "100")]
    [InlineData("+5.50", "5.5")]
    [InlineData("NaN", null)]
    [InlineData("1,5", null)]
    [InlineData("1e99", null)]
    public void Numbers_have_one_text(string text, string? canonical) => Assert.Equal(canonical, new DecimalType(Bounds.Any).Read(text).Value);
}
