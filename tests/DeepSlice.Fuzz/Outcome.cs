using System.Globalization;

namespace DeepSlice.Fuzz;

/// <summary>What was tried of a parser, and found.</summary>
/// <param name="Parser">Name of the parser.</param>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Accepted">Number of inputs that the reader accepted; the others were refused.</param>
/// <param name="Time">Time of all inputs.</param>
/// <param name="SlowestMilliseconds">The longest time of one input.</param>
/// <param name="MostAllocated">The most bytes that one input allocated.</param>
/// <param name="Findings">Number of different errors of the program.</param>
internal sealed record Outcome(string Parser, long Inputs, long Accepted, TimeSpan Time, double SlowestMilliseconds, long MostAllocated, int Findings)
{
    public const string Heading = "parser        inputs     accepted   seconds  slowest ms  most MB  findings";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Parser,-12} {Inputs,9}  {(double)Accepted / Math.Max(1, Inputs),8:0.0 %}  {Time.TotalSeconds,8:0}  {SlowestMilliseconds,10:0}  {MostAllocated / 1048576.0,7:0}  {Findings,8}");
}
