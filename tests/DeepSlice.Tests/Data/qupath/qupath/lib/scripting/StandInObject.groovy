package qupath.lib.scripting

/** An annotation, and its ROI. */
class StandInObject {
    UUID ID
    String name
    String pathClass
    Map metadata = [:]
    double area
    boolean locked
    List childObjects = []

    StandInObject getROI() { this }

    boolean hasChildObjects() { childObjects }

    void clearChildObjects() { childObjects.clear() }
}
