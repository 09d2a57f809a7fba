package qupath.lib.scripting

/** The project, the hierarchy of the open image, and its server. */
class StandInProject {
    List imageList = []
    List annotationObjects = []
    int width
    int height

    void removeObjects(Collection objects, boolean keepChildren) { annotationObjects.removeAll(objects) }
}
