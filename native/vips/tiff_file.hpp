// TIFFs that libvips does not read, or reads as something else: samples of unusual size, tiles of separate planes,
// colour tables, and ImageJ's layout for files over 4 GB.
#pragma once

#include "vips/colour_table.hpp"
#include "vips/image.hpp"
#include "vips/imagej.hpp"
#include "vips/tiff_samples.hpp"

#include <algorithm>

namespace deepslice {

// libtiff does not open the file.
class UnreadableTiff : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class TiffFile final : public Image {
  public:
    // Opens a page or a sub-IFD; null where libvips reads this kind as well as it can be read. Labels receive those of
    // ImageJ.
    static std::unique_ptr<TiffFile> open_unusual(const char* path, const Part& part, double stored,
                                                  std::string& labels) {
        // libtiff writes to it as long as the file is open.
        auto kept_words = std::make_unique<std::string>();
        std::string& words = *kept_words;
        OwnedTiff tiff = open_tiff(path, kept_words.get());
        if (!tiff) {
            const std::string name = std::string(path) + ": ";
            if (words.rfind(name, 0) == 0) {
                words.erase(0, name.size());
            }
            throw UnreadableTiff("expected a TIFF that can be read, got one with a damaged header" +
                                 (words.empty() ? "" : " (" + words + ")") + "; copy or export it again");
        }
        const TiffTags first = read_tags(tiff.get());
        if (part.page == 0 && part.sub_image < 0) {
            labels = labels_of(tiff.get(), first);
        }
        const int32_t contiguous = contiguous_images(tiff.get(), first, stored);
        if (contiguous > 0) {
            require(part.page < contiguous && part.sub_image < 0, "the image", part);
        } else {
            go_to(tiff.get(), part);
        }
        const TiffTags tags = contiguous > 0 || (part.page == 0 && part.sub_image < 0) ? first : read_tags(tiff.get());
        if (contiguous == 0 && !is_unusual(tags)) {
            return nullptr;
        }
        refuse_absurd_size(tags.width, tags.height, tags.samples * tags.bits / 8.0, stored);
        std::unique_ptr<TiffFile> file(new TiffFile(path, part, std::move(kept_words), std::move(tiff), tags, contiguous));
        file->labels_ = labels;
        return file;
    }

    Header header() const override {
        const bool is_colour = bands() >= 3 && tags_.photometric == PHOTOMETRIC_RGB;
        const double scale = tags_.resolution_unit == RESUNIT_INCH         ? 25.4
                             : tags_.resolution_unit == RESUNIT_CENTIMETER ? 10
                                                                           : 1;
        return {static_cast<int32_t>(tags_.width),
                static_cast<int32_t>(tags_.height),
                bands(),
                nominal_format(),
                pages_,
                static_cast<int32_t>(tags_.sub_images.size()),
                1,
                is_colour        ? tags_.bits <= 8 ? VIPS_INTERPRETATION_sRGB : VIPS_INTERPRETATION_RGB16
                : bands() > 1    ? VIPS_INTERPRETATION_MULTIBAND
                : tags_.bits > 8 ? VIPS_INTERPRETATION_GREY16
                                 : VIPS_INTERPRETATION_B_W,
                tags_.x_resolution / scale,
                tags_.y_resolution / scale};
    }

    VipsBandFormat row_format() const override { return VIPS_FORMAT_DOUBLE; }

    const char* text(const char* field) override {
        const std::string name = field;
        if (name == "image-description") {
            return tags_.description.empty() ? nullptr : tags_.description.c_str();
        }
        if (name == "resolution-unit") {
            return tags_.resolution_unit == RESUNIT_INCH         ? "in"
                   : tags_.resolution_unit == RESUNIT_CENTIMETER ? "cm"
                                                                 : nullptr;
        }
        return name == imagej_labels && !labels_.empty() ? labels_.c_str() : nullptr;
    }

    void read(RowTaker& taker) override {
        if (contiguous_ > 0) {
            read_contiguous(taker);
        } else if (tags_.is_tiled) {
            read_tiles(taker);
        } else {
            read_rows(taker);
        }
    }

    // The numbers of an image with a colour table as they are, for a map of regions.
    void keep_indices() {
        if (!values_.empty()) {
            for (size_t i = 0; i < values_.size(); i++) {
                values_[i] = static_cast<double>(i);
            }
        }
    }

  private:
    TiffFile(const char* path, const Part& part, std::unique_ptr<std::string> words, OwnedTiff tiff,
             const TiffTags& tags, int32_t contiguous)
        : path_(path), part_(part), words_(std::move(words)), tiff_(std::move(tiff)), tags_(tags), samples_(tags), contiguous_(contiguous),
          pages_(contiguous > 0 ? contiguous : static_cast<int32_t>(TIFFNumberOfDirectories(tiff_.get()))) {
        const bool is_known = tags.photometric == PHOTOMETRIC_MINISBLACK ||
                              tags.photometric == PHOTOMETRIC_MINISWHITE || tags.photometric == PHOTOMETRIC_RGB ||
                              tags.photometric == PHOTOMETRIC_PALETTE || tags.photometric == PHOTOMETRIC_SEPARATED ||
                              (tags.photometric == PHOTOMETRIC_YCBCR && tags.compression == COMPRESSION_JPEG);
        if (!is_known) {
            throw std::runtime_error("expected a TIFF of grey values, red, green and blue, or a colour table, got "
                                     "photometric interpretation " +
                                     std::to_string(tags.photometric) + " with " + tags.samples_in_words() +
                                     "; save it as 16-bit or RGB TIFF in Fiji");
        }
        if (tags.photometric == PHOTOMETRIC_YCBCR) {
            TIFFSetField(tiff_.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
            tags_.photometric = PHOTOMETRIC_RGB;
        }
        if (tags.photometric == PHOTOMETRIC_PALETTE) {
            read_table();
        }
    }

    static bool is_unusual(const TiffTags& tags) {
        const bool is_usual_size =
            tags.is_float() ? tags.bits == 32 : tags.bits == 8 || tags.bits == 16 || tags.bits == 32;
        const bool is_few_bits = tags.bits < 8 && (tags.bits & (tags.bits - 1)) == 0 && tags.samples == 1;
        return (!is_usual_size && !is_few_bits) || tags.is_complex() || (tags.is_tiled && tags.is_separate()) ||
               tags.photometric == PHOTOMETRIC_PALETTE;
    }

    static void require(bool there, const char* what, const Part& part) {
        if (!there) {
            throw std::runtime_error(std::string("expected ") + what + " " + std::to_string(part.page) +
                                     ", got a file without it");
        }
    }

    static void go_to(TIFF* tiff, const Part& part) {
        require(part.page == 0 || TIFFSetDirectory(tiff, static_cast<uint16_t>(part.page)) != 0, "page", part);
        if (part.sub_image >= 0) {
            const TiffTags page = read_tags(tiff);
            require(static_cast<size_t>(part.sub_image) < page.sub_images.size() &&
                        TIFFSetSubDirectory(tiff, page.sub_images[static_cast<size_t>(part.sub_image)]) != 0,
                    "a smaller copy of page", part);
        }
    }

    int32_t bands() const { return values_.empty() ? tags_.samples : 1; }

    VipsBandFormat nominal_format() const {
        if (!values_.empty()) {
            return tags_.bits <= 8 ? VIPS_FORMAT_UCHAR : VIPS_FORMAT_USHORT;
        }
        if (tags_.is_float()) {
            return tags_.bits == 64 ? VIPS_FORMAT_DOUBLE : VIPS_FORMAT_FLOAT;
        }
        return tags_.bits <= 8    ? tags_.is_signed() ? VIPS_FORMAT_CHAR : VIPS_FORMAT_UCHAR
               : tags_.bits <= 16 ? tags_.is_signed() ? VIPS_FORMAT_SHORT : VIPS_FORMAT_USHORT
               : tags_.bits <= 32 ? tags_.is_signed() ? VIPS_FORMAT_INT : VIPS_FORMAT_UINT
                                  : VIPS_FORMAT_DOUBLE;
    }

    void read_table() {
        uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
        if (tags_.bits > 16 || tags_.samples != 1 ||
            TIFFGetField(tiff_.get(), TIFFTAG_COLORMAP, &red, &green, &blue) == 0) {
            throw std::runtime_error("expected a colour table for 1 to 16 bits, got none for " +
                                     tags_.samples_in_words() + "; save the image as 16-bit TIFF in Fiji");
        }
        std::vector<TableColour> table;
        for (size_t i = 0; i < size_t{1} << tags_.bits; i++) {
            table.push_back({red[i] / 257.0, green[i] / 257.0, blue[i] / 257.0});
        }
        const TableMeaning meaning = meaning_of(table, false);
        for (size_t i = 0; i < table.size(); i++) {
            values_.push_back(meaning == TableMeaning::colours            ? table[i].mean()
                              : meaning == TableMeaning::inverted_indices ? static_cast<double>(table.size() - 1 - i)
                                                                          : static_cast<double>(i));
        }
    }

    // Applies the colour table, and turns white at 0 into black at 0.
    bool give(RowTaker& taker, std::vector<double>& row) const {
        if (!values_.empty()) {
            for (double& number : row) {
                number = values_[std::min(static_cast<size_t>(number), values_.size() - 1)];
            }
        } else if (tags_.photometric == PHOTOMETRIC_MINISWHITE) {
            const double white = tags_.is_float() ? 1 : tags_.is_signed() ? -1 : std::ldexp(1, tags_.bits) - 1;
            for (double& number : row) {
                number = white - number;
            }
        }
        return taker.take(row.data(), 1, row.size() * sizeof(double));
    }

    [[noreturn]] static void fail_at(uint32_t row) {
        throw std::runtime_error("expected a complete image, got one whose row " + std::to_string(row) +
                                 " cannot be decoded; the file is truncated or damaged, copy or export it again");
    }

    // Every plane has a handle of its own: rows of a compressed strip can only be read one after the other.
    void read_rows(RowTaker& taker) {
        const size_t planes = tags_.is_separate() ? tags_.samples : 1;
        const size_t side_by_side = tags_.samples / planes;
        std::string ignored; // outlives the files
        std::vector<OwnedTiff> others;
        for (size_t plane = 1; plane < planes; plane++) {
            others.push_back(open_tiff(path_.c_str(), &ignored));
            if (!others.back()) {
                fail_at(0);
            }
            go_to(others.back().get(), part_);
        }
        std::vector<uint8_t> packed(static_cast<size_t>(TIFFScanlineSize64(tiff_.get())));
        if (packed.size() * 8 < static_cast<uint64_t>(tags_.width) * side_by_side * tags_.bits) {
            fail_at(0);
        }
        std::vector<double> row(static_cast<size_t>(tags_.width) * tags_.samples);
        for (uint32_t y = 0; y < tags_.height; y++) {
            for (size_t plane = 0; plane < planes; plane++) {
                TIFF* from = plane == 0 ? tiff_.get() : others[plane - 1].get();
                if (TIFFReadScanline(from, packed.data(), y, static_cast<uint16_t>(plane)) < 0) {
                    fail_at(y);
                }
                samples_.convert(packed.data(), tags_.width * side_by_side, planes, row.data() + plane);
            }
            if (!give(taker, row)) {
                return;
            }
        }
    }

    // Memory holds one row of tiles.
    void read_tiles(RowTaker& taker) {
        uint32_t tile_width = 0, tile_height = 0;
        TIFFGetField(tiff_.get(), TIFFTAG_TILEWIDTH, &tile_width);
        TIFFGetField(tiff_.get(), TIFFTAG_TILELENGTH, &tile_height);
        const tmsize_t tile_bytes = TIFFTileSize(tiff_.get());
        const tmsize_t row_bytes = TIFFTileRowSize(tiff_.get());
        const size_t planes = tags_.is_separate() ? tags_.samples : 1;
        const size_t side_by_side = tags_.samples / planes;
        const double tiles_across = tile_width == 0 ? 0 : std::ceil(static_cast<double>(tags_.width) / tile_width);
        const double buffer = tiles_across * static_cast<double>(planes) * static_cast<double>(tile_bytes);
        if (tile_width == 0 || tile_height == 0 || tile_bytes <= 0 || buffer > static_cast<double>(most_tiff_memory) ||
            static_cast<uint64_t>(row_bytes) * 8 < static_cast<uint64_t>(tile_width) * side_by_side * tags_.bits) {
            throw std::runtime_error("expected tiles that fit into memory, got tiles of " + std::to_string(tile_width) +
                                     " x " + std::to_string(tile_height) +
                                     " pixels; the file is damaged, export it again");
        }
        const size_t across = static_cast<size_t>(tiles_across);
        std::vector<uint8_t> tiles(across * planes * static_cast<size_t>(tile_bytes));
        std::vector<double> row(static_cast<size_t>(tags_.width) * tags_.samples);
        for (uint32_t y = 0; y < tags_.height; y++) {
            for (size_t tile = 0; tile < across * planes; tile++) {
                const uint32_t x = static_cast<uint32_t>(tile % across) * tile_width;
                const size_t plane = tile / across;
                uint8_t* bytes = tiles.data() + tile * static_cast<size_t>(tile_bytes);
                if (y % tile_height == 0 &&
                    TIFFReadTile(tiff_.get(), bytes, x, y, 0, static_cast<uint16_t>(plane)) < 0) {
                    fail_at(y);
                }
                samples_.convert(bytes + static_cast<size_t>(y % tile_height) * static_cast<size_t>(row_bytes),
                                 std::min(tile_width, tags_.width - x) * side_by_side, planes,
                                 row.data() + static_cast<size_t>(x) * tags_.samples + plane);
            }
            if (!give(taker, row)) {
                return;
            }
        }
    }

    void read_contiguous(RowTaker& taker) {
        const uint64_t row_bytes = static_cast<uint64_t>(tags_.width) * tags_.samples * (tags_.bits / 8);
        ContiguousRows rows(
            path_, TIFFGetStrileOffset(tiff_.get(), 0) + static_cast<uint64_t>(part_.page) * tags_.height * row_bytes,
            row_bytes, tags_.bits / 8, TIFFIsByteSwapped(tiff_.get()) != 0);
        std::vector<double> row(static_cast<size_t>(tags_.width) * tags_.samples);
        for (uint32_t y = 0; y < tags_.height; y++) {
            const uint8_t* bytes = rows.next();
            if (bytes == nullptr) {
                fail_at(y);
            }
            samples_.convert(bytes, row.size(), 1, row.data());
            if (!give(taker, row)) {
                return;
            }
        }
    }

    std::string path_;
    std::string labels_;
    Part part_;
    std::unique_ptr<std::string> words_; // outlives the file
    OwnedTiff tiff_;
    TiffTags tags_;
    TiffSamples samples_;
    int32_t contiguous_; // images of ImageJ's layout for large files; 0 for any other file
    int32_t pages_;
    std::vector<double> values_; // of the indices of a colour table
};

} // namespace deepslice
