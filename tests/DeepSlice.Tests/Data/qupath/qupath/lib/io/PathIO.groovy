package qupath.lib.io

import groovy.json.JsonSlurper
import qupath.lib.scripting.StandInObject

/** Stands in for QuPath's class of this name, as far as the script uses it. */
class PathIO {
    static List readObjects(File file) {
        new JsonSlurper().parse(file, 'UTF-8').features.collect {
            def metadata = it.properties.metadata
            new StandInObject(ID: UUID.fromString(it.id), name: it.properties.name, pathClass: it.properties.classification.name, metadata: metadata, area: metadata['DeepSlice outline px^2'] as double)
        }
    }
}
