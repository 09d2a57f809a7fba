package qupath.lib.scripting

/** An image of the project. */
class StandInEntry {
    String originalImageName
    String uri

    List getURIs() { [new URI(uri)] }
}
