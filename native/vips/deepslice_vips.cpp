// A small C interface to libvips: open an image file, read it block by block, write PNG and TIFF.
//
// Every function returns 0 on success and 1 on failure; deepslice_vips_last_error() then returns the message for this
// thread.
#include "guard.hpp"
#include "vips/open.hpp"

#include <atomic>
#include <mutex>

using deepslice::Axis;
using deepslice::Header;
using deepslice::Image;
using deepslice::Owned;
using deepslice::Part;
using deepslice::Reading;

namespace {

std::atomic<int64_t> live_images{0};

// The operating system's reason for an error of writing, such as a full disk. All threads share libvips' messages, so
// nothing else of them is repeated.
[[noreturn]] void fail(const std::string& what) {
    const std::string words = deepslice::take_vips_words();
    const std::string mark = "system error: ";
    const size_t at = words.find(mark);
    throw std::runtime_error(
        at == std::string::npos ? what
                                : what + ": " + words.substr(at + mark.size(), words.find(';', at) - at - mark.size()));
}

void be_silent(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

void start() {
    static std::once_flag once;
    static int failed = 0;
    std::call_once(once, [] {
        failed = vips_init("deepslice");
        if (failed != 0) {
            return;
        }
        // Files are read once, from end to end: remembered operations would only hold their memory.
        vips_cache_set_max(0);
        // Harmless warnings, as of unknown tags, do not belong on the user's terminal.
        g_log_set_handler("VIPS",
                          static_cast<GLogLevelFlags>(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG),
                          be_silent, nullptr);
        // These loaders accept files that are no microscope images: documents, drawings, tables of numbers.
        for (const char* loader :
             {"VipsForeignLoadPdf", "VipsForeignLoadSvg", "VipsForeignLoadCsv", "VipsForeignLoadMatrix"}) {
            vips_operation_block_set(loader, TRUE);
        }
    });
    if (failed != 0) {
        fail("libvips does not start");
    }
}

Owned<VipsImage> wrap(const void* samples, int64_t bytes, int32_t width, int32_t height, int32_t bands,
                      int32_t format) {
    Owned<VipsImage> image(vips_image_new_from_memory(samples, static_cast<size_t>(bytes), width, height, bands,
                                                      static_cast<VipsBandFormat>(format)));
    if (!image) {
        fail("cannot wrap the pixels");
    }
    image->Type = bands >= 3                     ? VIPS_INTERPRETATION_sRGB
                  : format == VIPS_FORMAT_USHORT ? VIPS_INTERPRETATION_GREY16
                                                 : VIPS_INTERPRETATION_B_W;
    return image;
}

void read_into(Image* image, const double* band_weights, const Axis* x, const Axis* y, const int32_t* stop,
               deepslice::Result result, int32_t* is_coloured) {
    const Header header = image->header();
    deepslice::check_axis(*x, header.width);
    deepslice::check_axis(*y, header.height);
    Reading reading(header.width, header.bands, image->row_format(), band_weights, *x, *y, stop, result);
    image->read(reading);
    *is_coloured = reading.is_coloured() ? 1 : 0;
}

} // namespace

DEEPSLICE_EXPORT const char* deepslice_vips_last_error() noexcept {
    return deepslice::last_error().c_str();
}

DEEPSLICE_EXPORT int32_t deepslice_vips_version(int32_t* major, int32_t* minor, int32_t* micro) {
    return deepslice::guarded([&] {
        start();
        *major = vips_version(0);
        *minor = vips_version(1);
        *micro = vips_version(2);
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_live_images(int64_t* count) {
    return deepslice::guarded([&] { *count = live_images.load(); });
}

// Reads the header of one page, of a sub-IFD of it (-1: of the page itself), or of one level of a whole-slide file; the
// pixels can then be read once, from top to bottom. The numbers of an image with a colour table are its grey values, or
// on request the indices as they are.
DEEPSLICE_EXPORT int32_t deepslice_vips_open(const char* path, int32_t page, int32_t sub_image, int32_t slide_level,
                                             int32_t keep_indices, Image** result) {
    return deepslice::guarded([&] {
        *result = nullptr;
        start();
        *result = deepslice::open_image(path, {page, sub_image, slide_level}, keep_indices != 0).release();
        live_images++;
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_release(Image* image) {
    return deepslice::guarded([&] {
        delete image;
        live_images--;
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_header(Image* image, Header* header) {
    return deepslice::guarded([&] { *header = image->header(); });
}

// Text of a header field; null if the file has none. It lives as long as the image.
DEEPSLICE_EXPORT int32_t deepslice_vips_text(Image* image, const char* field, const char** text) {
    return deepslice::guarded([&] { *text = image->text(field); });
}

// Reads all pixels as weighted sums over bands, columns and rows into outputs(y) x outputs(x) floats.
// Gives up, without an error, where *stop becomes other than 0. Tells whether summed bands differ visibly.
DEEPSLICE_EXPORT int32_t deepslice_vips_read(Image* image, const double* band_weights, const Axis* x, const Axis* y,
                                             const int32_t* stop, float* result, int32_t* is_coloured) {
    return deepslice::guarded([&] { read_into(image, band_weights, x, y, stop, {result, nullptr}, is_coloured); });
}

// As deepslice_vips_read, with results that hold every integer of up to 53 bits.
DEEPSLICE_EXPORT int32_t deepslice_vips_read_exact(Image* image, const double* band_weights, const Axis* x,
                                                   const Axis* y, const int32_t* stop, double* result,
                                                   int32_t* is_coloured) {
    return deepslice::guarded([&] { read_into(image, band_weights, x, y, stop, {nullptr, result}, is_coloured); });
}

// Gives all rows, as they are decoded and in the order of the image, to a function. It gets several rows at once,
// stride bytes apart, and may be called on another thread, but never on two at a time. Gives up,
// without an error, where the function returns 0.
DEEPSLICE_EXPORT int32_t deepslice_vips_rows(Image* image, deepslice::RowForwarding::Function function, void* context) {
    return deepslice::guarded([&] {
        deepslice::RowForwarding rows(function, context);
        image->read(rows);
    });
}

// The format of the samples that deepslice_vips_rows gives: a VipsBandFormat.
DEEPSLICE_EXPORT int32_t deepslice_vips_row_format(Image* image, int32_t* format) {
    return deepslice::guarded([&] { *format = image->row_format(); });
}

// The caller gives the bytes back with deepslice_vips_free.
DEEPSLICE_EXPORT int32_t deepslice_vips_encode_png(const uint8_t* samples, int32_t width, int32_t height, int32_t bands,
                                                   int32_t compression, void** result, int64_t* length) {
    return deepslice::guarded([&] {
        *result = nullptr;
        start();
        Owned<VipsImage> image =
            wrap(samples, static_cast<int64_t>(width) * height * bands, width, height, bands, VIPS_FORMAT_UCHAR);
        size_t size = 0;
        // Rows as differences to the row above: smoothly enlarged pictures become smaller, and are written sooner.
        if (vips_pngsave_buffer(image.get(), result, &size, "compression", compression, "filter",
                                VIPS_FOREIGN_PNG_FILTER_UP, "strip", TRUE, nullptr) != 0) {
            fail("cannot encode PNG");
        }
        *length = static_cast<int64_t>(size);
    });
}

// Text in Unicode's composed form (NFC), for .NET does it only with ICU; null if the text is not UTF-8. The caller gives
// it back with deepslice_vips_free.
DEEPSLICE_EXPORT int32_t deepslice_vips_compose(const char* text, char** result) {
    return deepslice::guarded([&] { *result = g_utf8_normalize(text, -1, G_NORMALIZE_NFC); });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_free(void* bytes) {
    return deepslice::guarded([&] { g_free(bytes); });
}

// Deflate without a predictor: ImageJ knows no floating-point predictor. The resolution is per centimetre; 0 if unknown.
DEEPSLICE_EXPORT int32_t deepslice_vips_write_tiff(const char* path, const void* samples, int64_t bytes, int32_t width,
                                                   int32_t height, int32_t bands, int32_t format, double per_millimetre) {
    return deepslice::guarded([&] {
        start();
        Owned<VipsImage> image = wrap(samples, bytes, width, height, bands, format);
        if (per_millimetre > 0) {
            image->Xres = per_millimetre;
            image->Yres = per_millimetre;
        }
        const gboolean big = bytes > (int64_t{3} << 30);
        if (vips_tiffsave(image.get(), path, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE, "predictor",
                          VIPS_FOREIGN_TIFF_PREDICTOR_NONE, "bigtiff", big, "strip", TRUE, nullptr) != 0) {
            fail("cannot write TIFF");
        }
    });
}
