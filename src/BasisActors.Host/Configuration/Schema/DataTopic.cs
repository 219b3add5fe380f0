namespace BasisActors.Host.Configuration.Schema;

internal static class DataTopic
{
    public static readonly Topic Topic = new(
        "Data",
        "How the data set is put on the clock, and what stands in for what is missing. Whatever stands in is counted in the summary.",
        [
            new("data.price_rule", new ChoiceType("prev_close", "open"), "Price at t: close of the bar that ended at t, or open of the bar that begins at t.")
            {
                Default = "prev_close",
            },
            new("data.gap_rule", new ChoiceType("carry", "substitute"), "For a missing bar: carry the last price, or take the same bar of another venue.")
            {
                Default = "carry",
            },
            new("data.missing_funding", new MissingFundingType(), "For a missing settlement: refuse the data, settle nothing, or take the rate of the venue named.")
            {
                Default = "fail",
            },
            new("data.missing_venue", new ChoiceType("drop", "fail"), "For a hedge venue without data: leave it out and scale the other weights up, or refuse the data.")
            {
                Default = "drop",
            },
        ]);
}
