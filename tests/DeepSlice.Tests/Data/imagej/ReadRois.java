import ij.IJ;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.io.FileInputStream;
import java.io.PrintStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a zip of ROIs with ImageJ, as its ROI Manager does, and prints a line for each: name, stroke colour (ARGB), QuPath's class, number of pixels,
 * and the sums of their columns and rows, separated by tabs; first the version of ImageJ.
 */
public class ReadRois {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        out.println(IJ.getVersion());
        try (ZipInputStream zip = new ZipInputStream(new FileInputStream(arguments[0]))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                Roi roi = new RoiDecoder(zip.readAllBytes(), name.substring(0, name.length() - ".roi".length())).getRoi();
                String color = roi.getStrokeColor() == null ? "" : Integer.toHexString(roi.getStrokeColor().getRGB());
                out.println(roi.getName() + "\t" + color + "\t" + roi.getProperty("qupath.object.classification") + "\t" + pixels(roi));
            }
        }
    }

    private static String pixels(Roi roi) {
        Rectangle bounds = roi.getBounds();
        ImageProcessor mask = roi.getMask();
        long count = 0, columns = 0, rows = 0;
        for (int y = 0; y < bounds.height; y++) {
            for (int x = 0; x < bounds.width; x++) {
                if (mask == null || mask.get(x, y) != 0) {
                    count++;
                    columns += bounds.x + x;
                    rows += bounds.y + y;
                }
            }
        }
        return count + "\t" + columns + "\t" + rows;
    }
}
