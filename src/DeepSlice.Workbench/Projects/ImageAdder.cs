using DeepSlice.Formats;

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

        Directory.CreateDirectory(project.Folder.Images);
        List<ProjectImage> added = [];
        project.Change(document =>
        {
            HashSet<string> known = new(document.Images.Select(image => image.Id), StringComparer.OrdinalIgnoreCase);
            foreach (FolderImage image in wanted.Values.Where(image => known.Add(image.Id)))
            {
                added.Add(Link(project, image));
            }

            return document with { Images = [.. document.Images, .. added] };
        });
        return (added, failures);
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
