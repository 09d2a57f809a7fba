import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.io.FileInputStream;
import java.io.PrintStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a zip of ROIs with ImageJ, as its ROI Manager does, or the overlay of a TIFF, and prints a line for each: name, stroke colour (ARGB), QuPath's class, number
 * of pixels, the sums of their columns and rows, QuPath's name, id and area, separated by tabs; first the version of ImageJ, and of a TIFF the image.
 */
public class ReadRois {
    private static PrintStream out;

    public static void main(String[] arguments) throws Exception {
        out = new PrintStream(System.out, true, "UTF-8");
        out.println(IJ.getVersion());
        if (arguments[0].endsWith(".tif")) {
            readImage(arguments[0]);
        } else {
            readZip(arguments[0]);
        }
    }

    private static void readZip(String path) throws Exception {
        try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                print(new RoiDecoder(zip.readAllBytes(), name.substring(0, name.length() - ".roi".length())).getRoi());
            }
        }
    }

    private static void readImage(String path) {
        ImagePlus image = new Opener().openImage(path);
        Calibration calibration = image.getCalibration();
        double sum = 0;
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            sum += image.getProcessor().getf(i);
        }

        out.println(image.getWidth() + "\t" + image.getHeight() + "\t" + image.getBitDepth() + "\t" + sum + "\t" + calibration.pixelWidth + "\t" + calibration.pixelHeight + "\t"
            + calibration.getUnit() + "\t" + image.getDisplayRangeMin() + "\t" + image.getDisplayRangeMax());
        if (image.getOverlay() != null) {
            for (Roi roi : image.getOverlay().toArray()) {
                print(roi);
            }
        }
    }

    private static void print(Roi roi) {
        String color = roi.getStrokeColor() == null ? "" : Integer.toHexString(roi.getStrokeColor().getRGB());
        out.println(roi.getName() + "\t" + color + "\t" + roi.getProperty("qupath.object.classification") + "\t" + pixels(roi) + "\t" + roi.getProperty("qupath.object.name") + "\t"
            + roi.getProperty("qupath.object.id") + "\t" + roi.getProperty("qupath.object.measurements.DeepSlice_area_px^2") + "\t" + roi.getPosition() + "\t" + roi.getGroup());
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
