using System.Diagnostics;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Documents;

/// <summary>The program on the page about the library, built against the package and without a network, as its user does.</summary>
public sealed class LibraryPackageTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="DeepSlice" Version="*" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void The_program_of_the_page_builds_with_the_package_and_finds_regions()
    {
        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Sagittal) is not null, "this checkout has no models/sagittal-six-regions.safetensors");
        using var folder = new TemporaryFolder();
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        Run("dotnet", "pack", Path.Combine(Repository.Root, "src/DeepSlice"), "--no-build", "-c", configuration, "-o", folder["feed"], "-nodeReuse:false");
        Write(folder["consumer/Consumer.csproj"], Project);
        Write(folder["consumer/Program.cs"], ProgramOfThePage());
        Write(folder["consumer/nuget.config"], Sources(folder));
        ImageFile.Write(folder["slice.tif"], PhantomGenerator.Generate(new PhantomOptions { SizePixels = 84 }, seed: 3, "slice").Image);

        Run("dotnet", "build", folder["consumer"], "-o", folder["program"], "-nodeReuse:false");
        string output = Run("dotnet", folder["program/Consumer.dll"], folder["slice.tif"]);

        File.Exists(folder["program/runtimes/linux-x64/native/libdeepslice_torch.so"]).ShouldBeTrue();
        output.ShouldContain("Cerebellum: ");
        output.ShouldContain("binned by 1 to 84×84");
    }

    private static string ProgramOfThePage()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/how-to/library.md"));
        return page.Split("```csharp\n")[1].Split("```")[0];
    }

    // The packages that this project was restored from are a source too: nothing is downloaded.
    private static string Sources(TemporaryFolder folder)
    {
        string restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder["packages"]}" /></config>
              <packageSources><clear /><add key="feed" value="{folder["feed"]}" /><add key="restored" value="{restored}" /></packageSources>
            </configuration>
            """;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {output}{error.GetAwaiter().GetResult()}");
        return output;
    }
}
