// All of ATen through one function: the dispatcher runs any operator by name, with autograd and autocast.
// Arguments are an array of tagged values; lists are in one side array of 64-bit words.

#include "guard.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/util/Exception.h>
#include <malloc.h>
#include <torch/cuda.h>
#include <torch/torch.h>

#include <atomic>
#include <cstring>

namespace {

enum Kind : int32_t { None, TensorValue, Integer, Real, Flag, Integers, Tensors };

struct Argument {
    int32_t kind;
    int32_t count; // items of a list
    int64_t bits;  // the value, or the offset of a list in the side array
};

struct Operator {
    c10::OperatorHandle handle;
};

std::atomic<int64_t> live_tensors{0};

at::Tensor* give(at::Tensor tensor) {
    auto* handle = new at::Tensor(std::move(tensor));
    ++live_tensors;
    return handle;
}

double as_real(int64_t bits) {
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

template <typename T, typename Convert>
c10::IValue list(const Argument& argument, const int64_t* words, Convert convert) {
    c10::List<T> items;
    items.reserve(argument.count);
    for (int32_t i = 0; i < argument.count; i++) {
        items.push_back(convert(words[argument.bits + i]));
    }
    return items;
}

c10::IValue value_of(const Argument& argument, const int64_t* words) {
    switch (argument.kind) {
    case None:
        return {};
    case TensorValue:
        return *reinterpret_cast<at::Tensor*>(argument.bits);
    case Integer:
        return argument.bits;
    case Real:
        return as_real(argument.bits);
    case Flag:
        return argument.bits != 0;
    case Integers:
        return list<int64_t>(argument, words, [](int64_t word) { return word; });
    case Tensors:
        return list<at::Tensor>(argument, words, [](int64_t word) { return *reinterpret_cast<at::Tensor*>(word); });
    default:
        TORCH_CHECK(false, "argument kind ", argument.kind, " is unknown");
    }
}

// Tensors among the results, in order; an undefined tensor becomes a null handle.
void collect(const c10::IValue& value, at::Tensor** results, int32_t capacity, int32_t& count) {
    if (value.isTensorList()) {
        for (const at::Tensor& tensor : value.toTensorVector()) {
            collect(tensor, results, capacity, count);
        }
        return;
    }
    if (!value.isTensor()) {
        return;
    }
    TORCH_CHECK(count < capacity, "more than ", capacity, " results");
    const at::Tensor& tensor = value.toTensor();
    results[count++] = tensor.defined() ? give(tensor) : nullptr;
}

void release(at::Tensor** results, int32_t& count) {
    while (count > 0) {
        if (at::Tensor* tensor = results[--count]) {
            delete tensor;
            --live_tensors;
        }
    }
}

// TF32 rounds the factors of convolutions and matrix products to 10 explicit bits on CUDA devices that have it.
// LibTorch uses it for convolutions unless told otherwise; here it is off until it is chosen.
void set_tf32(bool enabled) {
    at::globalContext().setAllowTF32CuBLAS(enabled);
    at::globalContext().setAllowTF32CuDNN(enabled);
}

[[maybe_unused]] const int32_t tf32_is_off = deepslice::guarded([] { set_tf32(false); });

c10::Device device_of(int32_t cuda_index) {
    return cuda_index < 0 ? c10::Device(c10::kCPU) : c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(cuda_index));
}

} // namespace

DEEPSLICE_EXPORT const char* ds_torch_last_error() noexcept {
    return deepslice::last_error().c_str();
}

DEEPSLICE_EXPORT int32_t ds_torch_find_operator(const char* name, const char* overload, Operator** result) {
    return deepslice::guarded(
        [&] { *result = new Operator{c10::Dispatcher::singleton().findSchemaOrThrow(name, overload)}; });
}

// Trailing arguments that are left out take the schema's defaults.
DEEPSLICE_EXPORT int32_t ds_torch_call(const Operator* op, const Argument* arguments, int32_t argument_count,
                                       const int64_t* words, at::Tensor** results, int32_t capacity,
                                       int32_t* result_count) {
    return deepslice::guarded([&] {
        *result_count = 0;
        const auto& schema = op->handle.schema().arguments();
        TORCH_CHECK(static_cast<size_t>(argument_count) <= schema.size(), "takes ", schema.size(), " arguments, got ",
                    argument_count);
        c10::Stack stack;
        stack.reserve(schema.size());
        for (int32_t i = 0; i < argument_count; i++) {
            stack.push_back(value_of(arguments[i], words));
        }
        for (size_t i = argument_count; i < schema.size(); i++) {
            TORCH_CHECK(schema[i].default_value().has_value(), "argument '", schema[i].name(), "' is missing");
            stack.push_back(*schema[i].default_value());
        }
        op->handle.callBoxed(&stack);
        try {
            for (const c10::IValue& value : stack) {
                collect(value, results, capacity, *result_count);
            }
        } catch (...) {
            release(results, *result_count);
            throw;
        }
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_empty(const int64_t* sizes, int32_t dimensions, int32_t type, int32_t cuda_index,
                                        at::Tensor** result) {
    return deepslice::guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type)).device(device_of(cuda_index));
        *result = give(at::empty(at::IntArrayRef(sizes, dimensions), options));
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_free(at::Tensor* tensor) {
    return deepslice::guarded([&] {
        --live_tensors;
        delete tensor;
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_live_tensors(int64_t* count) {
    return deepslice::guarded([&] { *count = live_tensors; });
}

DEEPSLICE_EXPORT int32_t ds_torch_describe(const at::Tensor* tensor, int64_t* sizes, int32_t capacity,
                                           int32_t* dimensions, int32_t* type, int32_t* cuda_index) {
    return deepslice::guarded([&] {
        TORCH_CHECK(tensor->dim() <= capacity, "more than ", capacity, " dimensions");
        *dimensions = static_cast<int32_t>(tensor->dim());
        std::copy(tensor->sizes().begin(), tensor->sizes().end(), sizes);
        *type = static_cast<int32_t>(tensor->scalar_type());
        *cuda_index = tensor->is_cuda() ? tensor->device().index() : -1;
    });
}

// Copies between a tensor on any device, of any strides, and packed row-major memory of the tensor's own type.
DEEPSLICE_EXPORT int32_t ds_torch_write(at::Tensor* tensor, const void* data, int64_t bytes) {
    return deepslice::guarded([&] {
        TORCH_CHECK(bytes == static_cast<int64_t>(tensor->nbytes()), "got ", bytes, " bytes, the tensor holds ",
                    tensor->nbytes());
        at::NoGradGuard no_grad;
        if (tensor->is_cpu() && tensor->is_contiguous()) {
            std::memcpy(tensor->data_ptr(), data, bytes);
            return;
        }
        auto options = at::TensorOptions().dtype(tensor->scalar_type());
        tensor->copy_(at::from_blob(const_cast<void*>(data), tensor->sizes(), options));
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_read(const at::Tensor* tensor, void* data, int64_t bytes) {
    return deepslice::guarded([&] {
        TORCH_CHECK(bytes == static_cast<int64_t>(tensor->nbytes()), "got room for ", bytes,
                    " bytes, the tensor holds ", tensor->nbytes());
        at::Tensor packed = tensor->detach().cpu().contiguous();
        std::memcpy(data, packed.data_ptr(), bytes);
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_to(const at::Tensor* tensor, int32_t type, int32_t cuda_index, at::Tensor** result) {
    return deepslice::guarded(
        [&] { *result = give(tensor->to(device_of(cuda_index), static_cast<at::ScalarType>(type))); });
}

DEEPSLICE_EXPORT int32_t ds_torch_channels_last(const at::Tensor* tensor, at::Tensor** result) {
    return deepslice::guarded([&] { *result = give(tensor->contiguous(at::MemoryFormat::ChannelsLast)); });
}

// A leaf of the graph that shares the tensor's memory and collects its gradient in the memory given.
DEEPSLICE_EXPORT int32_t ds_torch_parameter(const at::Tensor* tensor, const at::Tensor* gradient, at::Tensor** result) {
    return deepslice::guarded([&] {
        at::Tensor leaf = tensor->detach();
        TORCH_CHECK(gradient->sizes() == leaf.sizes() && gradient->scalar_type() == leaf.scalar_type() &&
                        gradient->device() == leaf.device(),
                    "the gradient's memory must have the shape, type and device of the values");
        leaf.set_requires_grad(true);
        leaf.mutable_grad() = *gradient;
        *result = give(std::move(leaf));
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_require_gradient(at::Tensor* tensor) {
    return deepslice::guarded([&] { tensor->set_requires_grad(true); });
}

DEEPSLICE_EXPORT int32_t ds_torch_gradient(const at::Tensor* tensor, at::Tensor** result) {
    return deepslice::guarded([&] { *result = tensor->grad().defined() ? give(tensor->grad()) : nullptr; });
}

DEEPSLICE_EXPORT int32_t ds_torch_backward(const at::Tensor* tensor) {
    return deepslice::guarded([&] { tensor->backward(); });
}

DEEPSLICE_EXPORT int32_t ds_torch_set_gradients(int32_t enabled, int32_t* before) {
    return deepslice::guarded([&] {
        *before = at::GradMode::is_enabled();
        at::GradMode::set_enabled(enabled != 0);
    });
}

// Casts convolutions and matrix products on this thread to the type given until it is switched off again; before
// receives whether it was on.
DEEPSLICE_EXPORT int32_t ds_torch_set_autocast(int32_t enabled, int32_t type, int32_t cuda, int32_t* before) {
    return deepslice::guarded([&] {
        *before = 0;
        auto scalar = static_cast<at::ScalarType>(type);
        bool on = enabled != 0;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        auto device = cuda ? at::kCUDA : at::kCPU;
        *before = at::autocast::is_autocast_enabled(device);
        at::autocast::set_autocast_enabled(device, on);
        at::autocast::set_autocast_dtype(device, scalar);
#else
        *before = cuda ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
        if (cuda) {
            at::autocast::set_enabled(on);
            at::autocast::set_autocast_gpu_dtype(scalar);
        } else {
            at::autocast::set_cpu_enabled(on);
            at::autocast::set_autocast_cpu_dtype(scalar);
        }
#endif
        if (!on) {
            at::autocast::clear_cache();
        }
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_set_threads(int32_t count) {
    return deepslice::guarded([&] { at::set_num_threads(count); });
}

DEEPSLICE_EXPORT int32_t ds_torch_threads(int32_t* count) {
    return deepslice::guarded([&] { *count = at::get_num_threads(); });
}

DEEPSLICE_EXPORT int32_t ds_torch_set_tf32(int32_t enabled) {
    return deepslice::guarded([&] { set_tf32(enabled != 0); });
}

// Freed memory stays with the process: a training step allocates the same large blocks again and again, and every
// return to the system costs page faults. Subnormal numbers count as zero.
DEEPSLICE_EXPORT int32_t ds_torch_keep_memory() {
    return deepslice::guarded([&] {
        mallopt(M_ARENA_MAX, 1);
        mallopt(M_MMAP_MAX, 0);
        mallopt(M_TRIM_THRESHOLD, 2047 << 20);
        mallopt(M_TOP_PAD, 64 << 20);
        at::globalContext().setFlushDenormal(true);
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_cuda_devices(int32_t* count) {
    return deepslice::guarded([&] {
        *count = 0;
        *count = static_cast<int32_t>(torch::cuda::device_count());
    });
}

DEEPSLICE_EXPORT int32_t ds_torch_version(const char** text) {
    return deepslice::guarded([&] { *text = TORCH_VERSION; });
}

DEEPSLICE_EXPORT int32_t ds_torch_configuration(const char** text) {
    return deepslice::guarded([&] {
        static const std::string words = at::show_config() + at::get_parallel_info();
        *text = words.c_str();
    });
}
