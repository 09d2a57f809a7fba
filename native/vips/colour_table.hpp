// What the numbers of an image with a colour table mean.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace deepslice {

struct TableColour {
    double red;
    double green;
    double blue;

    bool is_grey() const { return red == green && green == blue; }
    double mean() const { return (red + green + blue) / 3; }
};

enum class TableMeaning { colours, indices, inverted_indices };

// Microscopes and ImageJ colour an 8-bit image by a table (LUT), so its values are the indices; inverted where the
// table goes from bright to dark. In a grey table they are the greys. Programs that reduce the colours of a picture
// leave a table without order, where only the colours mean something. The colours are 0 ... 255.
inline TableMeaning meaning_of(const std::vector<TableColour>& table, bool may_be_reduced) {
    constexpr double longest_path = 8 * 255; // the longest of Fiji's ordered tables passes six corners of the cube
    constexpr double clearly = 0.8;
    const double last = static_cast<double>(table.size()) - 1;
    if (std::all_of(table.begin(), table.end(), [](const TableColour& colour) { return colour.is_grey(); })) {
        return TableMeaning::colours;
    }
    double mean = 0;
    double path = 0;
    for (size_t i = 0; i < table.size(); i++) {
        mean += table[i].mean() / (last + 1);
        if (i > 0) {
            path += std::hypot(table[i].red - table[i - 1].red, table[i].green - table[i - 1].green,
                               table[i].blue - table[i - 1].blue);
        }
    }
    if (may_be_reduced && path > longest_path) {
        return TableMeaning::colours;
    }
    double trend = 0;
    double spread = 0;
    for (size_t i = 0; i < table.size(); i++) {
        const double product = (static_cast<double>(i) - last / 2) * (table[i].mean() - mean);
        trend += product;
        spread += std::abs(product);
    }
    return trend < -clearly * spread ? TableMeaning::inverted_indices : TableMeaning::indices;
}

} // namespace deepslice
