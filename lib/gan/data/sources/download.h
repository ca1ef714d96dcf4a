// A file from one of several mirrors, whole and verified or not there at all.
#pragma once

#include <string>
#include <vector>

#include "gan/data/sources/http_transfer.h"

namespace gan {

// Makes `path` the file that `urls` offer and whose SHA-256 (lower-case hexadecimal) is given. The
// bytes grow in PATH.part, which a later call continues after a break or the end of this process;
// only once they match the checksum is the file given its name, replacing what was there. The URLs
// are tried in turn: after a break again and with growing pauses, as `limits` say; after a refusal
// or a wrong checksum the next one. The folder must exist. If another process downloads the same
// file, waits for it. Throws Error naming the file and what each URL answered.
void download(const std::vector<std::string>& urls, const std::string& path,
              const std::string& sha256, const DownloadProgress& on_progress,
              const DownloadLimits& limits = {});

}  // namespace gan
