// What takes the rows of an image while it is decoded: as they are, or binned.
#pragma once

#include "guard.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>
#include <vips/vips.h>

namespace deepslice {

// Takes the rows of an image from the top on.
class RowTaker {
  public:
    virtual ~RowTaker() = default;

    // Takes the next rows, which lie stride bytes apart; false where the caller wants no more.
    virtual bool take(const void* pixels, int32_t rows, size_t stride) = 0;

    bool stopped() const { return stopped_; }

  protected:
    bool stop() {
        stopped_ = true;
        return false;
    }

  private:
    bool stopped_ = false;
};

// Hands rows to a function of the caller, which returns 0 where it wants no more.
class RowForwarding final : public RowTaker {
  public:
    using Function = int32_t (*)(void* context, const void* pixels, int32_t rows, int64_t stride);

    RowForwarding(Function function, void* context) : function_(function), context_(context) {}

    bool take(const void* pixels, int32_t rows, size_t stride) override {
        return function_(context_, pixels, rows, static_cast<int64_t>(stride)) != 0 || stop();
    }

  private:
    Function function_;
    void* context_;
};

// What one axis of a reading means: output o is the weighted sum of inputs start[o] ... start[o] + length[o] - 1.
struct Axis {
    int32_t outputs;
    const int32_t* start;
    const int32_t* length;
    const double* weights; // of output 0, then of output 1, ...
};

inline int32_t most_at_once(const Axis& axis) {
    int32_t most = 1;
    for (int32_t first = 0, last = 0; last < axis.outputs; last++) {
        while (axis.start[first] + axis.length[first] <= axis.start[last]) {
            first++;
        }
        most = std::max(most, last - first + 1);
    }
    return most;
}

inline void check_axis(const Axis& axis, int32_t inputs) {
    for (int32_t o = 0; o < axis.outputs; o++) {
        const bool inside = axis.start[o] >= 0 && axis.length[o] > 0 && axis.length[o] <= inputs - axis.start[o];
        const bool in_order = o == 0 || (axis.start[o] >= axis.start[o - 1] &&
                                         axis.start[o] + axis.length[o] >= axis.start[o - 1] + axis.length[o - 1]);
        if (!inside || !in_order) {
            throw std::invalid_argument("an axis reads outside the image or out of order");
        }
    }
}

// Where the results go: one of the two. Labels of atlases need all bits of an integer.
struct Result {
    float* single = nullptr;
    double* exact = nullptr;
};

// Sums rows as they are decoded, so that memory holds a few rows and the result whatever the size of the image.
class Reading final : public RowTaker {
  public:
    Reading(int32_t width, int32_t bands, VipsBandFormat format, const double* band_weights, const Axis& x,
            const Axis& y, const int32_t* stop, Result result)
        : format_(format), bands_(bands), x_(x), y_(y), stop_(stop), result_(result), slots_(most_at_once(y)),
          line_(width), sums_(static_cast<size_t>(slots_) * width), weight_offset_(y.outputs) {
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

    bool take(const void* pixels, int32_t rows, size_t stride) override {
        for (int32_t row = 0; row < rows; row++) {
            if (*static_cast<const volatile int32_t*>(stop_) != 0) {
                return stop();
            }
            convert(static_cast<const uint8_t*>(pixels) + static_cast<size_t>(row) * stride);
            add(row_++);
        }
        return true;
    }

    // Whether red, green and blue differ visibly somewhere; known where several bands were summed.
    bool is_coloured() const { return most_difference_ > visible_difference * brightest_; }

  private:
    // In parts of the brightest sample: what JPEG and scanners make of a grey image stays below.
    static constexpr double visible_difference = 0.15;

    struct UsedBand {
        int32_t band;
        double weight;
    };

    void convert(const void* pixels) {
        switch (format_) {
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

    template <typename Sample> void convert_as(const void* pixels) {
        const Sample* samples = static_cast<const Sample*>(pixels);
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
        if (used_bands_.size() == 3) {
            look_for_colour(samples);
        }
    }

    template <typename Sample> void look_for_colour(const Sample* samples) {
        for (size_t x = 0; x < line_.size(); x++) {
            const Sample* pixel = samples + x * bands_;
            const Sample low = std::min(pixel[0], std::min(pixel[1], pixel[2]));
            const Sample high = std::max(pixel[0], std::max(pixel[1], pixel[2]));
            brightest_ = std::max(brightest_, static_cast<double>(high));
            most_difference_ = std::max(most_difference_, static_cast<double>(high) - static_cast<double>(low));
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
        const size_t first = static_cast<size_t>(output_row) * x_.outputs;
        const double* weight = x_.weights;
        for (int32_t o = 0; o < x_.outputs; o++) {
            const double* from = sums + x_.start[o];
            double sum = 0;
            for (int32_t i = 0; i < x_.length[o]; i++) {
                sum += *weight++ * from[i];
            }
            if (result_.exact != nullptr) {
                result_.exact[first + o] = sum;
            } else {
                result_.single[first + o] = static_cast<float>(sum);
            }
        }
    }

    VipsBandFormat format_;
    int32_t bands_;
    Axis x_;
    Axis y_;
    const int32_t* stop_;
    Result result_;
    int32_t slots_;
    std::vector<double> line_;
    std::vector<double> sums_;
    std::vector<size_t> weight_offset_;
    std::vector<UsedBand> used_bands_;
    int32_t oldest_ = 0;
    int32_t row_ = 0;
    double brightest_ = 0;
    double most_difference_ = 0;
};

} // namespace deepslice
