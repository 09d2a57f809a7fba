package qupath.lib.scripting

/** The project, the hierarchy of the open image, and its server. */
class StandInProject {
    List imageList = []
    List roots = []
    int width
    int height

    List getAnnotationObjects() {
        def flat
        flat = { [it] + it.childObjects.collectMany(flat) }
        roots.collectMany(flat)
    }

    void removeObjects(Collection objects, boolean keepChildren) { roots = without(roots, objects) }

    private List without(List level, Collection objects) {
        level.collectMany {
            def children = without(it.childObjects, objects)
            if (objects.contains(it)) {
                return children
            }

            it.childObjects = children
            [it]
        }
    }
}
