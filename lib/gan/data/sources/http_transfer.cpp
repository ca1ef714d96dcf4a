#include "gan/data/sources/http_transfer.h"

#include <cerrno>
#include <exception>
#include <memory>
#include <unistd.h>

#include <curl/curl.h>

#include "gan/base/environment.h"
#include "gan/base/error.h"

namespace gan {
namespace {

// The state of the callbacks, which must not throw through libcurl.
struct Progress {
  int descriptor;
  std::int64_t start, at, max_bytes;
  const DownloadProgress& on_progress;
  int write_error = 0;
  bool too_large = false;
  std::exception_ptr thrown = nullptr;
};

std::size_t write_bytes(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& state = *static_cast<Progress*>(user);
  if (static_cast<std::int64_t>(count) > state.max_bytes - state.at) {
    state.too_large = true;
    return 0;
  }
  for (std::size_t done = 0; done < count;) {
    const ssize_t wrote =
        ::pwrite(state.descriptor, bytes + done, count - done, static_cast<off_t>(state.at));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      state.write_error = wrote < 0 ? errno : ENOSPC;
      return 0;
    }
    done += static_cast<std::size_t>(wrote);
    state.at += wrote;
  }
  return count;
}

int report_progress(void* user, curl_off_t total, curl_off_t, curl_off_t, curl_off_t) {
  auto& state = *static_cast<Progress*>(user);
  try {
    if (state.on_progress) state.on_progress(state.at, total > 0 ? state.start + total : 0);
    return 0;
  } catch (...) {
    state.thrown = std::current_exception();
    return 1;
  }
}

// libcurl leaves these variables to its callers.
void set_authorities(CURL* curl) {
  std::string file = environment("CURL_CA_BUNDLE");
  if (file.empty()) {
    file = environment("SSL_CERT_FILE");
    const std::string folder = environment("SSL_CERT_DIR");
    if (!folder.empty()) curl_easy_setopt(curl, CURLOPT_CAPATH, folder.c_str());
  }
  if (!file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, file.c_str());
}

void set_protocols(CURL* curl, bool plain) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
  constexpr long kHttp = CURLPROTO_HTTP, kHttps = CURLPROTO_HTTPS;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, plain ? kHttp : kHttps);
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, kHttps);
#endif
}

bool worth_a_retry(CURL* curl, CURLcode code) {
  long status = 0;
  curl_off_t connected = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected);
  switch (code) {
    case CURLE_HTTP_RETURNED_ERROR:
      return status >= 500 || status == 408 || status == 429;
    case CURLE_OPERATION_TIMEDOUT:
      return connected > 0;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

std::string reason_of(CURLcode code, const char* detail) {
  std::string reason = *detail != '\0' ? detail : curl_easy_strerror(code);
  if (code == CURLE_SSL_CACERT_BADFILE || code == CURLE_PEER_FAILED_VERIFICATION)
    reason += " (is the package ca-certificates installed? SSL_CERT_FILE selects another list)";
  return reason;
}

}  // namespace

TransferResult transfer(const std::string& url, int descriptor, const std::string& path,
                        std::int64_t offset, const DownloadLimits& limits,
                        const DownloadProgress& on_progress) {
  using End = TransferResult::End;
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(curl_easy_init(), curl_easy_cleanup);
  if (initialised != CURLE_OK || !handle) return {End::refused, "libcurl cannot be initialised"};
  CURL* curl = handle.get();
  Progress state{descriptor, offset, offset, limits.max_bytes, on_progress};
  char detail[CURL_ERROR_SIZE] = "";
  const bool plain = url.compare(0, 7, "http://") == 0;

  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  set_protocols(curl, plain);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  set_authorities(curl);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "gan");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 10000L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 512L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.low_speed_time.count()));
  curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(offset));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, report_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);

  const CURLcode code = curl_easy_perform(curl);
  if (state.thrown) std::rethrow_exception(state.thrown);
  if (state.write_error != 0)
    throw Error("downloading").at(path).found(system_reason(state.write_error));
  if (state.too_large)
    return {End::refused, "more than the " + std::to_string(limits.max_bytes) + " bytes allowed"};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status == 416) return {End::restart, "the server has no bytes from this position on"};
  if (code == CURLE_OK) return {End::complete, ""};
  if (code == CURLE_RANGE_ERROR) return {End::restart, "the server cannot resume"};
  return {worth_a_retry(curl, code) ? End::broken : End::refused, reason_of(code, detail)};
}

}  // namespace gan
