package qupath.lib.io

import groovy.json.JsonSlurper

/** Stands in for QuPath's class of this name, as far as the script uses it. */
class GsonTools {
    static GsonTools getInstance() { new GsonTools() }

    Object fromJson(Reader reader, Class type) { new JsonSlurper().parse(reader) }
}
