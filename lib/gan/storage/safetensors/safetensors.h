// Named arrays of numbers in one file that holds no code. Does not use LibTorch.
// Format: "Safetensors", https://github.com/huggingface/safetensors, section "Format".
// checkpoint_format.md describes what our own files add.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gan {

enum class ElementType { u8, i64, f32, f64 };  // in files "U8", "I64", "F32", "F64"

// Bytes of one element.
std::size_t size_of(ElementType type);

struct TensorView {
  ElementType type = ElementType::u8;
  std::vector<std::int64_t> shape;  // empty: one element
  std::string_view bytes;           // little-endian, the last dimension varying fastest; not owned
};

struct Safetensors {
  std::map<std::string, std::string> metadata;
  std::map<std::string, TensorView> tensors;
};

// The bytes of a file: 8 bytes of little-endian header length; the JSON header, padded with spaces
// so that the data begin at a multiple of 8; the tensors without gaps, those with the largest
// elements first, so that each is aligned to its elements. Sets "sha256" in the metadata: the
// digest of the whole file, with the digest's own 64 digits taken as zeros. Equal content gives
// equal bytes. Throws Error for what parse_safetensors() would refuse, and for texts that are not
// UTF-8.
std::string encode_safetensors(const Safetensors& content);

// Checks the digest first, then the structure. The views point into `bytes`, which must outlive
// them. Throws Error, naming `where`, for a file with any changed bit, and for one without a
// digest, as other programs write it.
Safetensors decode_safetensors(std::string_view bytes, const std::string& where);

// Like decode_safetensors(), but without the digest: also for files of other programs. Throws
// Error, naming `where`, for a header of over 16 MiB or not of the format, a tensor of another
// element type, over 100,000 tensors, and tensors that leave gaps or overlap.
Safetensors parse_safetensors(std::string_view bytes, const std::string& where);

// Reads a whole file of at most 4 GiB. First checks that its header describes a file of exactly
// this size, so a damaged or hostile file costs no more memory than its own size. Throws Error if
// it does not, or if the file cannot be read. Does not check the digest.
std::string read_safetensors_file(const std::string& path);

}  // namespace gan
