using System.Globalization;
using DeepSlice.Benchmarks;
using DeepSlice.Native.Torch;

// PYTHON SCRIPT [ROUNDS [STEPS [THREADS]]]
const int WarmUpSteps = 8;
int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 7;
int steps = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
int threads = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
string weights = Path.Combine(Path.GetTempPath(), $"training-step-{Environment.ProcessId}.safetensors");
using var ours = new DeepSliceSide(threads);
ours.Save(weights);
using var theirs = new PyTorchSide(args[0], args[1], threads, keepsMemory: false, weights);
using var theirsKept = new PyTorchSide(args[0], args[1], threads, keepsMemory: true, weights);
File.Delete(weights);
ITrainingSide[] sides = [ours, theirs, theirsKept];
Console.WriteLine($"{ours.Description}; {threads} threads; {rounds} rounds of {steps} steps; LibTorch {TorchRuntime.Version}; load {Load()}");
bool agree = true;
foreach (Precision precision in Enum.GetValues<Precision>())
{
    double tolerance = precision == Precision.Float32 ? 1e-4 : 1e-3;
    (double loss, double norm) = ours.Check(precision);
    (double theirLoss, double theirNorm) = theirs.Check(precision);
    bool same = Math.Abs((loss / theirLoss) - 1) <= tolerance && Math.Abs((norm / theirNorm) - 1) <= 5 * tolerance;
    agree &= same;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{precision}: first loss {loss:F5} and {theirLoss:F5}, norm of its gradients {norm:F5} and {theirNorm:F5}: {(same ? "the same" : "DIFFERENT")}"));
}

StepTable[] tables = [.. Enum.GetValues<Precision>().Select(precision => new StepTable(precision, sides))];
foreach (ITrainingSide side in sides)
{
    foreach (Precision precision in Enum.GetValues<Precision>())
    {
        side.Time(precision, WarmUpSteps);
    }
}

for (int round = 0; round < rounds; round++)
{
    foreach (StepTable table in tables)
    {
        table.Round(steps);
    }
}

Console.WriteLine();
Console.WriteLine("| precision | side | ms per step | CPU ms per step | DeepSlice ÷ this (spread over rounds) | in CPU time |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (string row in tables.SelectMany(table => table.Rows()))
{
    Console.WriteLine(row);
}

Console.WriteLine($"\nload at the end: {Load()}");
return agree ? 0 : 1;

static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
