// Saves a TorchScript module made of its source and its tensors.

#include "guard.hpp"

#include <ATen/ATen.h>
#include <torch/script.h>

#include <fstream>
#include <sstream>

// The names of the tensors are the lines of one text; a text beside the module lies in the archive under its own name.
DEEPSLICE_EXPORT int32_t ds_torch_save_script(const char* path, const char* source, const char* names,
                                              at::Tensor* const* tensors, int32_t count, const char* text_name,
                                              const char* text) {
    return deepslice::guarded([&] {
        torch::jit::Module module("DeepSlice");
        std::istringstream lines(names);
        std::string name;
        for (int32_t i = 0; i < count && std::getline(lines, name); i++) {
            module.register_buffer(name, tensors[i]->detach().cpu().contiguous());
        }
        module.define(source);
        module.eval();
        // Saved by its path, the archive would hold the name of the file.
        std::ofstream file(path, std::ios::binary);
        module.save(file, {{text_name, text}});
        file.close();
        TORCH_CHECK(file, "cannot write ", path);
    });
}
