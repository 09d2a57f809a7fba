// The boundary between C++ and C#: every exported function returns a status, and no C++ exception crosses. The one
// exception is the function that returns the message, which cannot fail.
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
        last_error().clear(); // out of memory while reporting: only an empty message is left
    }
}

// Runs body; returns 0 on success and 1 on any exception. last_error() then holds its message for this thread.
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
