// A TIFF's header, as libtiff reads it.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <tiffio.h>
#include <vector>

namespace deepslice {

struct CloseTiff {
    void operator()(TIFF* tiff) const noexcept { TIFFClose(tiff); }
};
using OwnedTiff = std::unique_ptr<TIFF, CloseTiff>;

// A damaged header may ask for any amount of memory at once.
constexpr tmsize_t most_tiff_memory = tmsize_t{1} << 30;

// Opens a file; words, if any, receive the first thing that libtiff finds wrong while the file is open.
inline OwnedTiff open_tiff(const char* path, std::string* words) {
#if TIFFLIB_VERSION >= 20221213
    const auto keep = [](TIFF*, void* target, const char*, const char* format, va_list arguments) {
        std::string* words = static_cast<std::string*>(target);
        if (words->empty()) {
            char buffer[400];
            vsnprintf(buffer, sizeof buffer, format, arguments);
            *words = buffer;
        }
        return 1; // handled: nothing reaches the buffer that all threads share
    };
    const auto be_silent = [](TIFF*, void*, const char*, const char*, va_list) { return 1; };
    std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                             &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), most_tiff_memory);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep, words);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), be_silent, nullptr);
    return OwnedTiff(TIFFOpenExt(path, "rm", options.get()));
#else
    (void)words; // its messages could be those of another file
    return OwnedTiff(TIFFOpen(path, "rm"));
#endif
}

struct TiffTags {
    uint32_t width = 0;
    uint32_t height = 0;
    uint16_t bits = 1;
    uint16_t samples = 1;
    uint16_t format = SAMPLEFORMAT_UINT;
    uint16_t planar = PLANARCONFIG_CONTIG;
    uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    uint16_t compression = COMPRESSION_NONE;
    uint16_t resolution_unit = RESUNIT_NONE;
    float x_resolution = 1;
    float y_resolution = 1;
    bool is_tiled = false;
    std::string description;
    std::vector<uint64_t> sub_images;

    bool is_float() const { return format == SAMPLEFORMAT_IEEEFP; }
    bool is_complex() const { return format == SAMPLEFORMAT_COMPLEXIEEEFP || format == SAMPLEFORMAT_COMPLEXINT; }
    bool is_signed() const { return format == SAMPLEFORMAT_INT; }
    bool is_separate() const { return planar == PLANARCONFIG_SEPARATE && samples > 1; }

    // As people say it: "12-bit integers".
    std::string samples_in_words() const {
        const char* kind = format == SAMPLEFORMAT_COMPLEXIEEEFP || format == SAMPLEFORMAT_COMPLEXINT ? "complex numbers"
                           : is_float() ? "floating-point numbers"
                                        : "integers";
        return std::to_string(bits) + "-bit " + kind;
    }
};

inline TiffTags read_tags(TIFF* tiff) {
    TiffTags tags;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &tags.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &tags.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &tags.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &tags.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &tags.format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &tags.planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &tags.compression);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &tags.photometric);
    if (TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &tags.x_resolution) == 0 ||
        TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &tags.y_resolution) == 0) {
        tags.x_resolution = tags.y_resolution = 1;
    } else {
        TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &tags.resolution_unit);
    }
    tags.is_tiled = TIFFIsTiled(tiff) != 0;
    const char* description = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_IMAGEDESCRIPTION, &description) != 0 && description != nullptr) {
        tags.description = description;
    }
    uint16_t count = 0;
    uint64_t* offsets = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_SUBIFD, &count, &offsets) != 0 && offsets != nullptr) {
        tags.sub_images.assign(offsets, offsets + count);
    }
    return tags;
}

} // namespace deepslice
