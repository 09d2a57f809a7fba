using System.Globalization;
using System.Text.Json;
using DeepSlice.Formats;

namespace DeepSlice.Cluster;

/// <summary>The folder <c>jobs</c> in the output of a long work: the plan of its tasks, and a folder for each of them.</summary>
internal sealed class JobFolder
{
    /// <summary>Number of the collecting task in file names and on the command line.</summary>
    public const string CollectName = "collect";

    /// <summary>The collecting task, where tasks have numbers from 1.</summary>
    public const int Collect = 0;

    private const string Remedy = "submit the work again";

    private readonly string _output;

    /// <summary>Refers to the folder in an output; neither need exist.</summary>
    /// <param name="output">Output of the work.</param>
    public JobFolder(string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        _output = output;
        FullPath = Path.Combine(Path.GetFullPath(output), "jobs");
    }

    /// <summary>Full path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>Folder of what Slurm logs.</summary>
    public string LogFolder => Path.Combine(FullPath, "logs");

    private string PlanFile => Path.Combine(FullPath, "plan.json");

    private string SubmittedFile => Path.Combine(FullPath, "submitted.json");

    /// <summary>The log of a task.</summary>
    public string LogOf(int task) => Path.Combine(FolderOf(task), "log.txt");

    /// <summary>Reads the plan.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    public TaskPlan ReadPlan() => File.Exists(PlanFile)
        ? JsonText.Read<TaskPlan>(PlanFile, JsonFormat.Readable, Remedy)
        : throw new InvalidDataException($"{_output}: expected the output of a work in tasks, which sweep and --slurm write, got none; give the --output of such a command");

    /// <summary>Writes a plan. The states of tasks stay if the folder has a plan with the same tasks; otherwise they are removed.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Begin(TaskPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!Has(plan) && Directory.Exists(FullPath))
        {
            foreach (string task in Directory.EnumerateFiles(FullPath, "status.json", SearchOption.AllDirectories).ToArray())
            {
                File.Delete(task);
            }
        }

        Directory.CreateDirectory(LogFolder);
        Write(PlanFile, plan);
    }

    /// <summary>The state of a task; a damaged file counts as none.</summary>
    public TaskReport ReadStatus(int task)
    {
        try
        {
            string path = StatusFile(task);
            return File.Exists(path) ? JsonSerializer.Deserialize<TaskReport>(File.ReadAllText(path), JsonFormat.Readable)! : new TaskReport { State = TaskState.Waiting };
        }
        catch (JsonException)
        {
            return new TaskReport { State = TaskState.Waiting };
        }
    }

    /// <summary>Writes the state of a task.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteStatus(int task, TaskReport status) => Write(StatusFile(task), status);

    /// <summary>Numbers of the tasks that are not done.</summary>
    public IReadOnlyList<int> Unfinished(TaskPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool isKnown = Has(plan);
        return [.. Enumerable.Range(1, plan.Tasks.Count).Where(task => !isKnown || ReadStatus(task).State != TaskState.Done)];
    }

    /// <summary>Slurm's ids of the jobs that were submitted last.</summary>
    public IReadOnlyList<string> ReadSubmitted() => File.Exists(SubmittedFile) ? JsonText.Read<string[]>(SubmittedFile, JsonFormat.Readable, Remedy) : [];

    /// <summary>Keeps the ids of jobs.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteSubmitted(IReadOnlyList<string> jobs) => Write(SubmittedFile, jobs);

    /// <summary>Writes a script, so that people see what was submitted.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="script">The script.</param>
    /// <returns>Path of the file.</returns>
    public string WriteScript(string name, string script)
    {
        string path = Path.Combine(FullPath, name);
        OutputFile.WriteText(path, script);
        return path;
    }

    private bool Has(TaskPlan plan)
    {
        try
        {
            return File.Exists(PlanFile) && ReadPlan().HasSameTasks(plan);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private string FolderOf(int task) =>
        Path.Combine(FullPath, task == Collect ? CollectName : string.Create(CultureInfo.InvariantCulture, $"task-{task}"));

    private string StatusFile(int task) => Path.Combine(FolderOf(task), "status.json");

    private static void Write<T>(string path, T value) => OutputFile.WriteText(path, JsonSerializer.Serialize(value, JsonFormat.Readable) + "\n");
}
