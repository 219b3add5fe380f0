using System.CommandLine;
using BasisActors.Data.Databases;
using BasisActors.Domain.Errors;
using BasisActors.Host.Terminal;

namespace BasisActors.Host.Commands;

/// <summary><c>basis data import</c>: copies a data set of CSV files into a database.</summary>
public static class DataCommand
{
    public static Command Create() => new("data", "Look after data sets.") { Import() };

    private static Command Import()
    {
        var from = new Option<string>("--from") { Description = "Folder of the data set.", Required = true };
        var to = new Option<string>("--to")
        {
            Description = "Database: a SQLite file, sqlite:FILE, Data Source=FILE, postgres://USER@HOST/NAME or Host=HOST;Database=NAME.",
            Required = true,
        };
        var command = new Command("import", "Validate a data set and copy it into a database, all of it or nothing.") { from, to };
        command.SetAction((parsed, cancellation) => Task.FromResult(Import(parsed.GetValue(from)!, parsed.GetValue(to)!, cancellation)));
        return command;
    }

    private static int Import(string directory, string connection, CancellationToken cancellation)
    {
        try
        {
            ImportTable.Write(ImportProgress.Watch(new MarketImport(directory, connection), cancellation));
            return ExitCodes.Fine;
        }
        catch (BasisException e)
        {
            return ErrorOutput.Write([e.Error], json: false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("cancelled; the database is as it was");
            return ExitCodes.Failed;
        }
    }
}
