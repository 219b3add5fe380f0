using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using BasisActors.Data;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;

namespace BasisActors.Host.Sweeps;

/// <summary>
/// The markets of a sweep: loaded once per distinct requirement (series and data rules) and shared by all points that have it. A table is never changed, so
/// any number of lanes can read it. A shorter period within it sees all that was known before, and nothing after.
/// </summary>
internal sealed class SweepMarkets
{
    private readonly Dictionary<string, (MarketTable? Market, BasisError? Error)> _loads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private readonly List<string> _orderedNotes = [];
    private readonly BacktestRequest _request;
    private readonly string _directory;

    /// <exception cref="BasisException">DPR-001 when the folder does not exist.</exception>
    public SweepMarkets(BacktestRequest request)
    {
        _request = request;
        var notes = new List<string>();
        _directory = DataSets.Folder(request.DataDirectory, notes);
        Note(notes);
    }

    /// <summary>What a reader of the results must know of the data.</summary>
    public ImmutableArray<string> Notes => [.. _orderedNotes];

    /// <summary>How many tables were read.</summary>
    public int Loads => _loads.Count;

    /// <summary>SHA-256 over all that was loaded: values, ages and grid, or the errors.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (requirement, (market, error)) in _loads.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{requirement}|{market?.Start:O}|{error?.Code}|{error?.Message}"));
            foreach (var column in market?.Columns ?? [])
            {
                hash.AppendData(MemoryMarshal.AsBytes(column.Values.AsSpan()));
                hash.AppendData(MemoryMarshal.AsBytes(column.AgeSeconds.AsSpan()));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Fits a point to the data and gives it its market.</summary>
    public SweepPoint Prepare(ConfigurationResult configured)
    {
        if (configured is not ConfigurationResult.Valid { Configuration: var configuration })
            return new SweepPoint.Refused(PointStatus.Invalid, ((ConfigurationResult.Invalid)configured).Errors[0]);
        try
        {
            var (market, error) = Load(DataSets.Requirement(_directory, _request, configuration.Run));
            if (market is null)
                return new SweepPoint.Refused(PointStatus.Failed, error!);
            var notes = new List<string>();
            var fitted = HedgeWeights.WithData(configuration.Run, key => market.Find(key) >= 0, notes);
            Note(notes);
            return new SweepPoint.Ready(fitted, configuration.Hash, market);
        }
        catch (BasisException e)
        {
            return new SweepPoint.Refused(PointStatus.Failed, e.Error);
        }
    }

    private (MarketTable? Market, BasisError? Error) Load(MarketDataRequest requirement)
    {
        var key = $"{string.Join(' ', requirement.Required)}|{string.Join(' ', requirement.Groups.SelectMany(g => g))}|{string.Join(' ', requirement.Late)}|{requirement.Rules}";
        if (_loads.TryGetValue(key, out var known))
            return known;
        try
        {
            var loaded = DataSets.Load(_request.DataMode, requirement);
            Note(loaded.Report.Notes);
            return _loads[key] = (loaded.Table, null);
        }
        catch (BasisException e)
        {
            return _loads[key] = (null, e.Error);
        }
    }

    private void Note(IEnumerable<string> notes)
    {
        foreach (var note in notes)
        {
            if (_notes.Add(note))
                _orderedNotes.Add(note);
        }
    }
}
