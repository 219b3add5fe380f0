using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BasisActors.Domain.Errors;

/// <summary>One meaning, one severity, one resolution for a code.</summary>
public sealed record ErrorEntry(string Code, string Component, Severity Severity, string Meaning, string Resolution);

/// <summary>Every code this product can raise. Asking for an unregistered code is a fault in the program.</summary>
public static class ErrorRegistry
{
    private static readonly ImmutableArray<ErrorEntry> Ordered = [.. All()];
    private static readonly FrozenDictionary<string, ErrorEntry> Entries = Ordered.ToFrozenDictionary(e => e.Code);

    /// <summary>All entries, in the order of the documentation.</summary>
    public static IReadOnlyList<ErrorEntry> Codes => Ordered;

    public static ErrorEntry Get(string code) =>
        Entries.TryGetValue(code, out var entry) ? entry : throw new ArgumentException($"Error code {code} is not registered.", nameof(code));

    public static bool IsRegistered(string code) => Entries.ContainsKey(code);

    private static IEnumerable<ErrorEntry> All()
    {
        const Severity medium = Severity.Medium, high = Severity.High, critical = Severity.Critical;
        yield return new("STRAT-001", "strategy", high, "The decision failed.", "Check exposure, risk and data of that tick.");
        yield return new("STRAT-002", "strategy", high, "Breaking the action down into blocks failed.", "Check the action and its inputs.");
        yield return new("STRAT-003", "strategy", critical, "The mode is unknown or not supported.", "Choose one of the listed modes (`basis modes`).");
        yield return new("STRAT-004", "strategy", high, "A target or delta could not be calculated.", "Check the prices and positions named.");
        yield return new("STRAT-005", "strategy", high, "The market snapshot is missing or stale for the mode.", "The tick is skipped; check the data named.");
        yield return new("STRAT-006", "strategy", high, "The plan violates a rule of instruction blocks.", "The plan is dropped; report it with the event log.");
        yield return new("STRAT-FAC-001", "strategy", high, "The strategy could not be created.", "Fix the mode's configuration.");
        yield return new("POS-001", "ledger", high, "A delta names a position that is not declared.", "Declare it in position_subscriptions or fix its producer.");
        yield return new("POS-002", "ledger", high, "A delta or posting is malformed.", "The report is rejected; check its producer.");
        yield return new("POS-003", "ledger", high, "The ledger could not be updated.", "Check the balances named.");
        yield return new("POS-004", "ledger", high, "The ledger's configuration is invalid.", "Fix position_subscriptions.");
        yield return new("POS-005", "ledger", critical, "Ledger and venue differ beyond the tolerance.", "Trading is frozen; reconcile the position named.");
        yield return new("EXP-001", "exposure", high, "Exposure could not be calculated.", "Check the data of that tick.");
        yield return new("EXP-002", "exposure", high, "An aToken or debt balance could not be converted.", "Check the index of the token named.");
        yield return new("EXP-003", "exposure", high, "A price is missing.", "Provide data for the series named, or choose another period.");
        yield return new("EXP-004", "exposure", high, "A market lacks a part that is needed.", "Add the row named to the market's parameters.");
        yield return new("RSK-001", "risk", high, "Risk could not be calculated.", "Check exposure and data of that tick.");
        yield return new("RSK-003", "risk", critical, "A venue's margin ratio is critical.", "The position is reduced; add margin or lower the size.");
        yield return new("RSK-004", "risk", high, "An input that an enabled risk needs is missing.", "Decisions are suspended; provide the data named.");
        yield return new("RSK-005", "risk", critical, "A liquidation occurred.", "The run stops; see the positions and risk events.");
        yield return new("PNL-001", "attribution", high, "P&L could not be calculated.", "Check the data of that tick.");
        yield return new("PNL-003", "attribution", high, "The buckets do not sum to the equity change.", "Report it with the event log: the ledger is at fault.");
        yield return new("EXEC-001", "execution", high, "An instruction failed at the venue.", "See the venue's reason; the rest is planned again.");
        yield return new("EXEC-002", "execution", critical, "An executor or venue is not available.", "Check the venue's configuration.");
        yield return new("EXEC-003", "execution", medium, "An instruction is malformed.", "It is rejected; report it with the event log.");
        yield return new("EXEC-004", "execution", medium, "An instruction breaks a rule (size, balance, margin, gas).", "It is rejected; the rest is planned again.");
        yield return new("EXEC-006", "execution", high, "An atomic bundle was reverted.", "Nothing was changed; see the reason. The rest is planned again.");
        yield return new("EXEC-007", "execution", critical, "Actual deltas differ from the expected ones beyond the tolerance.", "A backtest aborts: costs or fills disagree.");
        yield return new("EXEC-008", "execution", high, "An execution report is malformed.", "The report is rejected; ask the venue.");
        yield return new("EXEC-009", "execution", high, "A block was cancelled because one it depends on failed.", "The rest is planned again.");
        yield return new("VIM-001", "execution", high, "No executor serves the instruction's venue.", "Enable the venue in the mode's `venues`.");
        yield return new("VIM-004", "execution", critical, "Credentials of a venue are missing or a placeholder.", "Set the environment variables named.");
        yield return new("VIF-002", "venue", high, "The venue is not supported there.", "Choose a venue or a mode that is.");
        yield return new("EXI-001", "venue", high, "The venue refused the order.", "See the venue's reason.");
        yield return new("EXI-003", "venue", high, "The venue is not available.", "Wait until it is back; the rest is planned again.");
        yield return new("EXI-004", "venue", critical, "The venue does not accept the key or its signature.", "Check the key, its permissions, its address list and its expiry.");
        yield return new("EVT-001", "event_log", high, "An event could not be written.", "Check disk space and permissions of the results folder.");
        yield return new("EVT-002", "event_log", critical, "The global order of events broke.", "Report it with the event log.");
        yield return new("EVT-003", "event_log", medium, "Exporting events failed.", "Check disk space and permissions; run again.");
        yield return new("DPR-001", "market_data", high, "Data could not be loaded.", "Check that the file exists and can be read.");
        yield return new("DPR-002", "market_data", high, "Data is not valid.", "Correct or replace the file named.");
        yield return new("DPR-003", "market_data", medium, "Data has gaps.", "Reported; choose data.gap_rule or data.missing_funding.");
        yield return new("EDS-001", "run", high, "A tick could not be completed.", "See the error of the component named.");
        yield return new("EDS-003", "run", critical, "A component failed and the run was stopped.", "See the error of the component named.");
        yield return new("BTS-001", "backtest", high, "The backtest failed.", "See the cause and the event log.");
        yield return new("BTS-002", "backtest", high, "The request is not valid.", "Correct the argument named.");
        yield return new("BTS-003", "backtest", critical, "A component could not be created.", "See the cause.");
        yield return new("CLK-001", "clock", high, "A tick fell due while the one before was still open.", "It is dropped; see what the open one waits for.");
        yield return new("CLK-002", "clock", medium, "The clock is off.", "Check the time of the machine.");
        yield return new("LTS-001", "live", high, "The live run failed.", "See the cause; it can be taken up again.");
        yield return new("LTS-002", "live", high, "The configuration does not belong to the run.", "Start it with the configuration it was begun with.");
        yield return new("LT-001", "live", high, "The request is not valid.", "Correct the argument named.");
        yield return new("LT-007", "live", high, "A guard holds the run back: nothing is entered.", "See the reason; `basis resume` ends a halt.");
        yield return new("LT-008", "live", high, "Trading for real is not enabled.", "Open all three locks (docs/live.md), or run on paper.");
        yield return new("LT-009", "live", Severity.Low, "The run is read-only.", "Plans are logged and nothing is sent.");
        yield return new("LT-010", "live", high, "The capital is above what is allowed.", "Lower it, or raise BASIS_LIVE_TRADING__MAX_TRADE_SIZE_USD.");
        yield return new("LT-011", "run", critical, "The stop-loss was reached.", "Everything is closed and the run halts.");
        yield return new("LT-012", "live", high, "The run is not in a state for it.", "See `basis status`.");
        yield return new("LT-013", "live", high, "More is asked for than there is.", "Ask for less; see `basis status`.");
        yield return new("MTH-003", "domain", high, "A calculation got an invalid input.", "Check the value named.");
        yield return new("RST-001", "results", high, "Results could not be written.", "Choose a writable folder with --results.");
        yield return new("RST-003", "journal", high, "What must be stored before it is acted on could not be stored in time.", "The run waits and goes on by itself; see what the database says.");
        yield return new("HES-001", "health", high, "A component did not answer when it was asked for its health.", "See what it works on; it is asked again.");
        yield return new("HES-003", "health", critical, "A component is unhealthy.", "See its last errors.");
        yield return new("API-001", "http", high, "The HTTP API is not set up safely.", "Set BASIS_API__OPERATE_KEY or BASIS_API__ADMIN_KEY to at least 32 characters, such as `openssl rand -hex 24` prints; or serve on the loopback address with --no-auth; or not at all, with --http off.");
        yield return new("API-002", "http", high, "A call failed inside the host.", "See the host's log under the correlation id.");
        yield return new("API-003", "http", high, "The address cannot be served at.", "Name another with --http.");
        yield return new("INS-001", "inspection", high, "The request to look at an actor, or its argument, is not valid.", "Correct the argument named.");
        yield return new("INS-002", "inspection", high, "An operator had an actor fail.", "What happens to it then is in docs/supervision.md.");
        yield return new("INS-003", "inspection", high, "There is no such actor, run, block or command.", "Choose one of those listed.");
        yield return new("INS-004", "inspection", medium, "An actor is too busy to answer.", "Ask again; see `actors show`.");
        yield return new("INS-005", "inspection", high, "The host cannot be asked.", "Start it with `basis host`, name its address with --host, and give its key with BASIS_API_KEY or --key-file.");
        yield return new("CFG-001", "configuration", critical, "Configuration could not be loaded.", "Run from the project's folder or set BASIS_CONFIG_DIR.");
        yield return new("CFG-002", "configuration", critical, "An environment variable is missing or not valid.", "Correct the variable named.");
        yield return new("CFG-003", "configuration", critical, "A configuration file is missing.", "Create it or correct the name.");
        yield return new("CFG-004", "configuration", critical, "A configuration file could not be parsed.", "Correct the line named.");
        yield return new("CFG-005", "configuration", critical, "A configuration value is not valid.", "Correct the key named.");
        yield return new("CFG-006", "configuration", critical, "The mode has no configuration.", "Choose one of the listed modes (`basis modes`).");
    }
}
