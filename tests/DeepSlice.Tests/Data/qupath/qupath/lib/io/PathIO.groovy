package qupath.lib.io

import groovy.json.JsonSlurper
import qupath.lib.scripting.StandInObject

/** Stands in for QuPath's class of this name, as far as the script uses it. */
class PathIO {
    static List readObjects(File file) { new JsonSlurper().parse(file, 'UTF-8').features.collect { read(it) } }

    private static StandInObject read(feature) {
        def metadata = feature.properties.metadata
        new StandInObject(
            ID: UUID.fromString(feature.id), name: feature.properties.name, pathClass: feature.properties.classification.name, metadata: metadata,
            area: metadata['DeepSlice outline px^2'] as double, childObjects: feature.properties.childObjects.collect { read(it) })
    }
}
