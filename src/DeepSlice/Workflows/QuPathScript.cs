using DeepSlice.Formats;

namespace DeepSlice.Workflows;

/// <summary>A script that imports predicted outlines into the images of a QuPath project.</summary>
/// <remarks>
/// It runs for one image, as QuPath's scripts do, and <i>Run for project</i> repeats it for all. An image is found by the path of the file that was predicted, then by the name of
/// the file, then by the id of the slice. Outlines of an earlier prediction are replaced, unless somebody has changed or locked them.
/// </remarks>
internal static class QuPathScript
{
    private const string Template = """
        /*
         * Imports the outlines that DeepSlice has predicted. For QuPath 0.5 and newer.
         *
         * All images of the project: open this script (Automate > Project scripts), then Run > Run for project.
         * One image: open the image, then Run.
         *
         * Run it again after another prediction: the outlines are updated. Outlines that you have changed or locked, and all other objects, stay as they are.
         */
        import qupath.lib.io.GsonTools
        import qupath.lib.io.PathIO

        import static qupath.lib.scripting.QP.*

        // The folder that predict has written, here and seen from the project; change it if it has moved.
        def places = [@FOLDERS@]

        def folder = places.collect { new File(it).isAbsolute() ? new File(it) : new File(buildFilePath(PROJECT_BASE_DIR, it)) }.find { new File(it, 'run.json').exists() }
        if (folder == null) {
            println 'DeepSlice: none of ' + places + ' is a folder that predict has written; change the folder in the script'
            return
        }

        def entry = getProjectEntry()
        if (entry == null) {
            println 'DeepSlice: open an image of the project, or choose Run for project'
            return
        }

        def name = entry.getOriginalImageName()
        def plain = { String path -> path.replace('\\', '/').toLowerCase() }
        def fileOf = { String path -> plain(path).tokenize('/').last() }
        def paths = entry.getURIs().collect { it.getPath() }.findAll { it }
        def slices = new File(folder, 'run.json').withReader('UTF-8') { GsonTools.getInstance().fromJson(it, Map) }.runs.collectMany { it.slices }

        def found = slices.findAll { slice -> paths.any { plain(it) == plain(slice.input) } }
        if (found.isEmpty() && getProject().getImageList().count { it.getOriginalImageName() == name } == 1) {
            found = slices.findAll { slice -> paths.any { fileOf(it) == fileOf(slice.input) } }
            if (found.isEmpty()) {
                def named = slices.findAll { plain(name) == plain(it.id) || plain(name).startsWith(plain(it.id) + '.') }
                found = named ? [named.max { it.id.length() }] : []
            }
        }

        if (found.size() != 1) {
            println name + ': ' + (found ? 'several slices of DeepSlice have this file: ' + found*.id : 'no slice of DeepSlice') + '; nothing was imported'
            return
        }

        // The outlines by side that quantify has written, unless the slice was predicted again since.
        def file = new File(folder, found[0].id + '.geojson')
        def sides = new File(folder, '@SIDES@/' + found[0].id + '.geojson')
        if (sides.exists() && sides.lastModified() >= file.lastModified()) {
            file = sides
        }

        def objects = file.exists() ? PathIO.readObjects(file) : []
        def flat
        flat = { [it] + it.getChildObjects().collectMany(flat) }
        def all = objects.collectMany(flat)
        def size = getCurrentServer().getWidth() + ' x ' + getCurrentServer().getHeight()
        def other = all.find { it.getMetadata()['DeepSlice image'] != size }
        if (other != null) {
            println name + ': this image has ' + size + ' pixels, and slice ' + found[0].id + ' ' + other.getMetadata()['DeepSlice image'] + '; nothing was imported'
            return
        }

        def hierarchy = getCurrentHierarchy()
        def earlier = hierarchy.getAnnotationObjects().findAll { it.getMetadata().containsKey('DeepSlice slice') }
        def changed = earlier.findAll {
            def area = it.getMetadata()['DeepSlice outline px^2'] as double
            it.isLocked() || it.getPathClass()?.toString() != it.getMetadata()['DeepSlice class'] || Math.abs(it.getROI().getArea() - area) > 1 + 1e-5 * area
        }
        def kept = changed.collect { it.getID() } as Set
        def replaced = earlier.findAll { !(it.getID() in kept) }
        def hadChildren = replaced.any { it.hasChildObjects() }
        hierarchy.removeObjects(replaced, true)
        def added = all.findAll { !(it.getID() in kept) }
        if (kept) {
            all.each { it.clearChildObjects() }
        }

        addObjects(kept ? added : objects)
        if (hadChildren || kept && added.size() > objects.size()) {
            resolveHierarchy()
        }

        fireHierarchyUpdate()
        println name + ': ' + added.size() + ' outlines of slice ' + found[0].id + (changed ? '; kept, since they were changed or locked: ' + changed*.getName() : '')

        """;

    /// <summary>The script.</summary>
    /// <param name="folders">The folder of predictions; if it is not there, the next one is tried. Relative ones are relative to the project's folder.</param>
    public static string For(params string[] folders) =>
        Template.Replace("@SIDES@", PredictionFolder.SidesName, StringComparison.Ordinal).Replace("@FOLDERS@", string.Join(", ", folders.Select(folder => $"'{RoiAttributes.Escape(folder).Replace("'", "\\u0027", StringComparison.Ordinal)}'")), StringComparison.Ordinal);
}
