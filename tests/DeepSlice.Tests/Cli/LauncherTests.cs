using System.Diagnostics;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

/// <summary>How <c>eng/prepare</c> gets the .NET SDK on a machine without it; downloads and packages are imitated.</summary>
public sealed class LauncherTests : IDisposable
{
    private const string FakeDotnet = "#!/bin/sh\\necho 10.0.100\\n";

    private readonly TemporaryFolder _folder = new();

    public LauncherTests()
    {
        foreach (string folder in (string[])["bin", "home", "checkout/eng"])
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        foreach (string tool in (string[])["sh", "bash", "env", "mkdir", "rm", "mv", "cat", "chmod"])
        {
            string found = ((string[])["/bin", "/usr/bin"]).Select(folder => Path.Combine(folder, tool)).First(File.Exists);
            File.CreateSymbolicLink(_folder["bin/" + tool], found);
        }

        File.Copy(Path.Combine(Repository.Root, "eng/prepare"), _folder["checkout/eng/prepare"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_package_the_sdk_comes_from_microsoft_into_the_build_folder()
    {
        Fake("curl", $"""
            printf '%s\n' 'mkdir -p "$4" && printf "{FakeDotnet}" >"$4/dotnet" && chmod +x "$4/dotnet"' >"$3"
            """);
        CliProcess run = Prepare();

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe($"{_folder["checkout"]}/build/dotnet/dotnet\n10.0.100\n");
        run.Error.Trim().ShouldBe("deepslice: getting the .NET SDK 10 from Microsoft (https://dot.net/v1/dotnet-install.sh) into build/dotnet");
    }

    [Fact]
    public void A_failed_download_is_one_line_with_the_remedy_and_leaves_nothing()
    {
        Fake("curl", "echo 'curl: (6) Could not resolve host: dot.net' >&2; exit 6");
        CliProcess run = Prepare();

        run.ExitCode.ShouldBe(1);
        run.Error.Trim().Split('\n')[^1].ShouldBe(
            "deepslice: could not get the .NET SDK 10 from https://dot.net/v1/dotnet-install.sh (see build/log); install it by hand (https://dotnet.microsoft.com/download/dotnet/10.0) and call ./deepslice again");
        run.Error.Trim().Split('\n').Length.ShouldBe(2, run.Error);
        Directory.GetDirectories(_folder["checkout/build"]).ShouldBeEmpty();
    }

    [Fact]
    public void The_distributions_package_is_preferred()
    {
        Fake("id", "echo 0");
        Fake("apt-cache", "echo 'dotnet-sdk-10.0 | 10.0.100 | http://archive.ubuntu.com'");
        Fake("apt-get", $"""
            case "$*" in *"install "*dotnet-sdk-10.0) printf '{FakeDotnet}' >"{_folder["bin"]}/dotnet" && chmod +x "{_folder["bin"]}/dotnet" ;; esac
            """);
        Fake("curl", "exit 6");
        CliProcess run = Prepare();

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe($"{_folder["bin"]}/dotnet\n10.0.100\n");
        run.Error.Trim().ShouldBe("deepslice: installing the packages dotnet-sdk-10.0 (apt-get)");
    }

    [Fact]
    public void An_sdk_that_is_there_is_used()
    {
        Fake("dotnet", "echo 10.0.100");
        CliProcess run = Prepare();

        run.Output.ShouldBe($"{_folder["bin"]}/dotnet\n10.0.100\n");
        run.Error.ShouldBeEmpty();
    }

    private void Fake(string tool, string script)
    {
        string path = _folder["bin/" + tool];
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        using Process chmod = Process.Start("chmod", ["+x", path]);
        chmod.WaitForExit();
    }

    private CliProcess Prepare()
    {
        const string Script = """
            set -eu
            . "$root/eng/prepare"
            find_dotnet
            need_sdk
            echo "$dotnet"
            "$dotnet" --version
            """;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = _folder["bin"];
        start.Environment["HOME"] = _folder["home"];
        start.Environment["root"] = _folder["checkout"];
        start.Environment["program"] = "deepslice";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliProcess(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
