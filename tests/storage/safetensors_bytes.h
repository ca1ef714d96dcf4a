// Safetensors files, put together by hand so that they can be put together wrongly.
#pragma once

#include <string>

#include "gan/storage/safetensors/safetensors.h"
#include "storage/zip_writer.h"

namespace gan::test {

inline std::string safetensors_bytes(const std::string& header, const std::string& data = "") {
  return little_endian(header.size(), 8) + header + data;
}

// A tensor's entry in a header.
inline std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                         const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" +
         offsets + "}";
}

}  // namespace gan::test
