// SHA-256 (FIPS 180-4), computed by OpenSSL.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

struct evp_md_ctx_st;

namespace gan {

// For bytes that come in pieces.
class Sha256 {
 public:
  // Throws Error where OpenSSL offers no SHA-256.
  Sha256();
  Sha256& update(const void* bytes, std::size_t count);
  // 64 lower-case hexadecimal digits. Ends the computation: call it once.
  std::string hex();

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

// 64 lower-case hexadecimal digits.
std::string sha256_of(const void* bytes, std::size_t count);
// Of a file's content; throws Error for one that cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace gan
