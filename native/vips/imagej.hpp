// What ImageJ adds to TIFF.
#pragma once

#include "vips/tiff_tags.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <glib.h>
#include <vector>

namespace deepslice {

// Files over 4 GB have one IFD for the first image; the pixels of the others follow without any header.
// Returns the number of images, 0 for any other file.
inline int32_t contiguous_images(TIFF* tiff, const TiffTags& first, double stored) {
    const size_t at = first.description.find("\nimages=");
    if (first.description.rfind("ImageJ=", 0) != 0 || at == std::string::npos ||
        first.compression != COMPRESSION_NONE || first.is_tiled || first.is_separate() || first.bits % 8 != 0 ||
        TIFFLastDirectory(tiff) == 0) {
        return 0;
    }
    const long images = std::strtol(first.description.c_str() + at + 8, nullptr, 10);
    const double bytes = static_cast<double>(first.width) * first.height * first.samples * (first.bits / 8);
    const double end = static_cast<double>(TIFFGetStrileOffset(tiff, 0)) + bytes * static_cast<double>(images);
    if (images < 2 || images > INT32_MAX) {
        return 0;
    }
    if (stored < static_cast<double>(TIFFGetStrileOffset(tiff, 0)) + 2 * bytes) {
        return 0; // one image, taken out of a stack with its description
    }
    if (stored < end) {
        throw std::runtime_error("expected " + std::to_string(images) + " images as the file states, got " +
                                 std::to_string(static_cast<int64_t>(stored)) +
                                 " bytes, which hold fewer; the file is truncated, copy it again");
    }
    return static_cast<int32_t>(images);
}

// Rows without compression, from a place in a file.
class ContiguousRows {
  public:
    ContiguousRows(const std::string& path, uint64_t start, uint64_t row_bytes, int sample_bytes, bool swapped)
        : file_(std::fopen(path.c_str(), "rb"), &std::fclose), row_(row_bytes), sample_bytes_(sample_bytes),
          swapped_(swapped) {
        if (file_ && fseeko(file_.get(), static_cast<off_t>(start), SEEK_SET) != 0) {
            file_.reset();
        }
    }

    // The next row in this machine's byte order; null where the file ends.
    uint8_t* next() {
        if (!file_ || std::fread(row_.data(), 1, row_.size(), file_.get()) != row_.size()) {
            return nullptr;
        }
        if (swapped_ && sample_bytes_ > 1) {
            for (auto sample = row_.begin(); sample != row_.end(); sample += sample_bytes_) {
                std::reverse(sample, sample + sample_bytes_);
            }
        }
        return row_.data();
    }

  private:
    std::unique_ptr<FILE, decltype(&std::fclose)> file_;
    std::vector<uint8_t> row_;
    int sample_bytes_;
    bool swapped_;
};

// Labels of the images, from ImageJ's own tags, one a line; empty where there are none.
inline std::string labels_of(TIFF* tiff, const TiffTags& tags) {
    constexpr uint32_t counts_tag = 50838;
    constexpr uint32_t contents_tag = 50839;
    uint32_t entries = 0, bytes = 0;
    void *counts = nullptr, *contents = nullptr;
    // The type of such a tag is the file's own.
    const auto has_type = [&](uint32_t tag, TIFFDataType type) {
        const TIFFField* field = TIFFFindField(tiff, tag, TIFF_ANY);
        return field != nullptr && TIFFFieldDataType(field) == type;
    };
    if (tags.description.rfind("ImageJ=", 0) != 0 || TIFFGetField(tiff, counts_tag, &entries, &counts) == 0 ||
        TIFFGetField(tiff, contents_tag, &bytes, &contents) == 0 || entries < 2 ||
        !has_type(counts_tag, TIFF_LONG) || !has_type(contents_tag, TIFF_BYTE)) {
        return "";
    }
    const uint32_t* lengths = static_cast<const uint32_t*>(counts);
    const uint8_t* data = static_cast<const uint8_t*>(contents);
    const bool big = TIFFIsBigEndian(tiff) != 0;
    const auto number = [&](size_t at) {
        uint32_t value = 0;
        for (size_t i = 0; i < 4; i++) {
            value = value << 8 | data[at + (big ? i : 3 - i)];
        }
        return value;
    };
    std::string labels;
    size_t entry = 1;
    size_t place = lengths[0];
    for (size_t at = 4; at + 8 <= lengths[0] && at + 8 <= bytes; at += 8) {
        const bool is_label = number(at) == 0x6c61626c; // "labl"
        for (uint32_t i = 0; i < number(at + 4) && entry < entries; i++, entry++) {
            const size_t end = place + lengths[entry];
            if (end > bytes) {
                return labels;
            }
            std::vector<gunichar2> units;
            for (size_t unit = place; is_label && unit + 1 < end; unit += 2) {
                units.push_back(static_cast<gunichar2>(data[unit + (big ? 0 : 1)] << 8 | data[unit + (big ? 1 : 0)]));
            }
            std::unique_ptr<char, decltype(&g_free)> text(
                g_utf16_to_utf8(units.data(), static_cast<glong>(units.size()), nullptr, nullptr, nullptr), &g_free);
            labels += is_label ? std::string(text ? text.get() : "") + "\n" : "";
            place = end;
        }
    }
    return labels;
}

} // namespace deepslice
