using System.Text.RegularExpressions;
using Npgsql;

namespace BasisActors.Data.Databases;

/// <summary>The URI form of a PostgreSQL connection, which Npgsql does not read: <c>postgres://user:password@host:port/database?key=value</c>.</summary>
public static partial class PostgresUri
{
    /// <exception cref="FormatException">It is not a URI.</exception>
    /// <exception cref="ArgumentException">A key after the question mark is not known.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        // PostgreSQL allows a URI without a host, as for a socket that a key names; Uri does not.
        var full = HostIsLeftOut().Replace(text, "$1localhost");
        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri))
            throw new FormatException("not a URI");
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, v) : throw new FormatException("not key=value");
            builder[Uri.UnescapeDataString(key)] = Uri.UnescapeDataString(value);
        }

        return builder;
    }

    [GeneratedRegex("^([a-z]+://(?:[^/?@]*@)?)(?=[/?]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex HostIsLeftOut();
}
