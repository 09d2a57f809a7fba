// Samples of any number of bits as numbers.
#pragma once

#include "vips/tiff_tags.hpp"

#include <cmath>
#include <cstring>

namespace deepslice {

inline double half_to_double(uint16_t bits) {
    const int exponent = (bits >> 10) & 31;
    const int fraction = bits & 1023;
    double value;
    if (exponent == 31) {
        value = fraction != 0 ? std::nan("") : INFINITY;
    } else {
        value = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    }
    return (bits & 0x8000) != 0 ? -value : value;
}

// Converts the samples of a row; libtiff has put whole 16-, 24-, 32- and 64-bit ones into this machine's byte order.
class TiffSamples {
  public:
    explicit TiffSamples(const TiffTags& tags) : tags_(tags) {
        const bool known = tags.is_float() ? tags.bits == 16 || tags.bits == 32 || tags.bits == 64
                                           : !tags.is_complex() && tags.bits >= 1 && tags.bits <= 64;
        if (!known) {
            throw std::runtime_error("expected samples that are integers of 1 to 64 bits or floating-point numbers of "
                                     "16, 32 or 64 bits, got " +
                                     tags.samples_in_words() + "; save the image as 16-bit or 32-bit TIFF in Fiji");
        }
    }

    // Converts count samples that stand side by side to every stride-th number.
    void convert(const uint8_t* row, size_t count, size_t stride, double* numbers) const {
        for (size_t i = 0; i < count; i++) {
            const uint64_t raw = bits_of(row, i);
            numbers[i * stride] = tags_.is_float() ? as_float(raw) : as_integer(raw);
        }
    }

  private:
    uint64_t bits_of(const uint8_t* row, size_t index) const {
        switch (tags_.bits) {
        case 8:
            return row[index];
        case 16:
            return whole<uint16_t>(row, index);
        case 32:
            return whole<uint32_t>(row, index);
        case 64:
            return whole<uint64_t>(row, index);
        case 24:
            return row[3 * index] | row[3 * index + 1] << 8 | row[3 * index + 2] << 16;
        default:
            return packed(row, index);
        }
    }

    template <typename Whole> static uint64_t whole(const uint8_t* row, size_t index) {
        Whole value;
        std::memcpy(&value, row + index * sizeof value, sizeof value);
        return value;
    }

    // The first sample is in the highest bits.
    uint64_t packed(const uint8_t* row, size_t index) const {
        uint64_t value = 0;
        for (size_t bit = index * tags_.bits; bit < (index + 1) * tags_.bits; bit++) {
            value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1);
        }
        return value;
    }

    double as_float(uint64_t raw) const {
        if (tags_.bits == 16) {
            return half_to_double(static_cast<uint16_t>(raw));
        }
        if (tags_.bits == 32) {
            const uint32_t bits = static_cast<uint32_t>(raw);
            float value;
            std::memcpy(&value, &bits, sizeof value);
            return value;
        }
        double value;
        std::memcpy(&value, &raw, sizeof value);
        return value;
    }

    double as_integer(uint64_t raw) const {
        if (!tags_.is_signed()) {
            return static_cast<double>(raw);
        }
        const int unused = 64 - tags_.bits;
        return static_cast<double>(static_cast<int64_t>(raw << unused) >> unused);
    }

    TiffTags tags_;
};

} // namespace deepslice
