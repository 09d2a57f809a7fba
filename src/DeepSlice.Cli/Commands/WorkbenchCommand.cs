using System.CommandLine;
using System.Diagnostics;
using System.Net;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Workbench;
using DeepSlice.Workbench.Images;
using DeepSlice.Workbench.Projects;
using DeepSlice.Workbench.Security;

namespace DeepSlice.Cli.Commands;

internal static class WorkbenchCommand
{
    private static readonly Argument<string> Project = new("PROJECT")
    {
        Description = "Folder of the project; made where it is missing.",
        DefaultValueFactory = _ => "workbench",
    };

    private static readonly Option<string[]> Images = new("--images")
    {
        Description = "Images, folders of images, and datasets to add. They stay where they are.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Port = new("--port") { Description = "Port of the address. Default: that of the last start, or any that is free.", HelpName = "N", DefaultValueFactory = _ => 0 };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Print the address, and do not open it." };

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Address on which the server listens. Other than this machine's own, it needs --certificate or --behind-proxy.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string?> Certificate = new("--certificate") { Description = "PFX file with certificate and key, for TLS.", HelpName = "FILE" };

    private static readonly Option<string?> Host = new("--host") { Description = "Name by which browsers call the server. Default: that of the certificate.", HelpName = "NAME" };

    private static readonly Option<string?> Proxy = new("--behind-proxy") { Description = "Address at which a reverse proxy serves the workbench with TLS.", HelpName = "https://ADDRESS" };

    public static Command Create()
    {
        var command = new Command("workbench", "Opens a page in the browser to look at slices, correct them, and have the model learn from it.")
        {
            Project, Images, Port, NoBrowser, Listen, Certificate, Host, Proxy,
        };
        CommandContext.Bind(command, Run);
        var decode = new Command(DecoderProcess.CommandName, "Decodes images for the workbench.") { Hidden = true };
        CommandContext.Bind(decode, _ => Decode());
        command.Add(decode);
        command.Add(WorkbenchDatasetCommand.Create());
        return command;
    }

    private static int Run(CommandContext context)
    {
        string folder = context.Get(Project);
        OutputPath.RequireWritable(folder);
        var options = new WorkbenchOptions
        {
            Project = folder,
            Images = context.Get(Images),
            Port = context.Get(Port) is >= 0 and <= 65535 and int port ? port : throw new UsageException($"--port: expected 0 to 65535, got {context.Get(Port)}"),
            Listen = IPAddress.TryParse(context.Get(Listen), out IPAddress? address) ? address : throw new UsageException($"--listen: expected an address as 127.0.0.1, got '{context.Get(Listen)}'"),
            Proxy = context.Find(Proxy) is not { } proxy ? null : Uri.TryCreate(proxy, UriKind.Absolute, out Uri? uri) ? uri : throw new UsageException($"--behind-proxy: expected an address as https://lab.example.org, got '{proxy}'"),
            Certificate = context.Find(Certificate),
            Host = context.Find(Host),
        };
        return Serve(context, options).GetAwaiter().GetResult();
    }

    private static async Task<int> Serve(CommandContext context, WorkbenchOptions options)
    {
        await using WorkbenchServer server = await WorkbenchServer.Start(options, context.CancellationToken);
        Project project = server.State.Project;
        if (options.Images.Count > 0)
        {
            (IReadOnlyList<ProjectImage> added, IReadOnlyList<FileFailure> failures) = ImageAdder.Add(project, options.Images);
            Failure.Report(failures);
            Console.Error.WriteLine($"deepslice: {Counted.Of(added.Count, "image")} added to {project.Folder.FullPath}");
        }

        context.Print(
            new { address = server.Address, project = project.Folder.FullPath },
            $"workbench of {project.Folder.FullPath}: {server.Address}\nCtrl-C stops it; nothing that was done is lost");
        if (!context.Get(NoBrowser))
        {
            OpenBrowser(project.Folder, server.Address);
        }

        await server.WaitUntil(context.CancellationToken);
        return ExitCode.Done;
    }

    private static int Decode()
    {
        ImageDecoder.Run(Console.In, Console.Out);
        return ExitCode.Done;
    }

    // By a page that only the user may read: other users of the machine see the arguments of a process, and so the token.
    private static void OpenBrowser(ProjectFolder folder, Uri address)
    {
        string page = Path.Combine(folder.Cache, "open.html");
        try
        {
            SessionFile.WritePrivate(page, $"<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url={address}\"><title>DeepSlice</title><a href=\"{address}\">DeepSlice</a>\n");
            using Process? _ = Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [page]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("deepslice: found no browser to open; open the address above");
        }
    }
}
