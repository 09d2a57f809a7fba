package qupath.lib.scripting

/** Stands in for QuPath's class of this name, as far as the script uses it. */
class QP {
    static final String PROJECT_BASE_DIR = '{%PROJECT}'
    static final StandInProject STAND_IN = new StandInProject()
    static StandInEntry entry
    static String base
    static int resolved

    static String buildFilePath(String... parts) { parts.collect { it == PROJECT_BASE_DIR ? base : it }.join('/') }

    static StandInProject getProject() { STAND_IN }

    static StandInEntry getProjectEntry() { entry }

    static StandInProject getCurrentHierarchy() { STAND_IN }

    static StandInProject getCurrentServer() { STAND_IN }

    static void addObjects(Collection objects) { STAND_IN.roots.addAll(objects) }

    static void resolveHierarchy() { resolved++ }

    static void fireHierarchyUpdate() { }
}
