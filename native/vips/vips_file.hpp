// An image that libvips decodes.
#pragma once

#include "vips/image.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace deepslice {

struct Unref {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
template <typename T> using Owned = std::unique_ptr<T, Unref>;

// libvips' message on one line. All threads share its buffer, so this is for what one thread at a time does.
inline std::string take_vips_words() {
    std::unique_ptr<char, decltype(&g_free)> words(vips_error_buffer_copy(), &g_free);
    std::string text = words ? words.get() : "";
    std::replace(text.begin(), text.end(), '\n', ';');
    return text;
}

class VipsFile final : public Image {
  public:
    VipsFile(Owned<VipsSource> source, std::vector<uint8_t> bytes, Owned<VipsImage> image, std::string labels)
        : labels_(std::move(labels)), bytes_(std::move(bytes)), source_(std::move(source)), image_(std::move(image)) {}

    Header header() const override {
        VipsImage* image = image_.get();
        return {image->Xsize,
                image->Ysize,
                image->Bands,
                image->BandFmt,
                std::max(1, vips_image_get_n_pages(image)),
                std::max(0, vips_image_get_n_subifds(image)),
                slide_levels(),
                image->Type,
                image->Xres,
                image->Yres};
    }

    VipsBandFormat row_format() const override { return image_->BandFmt; }

    const char* text(const char* field) override {
        const char* text = std::string(field) == imagej_labels && !labels_.empty() ? labels_.c_str() : nullptr;
        if (vips_image_get_typeof(image_.get(), field) != 0 && vips_image_get_string(image_.get(), field, &text) != 0) {
            vips_error_clear();
            return nullptr;
        }
        return text;
    }

    void read(RowTaker& taker) override {
        if (vips_band_format_iscomplex(image_->BandFmt) || image_->Coding != VIPS_CODING_NONE) {
            throw std::runtime_error("expected samples that are integers or floating-point numbers, got complex or "
                                     "packed ones; save the image as 16-bit or 32-bit TIFF in Fiji");
        }
        if (vips_sink_disc(image_.get(), &VipsFile::write, &taker) != 0 && !taker.stopped()) {
            vips_error_clear();
            throw std::runtime_error("expected a complete image, got one whose pixels cannot be decoded; the file is "
                                     "truncated or damaged, copy or export it again");
        }
    }

  private:
    // libvips is C: an exception must not leave this function.
    static int write(VipsRegion* region, VipsRect* area, void* taker) noexcept {
        int result = -1;
        guarded([&] {
            const size_t stride = VIPS_REGION_LSKIP(region);
            result = static_cast<RowTaker*>(taker)->take(VIPS_REGION_ADDR(region, 0, area->top), area->height, stride) ? 0 : -1;
        });
        return result;
    }

    // OpenSlide states it as text.
    int32_t slide_levels() const {
        const char* text = nullptr;
        if (vips_image_get_typeof(image_.get(), "openslide.level-count") == 0) {
            return 1;
        }
        if (vips_image_get_string(image_.get(), "openslide.level-count", &text) != 0) {
            vips_error_clear();
            return 1;
        }
        return std::max(1, std::atoi(text));
    }

    std::string labels_;
    std::vector<uint8_t> bytes_; // outlives the source that may refer to it
    Owned<VipsSource> source_;
    Owned<VipsImage> image_;
};

} // namespace deepslice
