#include "gan/data/sources/download.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "data/loopback_server.h"
#include "files.h"
#include "gan/base/sha256.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

const std::string kBytes = noise(300000);

std::string sum(const std::string& bytes) {
  return sha256_of(bytes.data(), bytes.size());
}

DownloadLimits quick() {
  DownloadLimits limits;
  limits.first_pause = std::chrono::milliseconds(1);
  limits.low_speed_time = std::chrono::seconds(1);
  return limits;
}

class Download : public ::testing::Test {
 protected:
  void fetch(const std::vector<std::string>& urls, const DownloadProgress& on_progress = {},
             const DownloadLimits& limits = quick()) const {
    download(urls, path_, sum(kBytes), on_progress, limits);
  }
  std::string fetch_error(const std::vector<std::string>& urls,
                          const DownloadLimits& limits = quick()) const {
    return error_of([&] { fetch(urls, {}, limits); });
  }
  void expect_nothing_left() const {
    EXPECT_FALSE(fs::exists(path_));
    EXPECT_FALSE(fs::exists(part_));
  }

  // The machine's proxy must not stand between the test and its own server.
  const Variable no_proxy_{"no_proxy", "127.0.0.1"}, capital_{"NO_PROXY", "127.0.0.1"};
  const TempFolder folder_;
  const std::string path_ = folder_ / "file.gz", part_ = path_ + ".part";
};

TEST_F(Download, WritesTheWholeFileAndTellsTheProgress) {
  LoopbackServer server([](const Request& request) { return file_response(request, kBytes); });
  std::int64_t last = -1, all = 0;
  fetch({server.url("/a/file.gz")}, [&](std::int64_t done, std::int64_t total) {
    EXPECT_GE(done, last);
    last = done;
    all = total;
  });
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_FALSE(fs::exists(part_));
  EXPECT_EQ(last, 300000);
  EXPECT_EQ(all, 300000);
  EXPECT_EQ(server.requests().at(0).path, "/a/file.gz");
}

TEST_F(Download, ResumesAfterABreak) {
  LoopbackServer server([](const Request& request) {
    Response response = file_response(request, kBytes);
    if (request.number < 2) response.break_after = 100000;
    return response;
  });
  fetch({server.url()});
  EXPECT_EQ(read_file(path_), kBytes);
  const std::vector<Request> requests = server.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_FALSE(requests[0].range_start);
  EXPECT_EQ(requests[1].range_start, 100000);
  EXPECT_EQ(requests[2].range_start, 200000);
}

TEST_F(Download, ResumesWhatAnEarlierProcessLeft) {
  LoopbackServer server([](const Request& request) { return file_response(request, kBytes); });
  write_file(part_, kBytes.substr(0, 250000));
  std::int64_t first = -1;
  fetch({server.url()}, [&](std::int64_t done, std::int64_t) { first = first < 0 ? done : first; });
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_EQ(server.requests().at(0).range_start, 250000);
  EXPECT_GE(first, 250000);
}

TEST_F(Download, WholePartNeedsNoServer) {
  write_file(part_, kBytes);
  fetch({"https://127.0.0.1:1/"});
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_FALSE(fs::exists(part_));
}

TEST_F(Download, StartsAgainWhereTheServerDoesNotResume) {
  LoopbackServer server([](const Request& r) { return file_response(r, kBytes, false); });
  write_file(part_, kBytes.substr(0, 1000));
  fetch({server.url()});
  EXPECT_EQ(read_file(path_), kBytes);
}

TEST_F(Download, DamagedPartIsDroppedAndFetchedAnew) {
  LoopbackServer server([](const Request& request) { return file_response(request, kBytes); });
  for (const std::string& left : {std::string(1000, 'x'), kBytes + "more"}) {
    write_file(part_, left);
    fs::remove(path_);
    fetch({server.url()});
    EXPECT_EQ(read_file(path_), kBytes);
  }
}

TEST_F(Download, TakesTheSecondMirrorAfterAFailure) {
  LoopbackServer missing([](const Request&) { return Response{404, "", "none", 4, {}}; });
  LoopbackServer wrong([](const Request& r) { return file_response(r, std::string(500, 'x')); });
  LoopbackServer broken([](const Request& r) {
    Response response = file_response(r, kBytes);
    response.break_after = 1000;
    return response;
  });
  LoopbackServer good([](const Request& request) { return file_response(request, kBytes); });
  for (LoopbackServer* bad : {&missing, &wrong, &broken}) {
    fs::remove(path_);
    fetch({bad->url(), good.url()});
    EXPECT_EQ(read_file(path_), kBytes);
  }
  EXPECT_EQ(missing.requests().size(), 1u);  // a refusal is not tried again
  EXPECT_EQ(wrong.requests().size(), 1u);
  EXPECT_EQ(broken.requests().size(), static_cast<std::size_t>(quick().attempts));
}

TEST_F(Download, WrongChecksumIsAnErrorThatNamesTheFile) {
  LoopbackServer server([](const Request& r) { return file_response(r, "something else"); });
  EXPECT_TRUE(has(fetch_error({server.url()}), {path_, "wrong SHA-256 " + sum("something else"),
                                                "instead of " + sum(kBytes), server.url()}));
  expect_nothing_left();
}

TEST_F(Download, BoundedTriesKeepThePartForTheNextTime) {
  LoopbackServer server([](const Request& request) {
    Response response = file_response(request, kBytes);
    response.break_after = 1000;
    return response;
  });
  EXPECT_TRUE(has(fetch_error({server.url()}), {path_, server.url()}));
  EXPECT_EQ(server.requests().size(), 5u);
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_EQ(read_file(part_), kBytes.substr(0, 5000));
}

TEST_F(Download, BusyServerIsTriedAgain) {
  LoopbackServer server([](const Request& request) {
    return request.number < 2 ? Response{503, "", "", 0, {}} : file_response(request, kBytes);
  });
  fetch({server.url()});
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_EQ(server.requests().size(), 3u);
}

TEST_F(Download, StalledTransferIsBrokenOff) {
  LoopbackServer server([](const Request& request) {
    Response response = file_response(request, kBytes);
    if (request.number == 0) {
      response.break_after = 1000;
      response.stall = std::chrono::seconds(60);
    }
    return response;
  });
  LoopbackServer second([](const Request& request) { return file_response(request, kBytes); });
  DownloadLimits limits = quick();
  limits.attempts = 1;
  fetch({server.url(), second.url()}, {}, limits);
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_EQ(second.requests().at(0).range_start, 1000);
}

TEST_F(Download, ConcurrentDownloadsShareOne) {
  LoopbackServer server([](const Request& request) {
    Response response = file_response(request, kBytes);
    if (request.number == 0) {
      response.break_after = 1000;
      response.stall = std::chrono::milliseconds(300);
    }
    return response;
  });
  std::vector<std::thread> threads;
  std::atomic<int> done{0};
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      fetch({server.url()});
      ++done;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 3);
  EXPECT_EQ(read_file(path_), kBytes);
  EXPECT_EQ(server.requests().size(), 2u);  // one download, resumed once
}

TEST_F(Download, ProgressCanEndIt) {
  LoopbackServer server([](const Request& request) { return file_response(request, kBytes); });
  struct Stop {};
  EXPECT_THROW(fetch({server.url()}, [](std::int64_t, std::int64_t) { throw Stop(); }), Stop);
  EXPECT_FALSE(fs::exists(path_));
}

}  // namespace
}  // namespace gan::test
