using System.CommandLine;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli.Commands;

internal static class InfoCommand
{
    public static Command Create()
    {
        var command = new Command("info", "Shows versions, devices and threads, and which components are missing and how to install them.");
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        MachineInfo machine = MachineInfo.Inspect();
        context.Print(machine, machine.Describe());
        return machine.Missing.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }
}
