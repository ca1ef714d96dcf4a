// Downloading a file from one of several mirrors: complete and verified, or not at all.
#pragma once

#include <string>
#include <vector>

#include "gan/data/sources/http_transfer.h"

namespace gan {

// Downloads the file with this SHA-256 (lower-case hexadecimal) from `urls` to `path`. The bytes go
// to PATH.part. A later call resumes it if the transfer breaks or this process ends. Once the
// checksum is right, the file gets the name `path` and replaces a file of that name. Tries the URLs
// in turn: after a broken transfer the same one again with growing pauses, as `limits` say; after a
// refusal or a wrong checksum the next one. The folder must exist. Waits if another process
// downloads the same file. Throws Error at the file, with the reason of each URL.
void download(const std::vector<std::string>& urls, const std::string& path,
              const std::string& sha256, const DownloadProgress& on_progress,
              const DownloadLimits& limits = {});

}  // namespace gan
