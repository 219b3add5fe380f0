using System.Security.Cryptography;
using System.Text;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Live;

/// <summary>An account belongs to one run at a time: the ledger of each of two would miss what the other trades.</summary>
internal static class AccountLock
{
    /// <param name="directory">Folder of all live runs.</param>
    /// <param name="account">What tells accounts apart.</param>
    /// <returns>Holds the account until it is disposed.</returns>
    /// <exception cref="BasisException">LTS-001 when another run of the folder has it.</exception>
    public static IDisposable Take(string directory, string account)
    {
        var folder = Path.Combine(directory, RunHost.Folder, "accounts");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..16] + ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BasisException(
                "LTS-001", "Another run trades on this account; neither would know what the other does.", "--account",
                "Stop that one (`basis status`), or give this run an account of its own: --key NAME for `basis paper`, --account NAME here.");
        }
    }
}
