using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DeepSlice.Workbench.Journal;

/// <summary>The journal of a project: a SQLite database, in which a change is on the disk before it is answered.</summary>
/// <remarks>Thread-safe: one connection, used by one thread at a time. With WAL and <c>synchronous=FULL</c>, a transaction is on the disk when it is committed.</remarks>
internal sealed class JournalDatabase : IDisposable
{
    private const int Format = 1;

    private const string Schema = """
        CREATE TABLE slices (slice TEXT PRIMARY KEY, version INTEGER NOT NULL, changed TEXT, corrected TEXT, accepted TEXT, midline TEXT, failure TEXT, written INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE bases (slice TEXT PRIMARY KEY, width INTEGER NOT NULL, height INTEGER NOT NULL, regions BLOB NOT NULL, damage BLOB NOT NULL, origin TEXT);
        CREATE TABLE snapshots (slice TEXT PRIMARY KEY, entry INTEGER NOT NULL, regions BLOB NOT NULL, damage BLOB NOT NULL);
        CREATE TABLE entries (number INTEGER PRIMARY KEY AUTOINCREMENT, slice TEXT NOT NULL, stroke TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, target INTEGER NOT NULL, layer INTEGER NOT NULL,
            tool TEXT NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, before BLOB NOT NULL, after BLOB NOT NULL, at TEXT NOT NULL);
        CREATE INDEX entries_of_slice ON entries (slice, number);
        CREATE TABLE commands (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, command TEXT NOT NULL);
        CREATE TABLE jobs (id TEXT PRIMARY KEY, began TEXT NOT NULL, document TEXT NOT NULL);
        CREATE TABLE predictions (slice TEXT PRIMARY KEY, document TEXT NOT NULL);
        """;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;

    private JournalDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no journal, or one of a later version.</exception>
    public static JournalDatabase Open(string path)
    {
        SystemSqlite.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var database = new JournalDatabase(connection);
            database.Run("PRAGMA journal_mode = WAL");
            database.Run("PRAGMA synchronous = FULL");
            database.Prepare(path);
            return database;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new InvalidDataException($"{path}: expected the journal of a workbench, got {error.Message.TrimEnd('.')}; put back a copy of the file", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that belong together: all of them, or none, are on the disk afterwards.</summary>
    public T Transact<T>(Func<T> statements)
    {
        lock (_lock)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            T result = statements();
            transaction.Commit();
            return result;
        }
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">With <c>$1</c>, <c>$2</c> … for the values.</param>
    /// <param name="values">Texts, numbers, bytes, times, and null.</param>
    /// <returns>Number of rows that changed.</returns>
    public int Run(string sql, params object?[] values)
    {
        lock (_lock)
        {
            using SqliteCommand command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>Reads the rows of a query.</summary>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        lock (_lock)
        {
            using SqliteCommand command = Command(sql, values);
            using SqliteDataReader reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }
    }

    /// <summary>The number that the last inserted row got.</summary>
    public long LastNumber() => Read("SELECT last_insert_rowid()", row => row.GetInt64(0))[0];

    /// <summary>A time as text.</summary>
    public static string TextOf(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A time from text; null from null.</summary>
    public static DateTimeOffset? TimeOf(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    /// <summary>A text; null from null.</summary>
    public static string? TextOf(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    private void Prepare(string path)
    {
        long format = Read("PRAGMA user_version", row => row.GetInt64(0))[0];
        if (format == 0)
        {
            Transact(() => Run(Schema) + Run(FormattableString.Invariant($"PRAGMA user_version = {Format}")));
        }
        else if (format != Format)
        {
            throw new InvalidDataException($"{path}: expected a journal of version {Format}, got version {format}; open the project with the version of DeepSlice that made it");
        }
    }

    private SqliteCommand Command(string sql, object?[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(
                string.Create(CultureInfo.InvariantCulture, $"${i + 1}"),
                values[i] switch { null => DBNull.Value, DateTimeOffset time => TextOf(time), Enum choice => Convert.ToInt64(choice, CultureInfo.InvariantCulture), object value => value });
        }

        return command;
    }
}
