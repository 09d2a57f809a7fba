// An image of a file, whoever decodes it.
#pragma once

#include "vips/reading.hpp"

#include <cstdint>
#include <string>

namespace deepslice {

struct Header {
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

// Which image of a file.
struct Part {
    int32_t page;
    int32_t sub_image; // -1: the page itself
    int32_t slide_level;
};

// Above this the size that a header states is compared with the size of the file.
constexpr double unsuspicious_bytes = 64.0 * 1024 * 1024;
// Deflate reaches 1032 : 1 at most, LZW some 1400 : 1.
constexpr double credible_compression = 2000;

inline void refuse_absurd_size(double width, double height, double bytes_of_pixel, double stored) {
    const double bytes = width * height * bytes_of_pixel;
    if (bytes > unsuspicious_bytes && stored >= 0 && bytes > credible_compression * stored) {
        const auto text = [](double number) { return std::to_string(static_cast<int64_t>(number)); };
        throw std::runtime_error("expected a size that the file can hold, got " + text(width) + " x " + text(height) +
                                 " pixels in " + text(stored) +
                                 " bytes, which cannot hold them; the file is damaged, export it again");
    }
}

// The field of the labels of ImageJ's images, one a line.
constexpr const char* imagej_labels = "imagej-labels";

// Pixels can be read once, from top to bottom.
class Image {
  public:
    virtual ~Image() = default;
    virtual Header header() const = 0;
    // The format of the rows that read() gives.
    virtual VipsBandFormat row_format() const = 0;
    // Text of a header field; null if there is none. It lives as long as the image.
    virtual const char* text(const char* field) = 0;
    // Gives every row to the taker, until it wants no more.
    virtual void read(RowTaker& taker) = 0;
};

} // namespace deepslice
