import qupath.lib.scripting.QP
import qupath.lib.scripting.StandInEntry
import qupath.lib.scripting.StandInObject

// Runs the script of the first argument as QuPath does; further arguments: folder of the project, width, height, name and address of the image.
def run = { new GroovyShell(this.class.classLoader).evaluate(new File(args[0])) }
def project = QP.project
QP.base = args[1]
project.width = args[2] as int
project.height = args[3] as int
def image = new StandInEntry(originalImageName: args[4], uri: args[5])
def open = { StandInEntry entry, List others = [] ->
    QP.entry = entry
    project.imageList = [entry] + others
}

open(image)
run()
println 'objects ' + project.annotationObjects*.name

// Somebody draws an annotation, makes the first outline a hundredth of its area and two pixels larger, locks the second, and has cells in the third.
project.roots.add(new StandInObject(ID: UUID.randomUUID(), name: 'drawn'))
project.annotationObjects[0].area = project.annotationObjects[0].area * 1.01 + 2
project.annotationObjects[1].locked = true
project.annotationObjects[2].childObjects << new StandInObject(ID: UUID.randomUUID(), name: 'cell')
run()
println 'objects ' + project.annotationObjects*.name + ' resolved ' + QP.resolved

project.width++
run()
project.width--

// The images have moved; of two with one name, neither is known to be the one that was predicted.
image.uri = 'file:/moved/' + args[4]
open(image, [new StandInEntry(originalImageName: args[4], uri: 'file:/other/' + args[4])])
run()
open(image)
run()
open(new StandInEntry(originalImageName: 'nobody.tif', uri: 'file:/nobody.tif'))
run()
