using DeepSlice.Formats;
using DeepSlice.Workbench.Api;

namespace DeepSlice.Workbench.Projects;

/// <summary>Adds images to a project: as links to the files where they lie.</summary>
internal static class ImageAdder
{
    /// <summary>Adds images and folders of images; what is there already is passed over.</summary>
    /// <param name="project">The project.</param>
    /// <param name="paths">Image files, and folders of them.</param>
    /// <returns>The new images, and files that could not be added.</returns>
    /// <exception cref="IOException">A folder is missing, or links cannot be made.</exception>
    public static (IReadOnlyList<ProjectImage> Added, IReadOnlyList<FileFailure> Failures) Add(Project project, IEnumerable<string> paths)
    {
        List<FileFailure> failures = [];
        Dictionary<string, FolderImage> wanted = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths)
        {
            foreach (FolderImage image in ImagesOf(path, failures))
            {
                if (!wanted.TryAdd(image.Id, image) && Path.GetFullPath(wanted[image.Id].Path) != Path.GetFullPath(image.Path))
                {
                    failures.Add(new FileFailure(image.Path, $"{image.Path}: expected images of different names, got the name of {wanted[image.Id].Path} again; rename the file"));
                }
            }
        }

        (IReadOnlyList<ProjectImage> added, IReadOnlyList<FileFailure> more) = Add(project, wanted.Values);
        return (added, [.. failures, .. more]);
    }

    /// <summary>Adds images of known names; what is there already is passed over.</summary>
    /// <param name="project">The project.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="IOException">Links cannot be made.</exception>
    public static (IReadOnlyList<ProjectImage> Added, IReadOnlyList<FileFailure> Failures) Add(Project project, IEnumerable<FolderImage> images)
    {
        List<FileFailure> failures = [];
        Directory.CreateDirectory(project.Folder.Images);
        List<ProjectImage> added = [];
        project.Change(document =>
        {
            HashSet<string> known = new(document.Images.Select(image => image.Id), StringComparer.OrdinalIgnoreCase);
            foreach (FolderImage image in images.Where(image => known.Add(image.Id)))
            {
                if (SliceId.IsSafe(image.Id))
                {
                    added.Add(Link(project, image));
                }
                else
                {
                    failures.Add(new FileFailure(image.Path, $"{image.Path}: expected a name of {SliceId.Allowed}, got '{image.Id}'; rename the file"));
                }
            }

            return document with { Images = [.. document.Images, .. added] };
        });
        return (added, failures);
    }

    /// <summary>Moves a file that was uploaded into the project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="file">The file.</param>
    /// <param name="describe">Adds channel and scale.</param>
    /// <exception cref="RefusedException">There is a slice of this name.</exception>
    public static ProjectImage Move(Project project, string file, Func<ProjectImage, ProjectImage> describe)
    {
        string id = ImageFolder.IdOf(file);
        ProjectImage image = describe(new ProjectImage { Id = id, File = id + Ending(file) });
        project.Change(document =>
        {
            if (document.Images.Any(other => other.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) || !SliceId.IsSafe(id))
            {
                throw new RefusedException($"expected images of different names, got the name '{id}' again; rename the file");
            }

            Directory.CreateDirectory(project.Folder.Images);
            File.Move(file, Path.Combine(project.Folder.Images, image.File), overwrite: false);
            return document with { Images = [.. document.Images, image] };
        });
        return image;
    }

    private static IEnumerable<FolderImage> ImagesOf(string path, List<FileFailure> failures)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [new FolderImage(path, ImageFolder.IdOf(path), "")] : throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        }

        string folder = DatasetFolder.IsDataset(path) ? Path.Combine(path, "images") : path;
        FolderImages found = ImageFolder.List(folder, recursive: true);
        failures.AddRange(found.Failures);
        return found.Images;
    }

    private static ProjectImage Link(Project project, FolderImage image)
    {
        string name = image.Id + Ending(image.Path);
        string place = Path.Combine(project.Folder.Images, name);
        if (!Path.Exists(place))
        {
            File.CreateSymbolicLink(place, Path.GetFullPath(image.Path));
        }

        return new ProjectImage { Id = image.Id, File = name, Animal = image.Animal };
    }

    private static string Ending(string path)
    {
        string name = Path.GetFileName(path);
        string ending = Path.GetExtension(name);
        return Path.GetFileNameWithoutExtension(name).EndsWith(".ome", StringComparison.OrdinalIgnoreCase) ? ".ome" + ending : ending;
    }
}
