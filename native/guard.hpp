// The boundary between C++ and C#: every exported function returns a status, and no C++ exception crosses.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#define DEEPSLICE_EXPORT extern "C" __attribute__((visibility("default")))

namespace deepslice {

inline std::string& last_error() noexcept {
    thread_local std::string message;
    return message;
}

inline void remember(const char* message) noexcept {
    try {
        last_error() = message;
    } catch (...) {
        last_error().clear(); // out of memory while reporting: an empty message is all that is left
    }
}

// Runs body; 0 on success, 1 on any exception, whose words last_error() then holds for this thread.
template <typename Body> int32_t guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const std::exception& error) {
        remember(error.what());
    } catch (...) {
        remember("an exception that is not a std::exception");
    }
    return 1;
}

} // namespace deepslice
