using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace DeepSlice.Tests.Cluster;

/// <summary>A Slurm cluster of one machine, this one, in a folder of its own: munged, slurmctld and slurmd.</summary>
/// <remarks>Programs that are started meanwhile find it by the variable SLURM_CONF.</remarks>
internal sealed class SlurmCluster : IDisposable
{
    private const string Variable = "SLURM_CONF";
    private const int Cores = 2;

    private static readonly string[] Daemons = ["slurmd", "slurmctld", "munged"];
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("deepslice-slurm-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly string _host = Environment.MachineName.Split('.')[0];

    private SlurmCluster()
    {
    }

    /// <summary>Why there can be no cluster; null if there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || Daemons.Append("sbatch").Any(name => PathOf(name) is null) ? "Slurm is not installed: apt-get install slurmctld slurmd slurm-client munge"
        : !Environment.IsPrivilegedProcess ? "slurmd needs root"
        : null;

    /// <summary>Starts a cluster; the test is skipped where there can be none.</summary>
    public static SlurmCluster Start()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var cluster = new SlurmCluster();
        try
        {
            cluster.Begin();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Calls one of Slurm's commands.</summary>
    public static string Call(string name, params string[] arguments)
    {
        (int code, string output, string error) = Try(name, arguments);
        code.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {error}");
        return output;
    }

    /// <summary>Calls one of Slurm's commands, which may refuse.</summary>
    public static (int ExitCode, string Output, string Error) Try(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(PathOf(name)!, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        foreach (string daemon in Daemons)
        {
            string file = Path.Combine(_folder, daemon + ".pid");
            if (File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                End(id);
            }
        }

        Environment.SetEnvironmentVariable(Variable, _before);
        Directory.Delete(_folder, recursive: true);
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            using Process kill = Process.Start("kill", [id.ToString(CultureInfo.InvariantCulture)]);
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                process.Kill();
            }
        }
        catch (ArgumentException)
        {
            // it has ended
        }
    }

    private void Begin()
    {
        Directory.CreateDirectory(In("state"));
        Directory.CreateDirectory(In("spool"));
        File.WriteAllBytes(In("munge.key"), RandomNumberGenerator.GetBytes(128));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(In("munge.key"), UnixFileMode.UserRead);
        }

        File.WriteAllText(In("slurm.conf"), Configuration());
        Environment.SetEnvironmentVariable(Variable, In("slurm.conf"));
        Call("munged", "--force", $"--socket={In("munge.sock")}", $"--key-file={In("munge.key")}", $"--pid-file={In("munged.pid")}", $"--log-file={In("munged.log")}", $"--seed-file={In("munge.seed")}");
        Call("slurmctld");
        Call("slurmd", "-N", _host);
        long began = Stopwatch.GetTimestamp();
        while (!Call("sinfo", "--noheader", "--format=%t").Contains("idle", StringComparison.Ordinal))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(LongestStart, File.ReadAllText(In("slurmctld.log")));
            Thread.Sleep(100);
        }
    }

    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        ClusterName=test
        SlurmctldHost={_host}(127.0.0.1)
        SlurmUser=root
        AuthType=auth/munge
        AuthInfo=socket={In("munge.sock")}
        SlurmctldPort={FreePort()}
        SlurmdPort={FreePort()}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        SlurmdParameters=config_overrides
        SchedulerParameters=sched_interval=1,sched_min_interval=0,bf_interval=1,batch_sched_delay=0
        StateSaveLocation={In("state")}
        SlurmdSpoolDir={In("spool")}
        SlurmctldPidFile={In("slurmctld.pid")}
        SlurmdPidFile={In("slurmd.pid")}
        SlurmctldLogFile={In("slurmctld.log")}
        SlurmdLogFile={In("slurmd.log")}
        MpiDefault=none
        ReturnToService=2
        KillWait=5
        NodeName={_host} NodeAddr=127.0.0.1 CPUs={Cores} State=UNKNOWN
        PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP

        """);

    private string In(string name) => Path.Combine(_folder, name);

    private static string? PathOf(string name) =>
        ((string[])["/usr/sbin", "/usr/bin", "/sbin", "/usr/local/sbin", "/usr/local/bin"]).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
