// Finds what decodes a file: libvips, or this library for what libvips does not read or reads as something else.
#pragma once

#include "vips/png_table.hpp"
#include "vips/tiff_file.hpp"
#include "vips/vips_file.hpp"

#include <cstdio>

namespace deepslice {

// The first bytes of a file and its length.
struct FileStart {
    uint8_t bytes[512] = {};
    size_t count = 0;
    double stored = 0;

    explicit FileStart(const char* path) {
        std::unique_ptr<FILE, decltype(&std::fclose)> file(std::fopen(path, "rb"), &std::fclose);
        if (!file) {
            throw std::runtime_error(
                "expected a file that can be read, got one that the system does not open; check that it is there "
                "and that you may read it");
        }
        count = std::fread(bytes, 1, sizeof bytes, file.get());
        fseeko(file.get(), 0, SEEK_END);
        stored = static_cast<double>(ftello(file.get()));
    }

    bool has(size_t at, const char* signature, size_t length) const {
        return count >= at + length && std::memcmp(bytes + at, signature, length) == 0;
    }

    bool is_tiff() const {
        return has(0, "II*\0", 4) || has(0, "MM\0*", 4) || has(0, "II+\0", 4) || has(0, "MM\0+", 4);
    }

    // Of the formats that ImageMagick knows, those that microscopes and cameras write; the others are documents,
    // drawings and programs.
    bool is_for_magick() const { return has(0, "BM", 2) || has(128, "DICM", 4) || has(0, "8BPS", 4); }
};

inline std::vector<uint8_t> read_all(const char* path, double stored) {
    std::vector<uint8_t> bytes(static_cast<size_t>(stored));
    std::unique_ptr<FILE, decltype(&std::fclose)> file(std::fopen(path, "rb"), &std::fclose);
    bytes.resize(file ? std::fread(bytes.data(), 1, bytes.size(), file.get()) : 0);
    return bytes;
}

// Loaders refuse options they do not know, so an option is given only where it says something.
inline std::string load_options(const Part& part) {
    std::string options;
    const auto add = [&](const char* name, int32_t value) {
        options += (options.empty() ? "" : ",") + std::string(name) + "=" + std::to_string(value);
    };
    if (part.page > 0) {
        add("page", part.page);
    }
    if (part.sub_image >= 0) {
        add("subifd", part.sub_image);
    }
    if (part.slide_level > 0) {
        add("level", part.slide_level);
    }
    return options.empty() ? options : "[" + options + "]";
}

[[noreturn]] inline void refuse_format() {
    vips_error_clear();
    throw std::runtime_error("expected an image that can be read, got a file that cannot; export it as TIFF");
}

// Whether anything but ImageMagick reads a file, which would read nearly anything.
inline bool has_loader(const char* path, VipsSource* source) {
    const char* loader = vips_foreign_find_load_source(source);
    if (loader == nullptr) {
        vips_error_clear();
        loader = vips_foreign_find_load(path);
    }
    return loader != nullptr && std::strstr(loader, "Magick") == nullptr;
}

inline std::unique_ptr<Image> open_by_vips(const char* path, const Part& part, const FileStart& start,
                                           std::string labels) {
    // A source takes the path as it is; libvips' file names may carry options in brackets.
    Owned<VipsSource> source(vips_source_new_from_file(path));
    VipsImage* image = nullptr;
    if (source && start.is_for_magick()) {
        size_t length = 0;
        const void* bytes = vips_source_map(source.get(), &length);
        if (bytes != nullptr &&
            vips_magickload_buffer(const_cast<void*>(bytes), length, &image, "page", part.page, nullptr) != 0) {
            image = nullptr;
        }
    } else if (source && has_loader(path, source.get())) {
        image = vips_image_new_from_source(source.get(), load_options(part).c_str(), "access", VIPS_ACCESS_SEQUENTIAL,
                                           "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
    }
    if (image == nullptr) {
        refuse_format();
    }
    Owned<VipsImage> owned(image);
    refuse_absurd_size(image->Xsize, image->Ysize, static_cast<double>(VIPS_IMAGE_SIZEOF_PEL(image)), start.stored);
    return std::make_unique<VipsFile>(std::move(source), std::vector<uint8_t>(), std::move(owned), std::move(labels));
}

// The indices of a PNG with a colour table: the file is read as a grey one, whose samples are scaled to 0 ... 255.
inline std::unique_ptr<Image> open_indices(const PngTable& table, bool inverted) {
    std::vector<uint8_t> grey = table.as_grey();
    Owned<VipsSource> source(vips_source_new_from_memory(grey.data(), grey.size()));
    VipsImage* image = source ? vips_image_new_from_source(source.get(), "", "access", VIPS_ACCESS_SEQUENTIAL,
                                                           "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr)
                              : nullptr;
    if (image == nullptr) {
        refuse_format();
    }
    Owned<VipsImage> owned(image);
    refuse_absurd_size(image->Xsize, image->Ysize, 1, static_cast<double>(grey.size()));
    const int most = (1 << table.depth()) - 1;
    std::vector<uint8_t> indices(256);
    for (int value = 0; value < 256; value++) {
        const int index = (value * most + 127) / 255;
        indices[static_cast<size_t>(value)] =
            static_cast<uint8_t>(inverted ? std::max(0, static_cast<int>(table.colours().size()) - 1 - index) : index);
    }
    Owned<VipsImage> lut(vips_image_new_from_memory_copy(indices.data(), indices.size(), 256, 1, 1, VIPS_FORMAT_UCHAR));
    VipsImage* mapped = nullptr;
    if (!lut || vips_maplut(owned.get(), &mapped, lut.get(), nullptr) != 0) {
        refuse_format();
    }
    return std::make_unique<VipsFile>(std::move(source), std::move(grey), Owned<VipsImage>(mapped), "");
}

inline std::unique_ptr<Image> open_image(const char* path, const Part& part, bool keep_indices) {
    const FileStart start(path);
    if (PngTable::is_one(start.bytes, start.count)) {
        const PngTable table(read_all(path, start.stored));
        const TableMeaning meaning = keep_indices ? TableMeaning::indices : meaning_of(table.colours(), true);
        if (meaning != TableMeaning::colours) {
            return open_indices(table, meaning == TableMeaning::inverted_indices);
        }
    }
    std::string labels;
    std::string damage;
    if (start.is_tiff() && part.slide_level == 0) {
        try {
            if (auto own = TiffFile::open_unusual(path, part, start.stored, labels)) {
                if (keep_indices) {
                    own->keep_indices();
                }
                return own;
            }
        } catch (const UnreadableTiff& error) {
            damage = error.what(); // OpenSlide reads some that libtiff does not
        }
    }
    try {
        return open_by_vips(path, part, start, std::move(labels));
    } catch (const std::exception&) {
        if (damage.empty()) {
            throw;
        }
    }
    throw std::runtime_error(damage);
}

} // namespace deepslice
