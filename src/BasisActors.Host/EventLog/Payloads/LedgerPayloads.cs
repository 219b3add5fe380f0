using BasisActors.Actors.Ledger;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>Books, postings and what venues say they hold.</summary>
internal static class LedgerPayloads
{
    /// <summary>Own balances by account; a balance of zero is left out. What is under way or waits in a queue follows as a list, where there is any.</summary>
    public static void Write(Utf8Text json, Book book, AccountNames names)
    {
        json.Byte('{');
        var first = true;
        for (var account = 0; account < book.Chart.OwnCount; account++)
        {
            var balance = book[account];
            if (balance == 0)
                continue;
            if (!first)
                json.Byte(',');
            first = false;
            json.Raw(names[account]);
            json.Byte(':');
            json.Number(balance);
        }

        if (!book.Receivables.IsEmpty)
        {
            json.Raw(first ? "\"receivables\":["u8 : ""","receivables":["""u8);
            for (var i = 0; i < book.Receivables.Length; i++)
            {
                if (i > 0)
                    json.Byte(',');
                Write(json, book.Receivables[i]);
            }

            json.Byte(']');
        }

        json.Byte('}');
    }

    public static void Write(Utf8Text json, Posting posting, AccountNames names)
    {
        json.Field("""{"cause":"""u8, Name(posting.Cause));
        json.Field(""","source":"""u8, posting.Source);
        json.Raw(""","legs":["""u8);
        var first = true;
        foreach (var leg in posting.Legs)
        {
            json.Raw(first ? """{"account":"""u8 : """,{"account":"""u8);
            first = false;
            json.Raw(names[leg.Account]);
            json.Field(""","amount":"""u8, leg.Amount);
            json.Byte('}');
        }

        json.Byte(']');
        if (posting.Opens is { } opened)
        {
            json.Raw(""","opens":"""u8);
            Write(json, opened);
        }

        if (posting.Settles is { } settled)
            json.Field(""","settles":"""u8, settled);
        json.Byte('}');
    }

    public static void Write(Utf8Text json, VenueStatement statement)
    {
        json.Field("""{"venue":"""u8, statement.Venue);
        json.Raw(""","holdings":"""u8);
        var holdings = statement.Holdings;
        json.Byte('[');
        for (var i = 0; i < holdings.Count; i++)
            Write(json, holdings[i], i == 0);
        json.Raw("]}"u8);
    }

    /// <summary>Where ledger and venue differ: what each says, and how bad it is.</summary>
    public static void Write(Utf8Text json, DifferenceSeen seen)
    {
        json.Raw("""{"position":"""u8);
        Write(json, seen.Difference.Position);
        json.Field(""","expected":"""u8, seen.Difference.Ledger);
        json.Field(""","actual":"""u8, seen.Difference.Venue);
        json.Field(""","difference":"""u8, seen.Difference.Amount);
        json.Field(""","grade":"""u8, Name(seen.Grade));
        json.Field(""","block_id":"""u8, seen.BlockId);
        json.Byte('}');
    }

    /// <summary>Changes of positions. A list, because a report may name a position twice.</summary>
    public static void Write(Utf8Text json, ReadOnlySpan<Delta> deltas)
    {
        json.Byte('[');
        for (var i = 0; i < deltas.Length; i++)
            Write(json, deltas[i], i == 0);
        json.Byte(']');
    }

    private static void Write(Utf8Text json, Receivable receivable)
    {
        json.Field("""{"id":"""u8, receivable.Id);
        json.Raw(""","held":"""u8);
        Write(json, receivable.Held);
        json.Raw(""","destination":"""u8);
        Write(json, receivable.Destination);
        json.Field(""","amount":"""u8, receivable.Amount);
        json.Field(""","due_at":"""u8, receivable.DueAt);
        json.Byte('}');
    }

    private static void Write(Utf8Text json, in Delta delta, bool first)
    {
        json.Raw(first ? """{"position":"""u8 : """,{"position":"""u8);
        Write(json, delta.Key);
        json.Field(""","amount":"""u8, delta.Amount);
        json.Byte('}');
    }

    /// <summary>The text of a position key, without making a string of it; venues and symbols are names that need no escape.</summary>
    private static void Write(Utf8Text json, in PositionKey key)
    {
        json.Byte('"');
        json.Raw(key.Venue);
        json.Byte(':');
        json.Raw(PositionKey.AllowedTypes[(int)key.Type]);
        json.Byte(':');
        json.Raw(key.Symbol);
        json.Byte('"');
    }

    public static string Name(DifferenceGrade grade) => grade switch
    {
        DifferenceGrade.None => "none",
        DifferenceGrade.Within => "within_tolerance",
        DifferenceGrade.Above => "above_tolerance",
        DifferenceGrade.FarAbove => "above_twice_tolerance",
        _ => throw new ArgumentOutOfRangeException(nameof(grade), grade, "The grade has no name in the event files."),
    };

    private static string Name(Cause cause) => cause switch
    {
        Cause.CapitalFlow => "capital_flow",
        Cause.Transfer => "transfer",
        Cause.Trade => "trade",
        Cause.Fee => "fee",
        Cause.Gas => "gas",
        Cause.Funding => "funding",
        Cause.LendingInterest => "lending_interest",
        Cause.BorrowInterest => "borrow_interest",
        Cause.Conversion => "conversion",
        Cause.Reward => "reward",
        Cause.Liquidation => "liquidation",
        Cause.Adjustment => "adjustment",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "The cause has no name in the event files."),
    };
}
