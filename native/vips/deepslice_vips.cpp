// A small C interface to libvips: open an image file, read it block by block, write PNG and TIFF.
//
// Every function returns 0 on success and 1 on failure; deepslice_vips_last_error() then returns the message for this
// thread.
#include "guard.hpp"
#include "vips/reading.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vips/vips.h>

using deepslice::Axis;
using deepslice::Reading;

namespace {

constexpr size_t longest_message = 400;
// Above this the size that a header states is compared with the size of the file.
constexpr double unsuspicious_bytes = 64.0 * 1024 * 1024;
// Deflate reaches 1032 : 1 at most, LZW some 1400 : 1.
constexpr double credible_compression = 2000;
std::atomic<int64_t> live_images{0};

struct Unref {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
template <typename T> using Owned = std::unique_ptr<T, Unref>;

// libvips' message on one line. Its buffer is shared by all threads, so it may contain messages of another thread's
// failure.
[[noreturn]] void fail(const std::string& what) {
    std::unique_ptr<char, decltype(&g_free)> words(vips_error_buffer_copy(), &g_free);
    std::string text = words ? words.get() : "";
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    std::replace(text.begin(), text.end(), '\n', ';');
    if (text.size() > longest_message) {
        text = text.substr(0, longest_message) + " ...";
    }
    throw std::runtime_error(text.empty() ? what : what + ": " + text);
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
        // These loaders accept files that are no microscope images: documents, drawings, programs.
        for (const char* loader :
             {"VipsForeignLoadMagick", "VipsForeignLoadMagick7", "VipsForeignLoadPdf", "VipsForeignLoadSvg"}) {
            vips_operation_block_set(loader, TRUE);
        }
    });
    if (failed != 0) {
        fail("libvips does not start");
    }
}

void refuse_absurd_size(VipsImage* image, VipsSource* source) {
    const double pixels = static_cast<double>(image->Xsize) * image->Ysize;
    const double bytes = pixels * static_cast<double>(VIPS_IMAGE_SIZEOF_PEL(image));
    const double stored = static_cast<double>(vips_source_length(source));
    if (bytes > unsuspicious_bytes && stored >= 0 && bytes > credible_compression * stored) {
        throw std::runtime_error("the header states " + std::to_string(image->Xsize) + " x " +
                                 std::to_string(image->Ysize) + " pixels, which a file of " +
                                 std::to_string(static_cast<int64_t>(stored)) + " bytes cannot hold");
    }
}

// Loaders refuse options they do not know, so an option is given only where it says something.
std::string load_options(int32_t page, int32_t sub_image, int32_t slide_level) {
    std::string options;
    const auto add = [&](const char* name, int32_t value) {
        options += (options.empty() ? "" : ",") + std::string(name) + "=" + std::to_string(value);
    };
    if (page > 0) {
        add("page", page);
    }
    if (sub_image >= 0) {
        add("subifd", sub_image);
    }
    if (slide_level > 0) {
        add("level", slide_level);
    }
    return options.empty() ? options : "[" + options + "]";
}

// OpenSlide states it as text.
int32_t slide_levels(VipsImage* image) {
    const char* text = nullptr;
    if (vips_image_get_typeof(image, "openslide.level-count") == 0) {
        return 1;
    }
    if (vips_image_get_string(image, "openslide.level-count", &text) != 0) {
        vips_error_clear();
        return 1;
    }
    return std::max(1, std::atoi(text));
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

} // namespace

struct DeepSliceVipsHeader {
    int32_t width;
    int32_t height;
    int32_t bands;
    int32_t format; // VipsBandFormat
    int32_t pages;
    int32_t sub_images;     // TIFF's sub-IFDs of this page
    int32_t slide_levels;   // of a whole-slide file, the first included
    int32_t interpretation; // VipsInterpretation
    double x_per_millimetre;
    double y_per_millimetre;
};

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
// pixels can then be read once, from top to bottom.
DEEPSLICE_EXPORT int32_t deepslice_vips_open(const char* path, int32_t page, int32_t sub_image, int32_t slide_level,
                                             VipsImage** result) {
    return deepslice::guarded([&] {
        *result = nullptr;
        start();
        // A source takes the path as it is; libvips' file names may carry options in brackets.
        Owned<VipsSource> source(vips_source_new_from_file(path));
        if (!source) {
            fail("cannot open");
        }
        const std::string options = load_options(page, sub_image, slide_level);
        Owned<VipsImage> image(vips_image_new_from_source(source.get(), options.c_str(), "access",
                                                          VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED,
                                                          nullptr));
        if (!image) {
            fail("not an image that libvips can read");
        }
        refuse_absurd_size(image.get(), source.get());
        *result = image.release();
        live_images++;
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_release(VipsImage* image) {
    return deepslice::guarded([&] {
        g_object_unref(image);
        live_images--;
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_header(VipsImage* image, DeepSliceVipsHeader* header) {
    return deepslice::guarded([&] {
        header->width = image->Xsize;
        header->height = image->Ysize;
        header->bands = image->Bands;
        header->format = image->BandFmt;
        header->pages = std::max(1, vips_image_get_n_pages(image));
        header->sub_images = std::max(0, vips_image_get_n_subifds(image));
        header->slide_levels = slide_levels(image);
        header->interpretation = image->Type;
        header->x_per_millimetre = image->Xres;
        header->y_per_millimetre = image->Yres;
    });
}

// Text of a header field; null if the file has none. It lives as long as the image.
DEEPSLICE_EXPORT int32_t deepslice_vips_text(VipsImage* image, const char* field, const char** text) {
    return deepslice::guarded([&] {
        *text = nullptr;
        if (vips_image_get_typeof(image, field) != 0 && vips_image_get_string(image, field, text) != 0) {
            vips_error_clear();
            *text = nullptr;
        }
    });
}

// Reads all pixels as weighted sums over bands, columns and rows into outputs(y) x outputs(x) floats.
// Gives up, without an error, where *stop becomes other than 0.
DEEPSLICE_EXPORT int32_t deepslice_vips_read(VipsImage* image, const double* band_weights, const Axis* x, const Axis* y,
                                             const int32_t* stop, float* result) {
    return deepslice::guarded([&] {
        if (vips_band_format_iscomplex(image->BandFmt) || image->Coding != VIPS_CODING_NONE) {
            throw std::runtime_error(
                "expected samples that are integers or floating-point numbers, got complex or packed ones");
        }
        deepslice::check_axis(*x, image->Xsize);
        deepslice::check_axis(*y, image->Ysize);
        Reading reading(image, band_weights, *x, *y, stop, result);
        const int failed = vips_sink_disc(image, &Reading::write, &reading);
        if (failed != 0 && !reading.stopped()) {
            fail("cannot read the pixels");
        }
    });
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
