// A small C interface to libvips: open an image file, read it block by block, write PNG and TIFF.
//
// Every function returns 0 on success and 1 on failure; deepslice_vips_last_error() then has the words, for this
// thread.
#include "guard.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>
#include <vips/vips.h>

namespace {

constexpr size_t longest_message = 400;
// Beyond this the sizes a header states are weighed against the size of the file that holds it.
constexpr double unsuspicious_bytes = 64.0 * 1024 * 1024;
// Deflate reaches 1032 : 1 at most, LZW some 1400 : 1.
constexpr double credible_compression = 2000;
std::atomic<int64_t> live_images{0};

struct Unref {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
template <typename T> using Owned = std::unique_ptr<T, Unref>;

// libvips' own words, on one line. Its buffer is shared by all threads, so words of another thread's failure may be
// among them.
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
        // These accept what is no microscope image: documents, drawings, programs.
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

// What one axis of a reading means: output o is the weighted sum of inputs start[o] ... start[o] + length[o] - 1.
struct Axis {
    int32_t outputs;
    const int32_t* start;
    const int32_t* length;
    const double* weights; // of output 0, then of output 1, ...
};

int32_t most_at_once(const Axis& axis) {
    int32_t most = 1;
    for (int32_t first = 0, last = 0; last < axis.outputs; last++) {
        while (axis.start[first] + axis.length[first] <= axis.start[last]) {
            first++;
        }
        most = std::max(most, last - first + 1);
    }
    return most;
}

void check_axis(const Axis& axis, int32_t inputs) {
    for (int32_t o = 0; o < axis.outputs; o++) {
        const bool inside = axis.start[o] >= 0 && axis.length[o] > 0 && axis.length[o] <= inputs - axis.start[o];
        const bool in_order = o == 0 || (axis.start[o] >= axis.start[o - 1] &&
                                         axis.start[o] + axis.length[o] >= axis.start[o - 1] + axis.length[o - 1]);
        if (!inside || !in_order) {
            throw std::invalid_argument("an axis reads outside the image or out of order");
        }
    }
}

// Sums rows as they are decoded, so that memory holds a few rows and the result whatever the size of the image.
class Reading {
  public:
    Reading(VipsImage* image, const double* band_weights, const Axis& x, const Axis& y, const int32_t* stop,
            float* result)
        : image_(image), bands_(image->Bands), x_(x), y_(y), stop_(stop), result_(result), slots_(most_at_once(y)),
          line_(image->Xsize), sums_(static_cast<size_t>(slots_) * image->Xsize), weight_offset_(y.outputs) {
        for (int32_t b = 0; b < bands_; b++) {
            if (band_weights[b] != 0) {
                used_bands_.push_back({b, band_weights[b]});
            }
        }
        size_t offset = 0;
        for (int32_t o = 0; o < y.outputs; o++) {
            weight_offset_[o] = offset;
            offset += y.length[o];
        }
    }

    static int write(VipsRegion* region, VipsRect* area, void* self) {
        return static_cast<Reading*>(self)->take(region, area);
    }

    bool stopped() const { return stopped_; }

  private:
    struct UsedBand {
        int32_t band;
        double weight;
    };

    int take(VipsRegion* region, VipsRect* area) {
        for (int row = area->top; row < area->top + area->height; row++) {
            if (*static_cast<const volatile int32_t*>(stop_) != 0) {
                stopped_ = true;
                return -1;
            }
            convert(VIPS_REGION_ADDR(region, 0, row));
            add(row);
        }
        return 0;
    }

    void convert(const VipsPel* pixels) {
        switch (image_->BandFmt) {
        case VIPS_FORMAT_UCHAR:
            return convert_as<uint8_t>(pixels);
        case VIPS_FORMAT_CHAR:
            return convert_as<int8_t>(pixels);
        case VIPS_FORMAT_USHORT:
            return convert_as<uint16_t>(pixels);
        case VIPS_FORMAT_SHORT:
            return convert_as<int16_t>(pixels);
        case VIPS_FORMAT_UINT:
            return convert_as<uint32_t>(pixels);
        case VIPS_FORMAT_INT:
            return convert_as<int32_t>(pixels);
        case VIPS_FORMAT_FLOAT:
            return convert_as<float>(pixels);
        default:
            return convert_as<double>(pixels);
        }
    }

    template <typename Sample> void convert_as(const VipsPel* pixels) {
        const Sample* samples = reinterpret_cast<const Sample*>(pixels);
        const size_t width = line_.size();
        if (bands_ == 1 && used_bands_.size() == 1 && used_bands_[0].weight == 1) {
            for (size_t x = 0; x < width; x++) {
                line_[x] = static_cast<double>(samples[x]);
            }
            return;
        }
        std::fill(line_.begin(), line_.end(), 0.0);
        for (const UsedBand& used : used_bands_) {
            for (size_t x = 0; x < width; x++) {
                line_[x] += used.weight * static_cast<double>(samples[x * bands_ + used.band]);
            }
        }
    }

    void add(int32_t row) {
        for (int32_t o = oldest_; o < y_.outputs && y_.start[o] <= row; o++) {
            double* sums = sums_.data() + static_cast<size_t>(o % slots_) * line_.size();
            const double weight = y_.weights[weight_offset_[o] + (row - y_.start[o])];
            if (row == y_.start[o]) {
                std::fill(sums, sums + line_.size(), 0.0);
            }
            for (size_t x = 0; x < line_.size(); x++) {
                sums[x] += weight * line_[x];
            }
            if (row == y_.start[o] + y_.length[o] - 1) {
                finish(o, sums);
                oldest_ = o + 1;
            }
        }
    }

    void finish(int32_t output_row, const double* sums) {
        float* target = result_ + static_cast<size_t>(output_row) * x_.outputs;
        const double* weight = x_.weights;
        for (int32_t o = 0; o < x_.outputs; o++) {
            const double* from = sums + x_.start[o];
            double sum = 0;
            for (int32_t i = 0; i < x_.length[o]; i++) {
                sum += *weight++ * from[i];
            }
            target[o] = static_cast<float>(sum);
        }
    }

    VipsImage* image_;
    int32_t bands_;
    Axis x_;
    Axis y_;
    const int32_t* stop_;
    float* result_;
    int32_t slots_;
    std::vector<double> line_;
    std::vector<double> sums_;
    std::vector<size_t> weight_offset_;
    std::vector<UsedBand> used_bands_;
    int32_t oldest_ = 0;
    bool stopped_ = false;
};

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
    int32_t sub_images;   // TIFF's sub-IFDs of this page
    int32_t slide_levels; // of a whole-slide file, the first included
    int32_t interpretation; // VipsInterpretation
    double x_per_millimetre;
    double y_per_millimetre;
};

DEEPSLICE_EXPORT const char* deepslice_vips_last_error() {
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

// Text of a header field; null where the file has none. It lives as long as the image.
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
            throw std::runtime_error("its samples are complex or packed, allowed are whole and floating-point numbers");
        }
        check_axis(*x, image->Xsize);
        check_axis(*y, image->Ysize);
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
        if (vips_pngsave_buffer(image.get(), result, &size, "compression", compression, "filter", VIPS_FOREIGN_PNG_FILTER_UP,
                                "strip", TRUE, nullptr) != 0) {
            fail("cannot encode PNG");
        }
        *length = static_cast<int64_t>(size);
    });
}

DEEPSLICE_EXPORT int32_t deepslice_vips_free(void* bytes) {
    return deepslice::guarded([&] { g_free(bytes); });
}

// Deflate without a predictor: ImageJ knows no floating-point predictor.
DEEPSLICE_EXPORT int32_t deepslice_vips_write_tiff(const char* path, const void* samples, int64_t bytes, int32_t width,
                                                   int32_t height, int32_t bands, int32_t format) {
    return deepslice::guarded([&] {
        start();
        Owned<VipsImage> image = wrap(samples, bytes, width, height, bands, format);
        const gboolean big = bytes > (int64_t{3} << 30);
        if (vips_tiffsave(image.get(), path, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE, "predictor",
                          VIPS_FOREIGN_TIFF_PREDICTOR_NONE, "bigtiff", big, "strip", TRUE, nullptr) != 0) {
            fail("cannot write TIFF");
        }
    });
}
