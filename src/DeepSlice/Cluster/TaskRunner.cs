using System.Diagnostics;
using System.Globalization;
using DeepSlice.Formats;

namespace DeepSlice.Cluster;

/// <summary>Runs a task of a plan as a process, keeps its log and its state, and says why it ended.</summary>
/// <remarks>The process that watches outlives the one that works, so that a lack of memory or an error of native code leaves a reason.</remarks>
internal sealed class TaskRunner
{
    private const int StoppedExitCode = 130;
    private const int SignalExitCodes = 128;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly JobFolder _folder;
    private readonly TaskPlan _plan;
    private readonly int _task;
    private readonly TimeProvider _time;
    private readonly TextWriter _echo;
    private readonly TaskReport _before;
    private TaskReport _status;
    private TextWriter _log = TextWriter.Null;
    private string _said = "";

    private TaskRunner(JobFolder folder, TaskPlan plan, int task, string job, TextWriter echo, TimeProvider time)
    {
        _folder = folder;
        _plan = plan;
        _task = task;
        _time = time;
        _echo = echo;
        _before = folder.ReadStatus(task);
        _status = _before with { State = TaskState.Running, Attempts = _before.Attempts + 1, Host = Environment.MachineName, Job = job, Started = time.GetUtcNow(), ExitCode = null, Message = "" };
    }

    /// <summary>Runs a task to its end.</summary>
    /// <param name="folder">The jobs of the work.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="task">Number of the task, from 1, or <see cref="JobFolder.Collect"/>.</param>
    /// <param name="job">Slurm's id of the job; empty without Slurm.</param>
    /// <param name="cores">Processors that the task may use; 0 for those of the environment.</param>
    /// <param name="echo">Receives every line that the task prints, as does its log.</param>
    /// <param name="stop">Stops the task so that it can go on later.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The state at the end.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the program cannot be started.</exception>
    public static TaskReport Run(JobFolder folder, TaskPlan plan, int task, string job, int cores, TextWriter echo, TimeProvider time, CancellationToken stop) =>
        new TaskRunner(folder, plan, task, job, echo, time).Run(cores, stop);

    private TaskReport Run(int cores, CancellationToken stop)
    {
        PlannedTask planned = _task == JobFolder.Collect ? _plan.Collect : _plan.Tasks[_task - 1];
        Write();
        using StreamWriter log = OutputFile.OpenLines(_folder.LogOf(_task));
        _log = log;
        Hear(string.Create(CultureInfo.InvariantCulture, $"{planned.Name}, attempt {_status.Attempts} on {_status.Host}: deepslice {string.Join(' ', planned.Arguments)}"));
        long began = _time.GetTimestamp();
        using Process process = Start(planned, cores);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (stop.Register(() => Signal(process)))
        {
            Watch(process, began);
        }

        process.WaitForExit(); // until its last lines are read
        int code = process.ExitCode;
        _status = Measured(began) with { ExitCode = code, State = code == 0 ? TaskState.Done : stop.IsCancellationRequested ? TaskState.Stopped : TaskState.Failed, Message = Reason(code) };
        Write();
        return _status;
    }

    private Process Start(PlannedTask planned, int cores)
    {
        var start = new ProcessStartInfo(_plan.Program[0], [.. _plan.Program.Skip(1), .. planned.Arguments])
        {
            WorkingDirectory = _plan.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (cores > 0)
        {
            start.Environment["DOTNET_PROCESSOR_COUNT"] = cores.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    // Where Slurm, or Ctrl-C, sends a signal to all processes of a job, the work has got it before the hang-up: of two signals, only a second one that is no hang-up ends it without saving.
    private static void Signal(Process process)
    {
        Thread.Sleep(Grace);
        try
        {
            using Process kill = Process.Start("kill", ["-HUP", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // it has ended
        }
    }

    private void Watch(Process process, long began)
    {
        string written = "";
        long last = _time.GetTimestamp();
        while (!process.WaitForExit(TimeSpan.FromSeconds(0.5)))
        {
            _status = _status with { PeakMemory = MaxOf(_status.PeakMemory, PeakMemoryOf(process.Id)) };
            string said = _said;
            TimeSpan pause = _time.GetElapsedTime(last);
            if (pause > LongestPause || (pause > ShortestPause && said != written))
            {
                _status = Measured(began) with { Message = said };
                Write();
                written = said;
                last = _time.GetTimestamp();
            }
        }
    }

    private TaskReport Measured(long began) => _status with { Seconds = Math.Round(_before.Seconds + _time.GetElapsedTime(began).TotalSeconds, 2) };

    private void Write()
    {
        _status = _status with { Updated = _time.GetUtcNow() };
        _folder.WriteStatus(_task, _status);
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _said = line.Length > 0 ? line : _said;
            _log.WriteLine(line);
            _echo.WriteLine(line);
            _echo.Flush();
        }
    }

    private string Reason(int code) => code switch
    {
        0 or StoppedExitCode or SignalExitCodes + 1 => _said,
        SignalExitCodes + 9 => "ended by signal 9: out of memory, or killed from outside; give more --mem if the log does not say otherwise",
        > SignalExitCodes => string.Create(CultureInfo.InvariantCulture, $"ended by signal {code - SignalExitCodes}; the last line was: {_said}"),
        _ => _said,
    };

    private static long? MaxOf(long? one, long? other) => one is null || other > one ? other ?? one : one;

    // The most memory that was resident, of Linux; it is lost with the process, so it is read while the process runs.
    private static long? PeakMemoryOf(int process)
    {
        try
        {
            string? line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
