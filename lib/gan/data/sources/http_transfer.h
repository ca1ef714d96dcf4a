// One transfer over HTTP(S) into an open file, by libcurl.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace gan {

// Called from time to time with the bytes so far and in all (0: unknown). Its exceptions end the
// download and reach the caller.
using DownloadProgress = std::function<void(std::int64_t done, std::int64_t total)>;

struct DownloadLimits {
  // A transfer that stays below 512 bytes a second for this long is broken.
  std::chrono::seconds low_speed_time{20};
  // Tries for each URL, and the pause before the second one, which doubles with each further one.
  int attempts = 5;
  std::chrono::milliseconds first_pause{500};
  std::int64_t max_bytes = std::int64_t{64} << 20;
};

struct TransferResult {
  enum class End {
    complete,
    broken,   // worth another try, which may resume after the bytes received
    restart,  // the server cannot resume there: try from the first byte
    refused,  // trying this URL again would not help
  };
  End end = End::complete;
  std::string reason;  // empty when complete
};

// Downloads `url` from byte `offset` on, and writes to `descriptor` after its first `offset` bytes.
// Certificates and host names are verified; CURL_CA_BUNDLE, SSL_CERT_FILE and SSL_CERT_DIR name
// other certificate authorities as they do for the curl program. A redirect may lead to https only.
// Throws Error at `path` if the file cannot be written.
TransferResult transfer(const std::string& url, int descriptor, const std::string& path,
                        std::int64_t offset, const DownloadLimits& limits,
                        const DownloadProgress& on_progress);

}  // namespace gan
