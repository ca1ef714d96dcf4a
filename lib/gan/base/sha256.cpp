#include "gan/base/sha256.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <openssl/evp.h>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/base/text.h"

namespace gan {
namespace {

void check(int result) {
  if (result != 1) throw Error("computing a SHA-256").found("an error in OpenSSL");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  check(context_ ? EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) : 0);
}

Sha256& Sha256::update(const void* bytes, std::size_t count) {
  check(EVP_DigestUpdate(context_.get(), bytes, count));
  return *this;
}

std::string Sha256::hex() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  check(EVP_DigestFinal_ex(context_.get(), digest, &length));
  return hex_text({reinterpret_cast<const char*>(digest), length});
}

std::string sha256_of(const void* bytes, std::size_t count) {
  return Sha256().update(bytes, count).hex();
}

std::string sha256_of_file(const std::string& path) {
  const FileSource file(path, "computing a SHA-256");
  std::vector<char> buffer(std::size_t{1} << 18);
  Sha256 hash;
  for (std::uint64_t at = 0; at < file.size();) {
    const auto count = static_cast<std::size_t>(
        std::min(static_cast<std::uint64_t>(buffer.size()), file.size() - at));
    file.read(at, buffer.data(), count);
    hash.update(buffer.data(), count);
    at += count;
  }
  return hash.hex();
}

}  // namespace gan
