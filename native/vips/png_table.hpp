// PNG files with a colour table, made readable as their indices.
#pragma once

#include "vips/colour_table.hpp"

#include <cstdint>
#include <cstring>
#include <zlib.h>

namespace deepslice {

// The chunks of a PNG file: length, name, content, checksum.
class PngTable {
  public:
    static constexpr size_t signature = 8;
    static constexpr size_t header_end = signature + 12 + 13;

    // Whether the first bytes are those of a PNG with a colour table.
    static bool is_one(const uint8_t* bytes, size_t count) {
        return count >= header_end && std::memcmp(bytes, "\x89PNG\r\n\x1a\n", signature) == 0 && bytes[25] == 3;
    }

    explicit PngTable(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)) {
        for_each_chunk([&](size_t at, uint32_t length) {
            if (std::memcmp(&bytes_[at + 4], "PLTE", 4) == 0) {
                for (uint32_t i = 0; i + 2 < length; i += 3) {
                    const uint8_t* entry = &bytes_[at + 8 + i];
                    colours_.push_back({double(entry[0]), double(entry[1]), double(entry[2])});
                }
            }
        });
    }

    const std::vector<TableColour>& colours() const { return colours_; }

    int depth() const { return bytes_[24]; }

    // The same file as a grey one: the samples of both are stored alike.
    std::vector<uint8_t> as_grey() const {
        std::vector<uint8_t> grey(bytes_.begin(), bytes_.begin() + signature);
        size_t end = signature;
        for_each_chunk([&](size_t at, uint32_t length) {
            end = at + 12 + length;
            const bool is_of_table =
                std::memcmp(&bytes_[at + 4], "PLTE", 4) == 0 || std::memcmp(&bytes_[at + 4], "tRNS", 4) == 0 ||
                std::memcmp(&bytes_[at + 4], "bKGD", 4) == 0 || std::memcmp(&bytes_[at + 4], "hIST", 4) == 0 ||
                std::memcmp(&bytes_[at + 4], "sBIT", 4) == 0;
            if (!is_of_table) {
                grey.insert(grey.end(), bytes_.begin() + at, bytes_.begin() + end);
            }
        });
        grey.insert(grey.end(), bytes_.begin() + end, bytes_.end()); // what is left of a truncated file
        grey[25] = 0;
        const uint32_t sum = static_cast<uint32_t>(crc32(0, &grey[12], 17));
        for (int i = 0; i < 4; i++) {
            grey[29 + i] = static_cast<uint8_t>(sum >> (24 - 8 * i));
        }
        return grey;
    }

  private:
    template <typename Visit> void for_each_chunk(Visit&& visit) const {
        size_t at = signature;
        while (at + 12 <= bytes_.size()) {
            const uint32_t length =
                uint32_t(bytes_[at]) << 24 | bytes_[at + 1] << 16 | bytes_[at + 2] << 8 | bytes_[at + 3];
            if (length > bytes_.size() - at - 12) {
                return;
            }
            visit(at, length);
            at += 12 + size_t(length);
        }
    }

    std::vector<uint8_t> bytes_;
    std::vector<TableColour> colours_;
};

} // namespace deepslice
