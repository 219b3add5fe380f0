using System.Collections.Immutable;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Ledger;

/// <summary>The same history hashes alike; any difference in it shows.</summary>
public class JournalHashTests
{
    private static readonly Posting Original = new(Cause.Fee, "i-1", [new Leg(0, -1.50m), new Leg(9, 1.50m)]);

    public static TheoryData<Posting> Variations => new()
    {
        Original with { Cause = Cause.Gas },
        Original with { Source = "i-2" },
        Original with { Legs = [new Leg(0, -1.51m), new Leg(9, 1.51m)] },
        Original with { Legs = [new Leg(0, 1.50m), new Leg(9, -1.50m)] },
        Original with { Legs = [new Leg(1, -1.50m), new Leg(9, 1.50m)] },
        Original with { Legs = [new Leg(9, 1.50m), new Leg(0, -1.50m)] },
        Original with { Legs = [] },
    };

    [Fact]
    public void The_same_postings_give_the_same_hash() => Assert.Equal(HashOf(MarketBuilder.Start, Original), HashOf(MarketBuilder.Start, Original));

    [Theory]
    [MemberData(nameof(Variations))]
    public void Any_difference_in_a_posting_changes_the_hash(Posting variation) =>
        Assert.NotEqual(HashOf(MarketBuilder.Start, Original), HashOf(MarketBuilder.Start, variation));

    [Fact]
    public void Time_and_order_count()
    {
        var other = Original with { Source = "i-2" };

        Assert.NotEqual(HashOf(MarketBuilder.Start, Original), HashOf(MarketBuilder.Hour(1), Original));
        Assert.NotEqual(HashOf(MarketBuilder.Start, Original, other), HashOf(MarketBuilder.Start, other, Original));
    }

    [Fact]
    public void Trailing_zeros_and_the_sign_of_zero_do_not_count()
    {
        Assert.Equal(HashOf(h => h.AddDecimal(1.5m)), HashOf(h => h.AddDecimal(1.5000000m)));
        Assert.Equal(HashOf(h => h.AddDecimal(0m)), HashOf(h => h.AddDecimal(0.000m)));
        Assert.Equal(HashOf(h => h.AddDecimal(0m)), HashOf(h => h.AddDecimal(decimal.Negate(0m))));
        Assert.NotEqual(HashOf(h => h.AddDecimal(1.5m)), HashOf(h => h.AddDecimal(-1.5m)));
    }

    [Theory]
    [InlineData("1.5", "1.6")] // low digits
    [InlineData("1", "4294967297")] // 2^32 + 1: middle digits
    [InlineData("1", "18446744073709551617")] // 2^64 + 1: high digits
    [InlineData("15", "1.5")] // the point
    public void Every_digit_of_a_number_counts(string one, string other) =>
        Assert.NotEqual(HashOf(h => h.AddDecimal(Number(one))), HashOf(h => h.AddDecimal(Number(other))));

    [Fact]
    public void More_numbers_than_the_buffer_holds_all_count() // 8 KiB are 512 numbers
    {
        static Action<JournalHash> Numbers(int changed) => hash =>
        {
            for (var i = 0; i < 1_500; i++)
                hash.AddDecimal(i == changed ? 0.5m : i);
        };

        var hashes = new[] { -1, 0, 511, 512, 513, 1_023, 1_024, 1_499 }.Select(i => HashOf(Numbers(i))).ToArray();

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Texts_do_not_run_into_each_other()
    {
        Assert.NotEqual(Texts("ab", "c"), Texts("a", "bc"));
        Assert.NotEqual(Texts(""), HashOf(_ => { }));
    }

    [Fact]
    public void A_long_text_counts_to_its_last_letter()
    {
        var text = new string('x', 1_000);

        Assert.Equal(Texts(text), Texts(text));
        Assert.NotEqual(Texts(text), Texts(text[..999] + "y"));
        Assert.NotEqual(Texts(new string('x', 128)), Texts(new string('x', 129)));
    }

    [Fact]
    public void Nothing_posted_is_the_hash_of_nothing() => // SHA-256 of the empty input
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", HashOf(_ => { }));

    [Fact]
    public void Reading_the_hash_does_not_end_it()
    {
        using var hash = new JournalHash();
        hash.AddText("a");
        var first = hash.Current;
        hash.AddText("b");

        Assert.Equal(Texts("a"), first);
        Assert.Equal(Texts("a", "b"), hash.Current);
    }

    [Fact]
    public void Reading_the_hash_at_any_point_of_a_long_history_changes_nothing()
    {
        using var read = new JournalHash();
        using var unread = new JournalHash();
        for (var hour = 0; hour < 500; hour++)
        {
            read.Add(MarketBuilder.Hour(hour), [Original]);
            unread.Add(MarketBuilder.Hour(hour), [Original]);
            Assert.Equal(64, read.Current.Length);
        }

        Assert.Equal(unread.Current, read.Current);
    }

    private static string HashOf(DateTimeOffset timestamp, params ImmutableArray<Posting> postings) => HashOf(h => h.Add(timestamp, postings));

    private static string Texts(params string[] texts) => HashOf(h => Array.ForEach(texts, text => h.AddText(text)));

    private static string HashOf(Action<JournalHash> write)
    {
        using var hash = new JournalHash();
        write(hash);
        return hash.Current;
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
