#include "gan/data/sources/http_transfer.h"

#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "data/loopback_server.h"
#include "files.h"

namespace gan::test {
namespace {

using End = TransferResult::End;

class HttpTransfer : public ::testing::Test {
 protected:
  HttpTransfer() : descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
  ~HttpTransfer() override { ::close(descriptor_); }

  TransferResult get(const std::string& url, std::int64_t offset = 0) const {
    return transfer(url, descriptor_, path_, offset, limits_, {});
  }
  // What a server's answer to the one request leads to.
  TransferResult answered(const Response& response, std::int64_t offset = 0) const {
    LoopbackServer server([&](const Request&) { return response; });
    return get(server.url(), offset);
  }

  const Variable no_proxy_{"no_proxy", "127.0.0.1"}, capital_{"NO_PROXY", "127.0.0.1"};
  const TempFolder folder_;
  const std::string path_ = folder_ / "file";
  DownloadLimits limits_;
  int descriptor_;
};

TEST_F(HttpTransfer, AppendsFromTheOffset) {
  ASSERT_EQ(::write(descriptor_, "abc", 3), 3);
  LoopbackServer server([](const Request& request) { return file_response(request, "ABCDEF"); });
  EXPECT_EQ(get(server.url(), 3).end, End::complete);
  EXPECT_EQ(read_file(path_), "abcDEF");
}

TEST_F(HttpTransfer, TellsBreaksFromRefusals) {
  EXPECT_EQ(answered({200, "", "abcdef", 3, {}}).end, End::broken);
  EXPECT_EQ(answered({500, "", "", 0, {}}).end, End::broken);
  EXPECT_EQ(answered({429, "", "", 0, {}}).end, End::broken);
  for (const int status : {403, 404, 410}) {
    const TransferResult result = answered({status, "", "body", 4, {}});
    EXPECT_EQ(result.end, End::refused);
    EXPECT_TRUE(has(result.reason, {std::to_string(status)}));
  }
  EXPECT_EQ(answered({200, "", "abcdef", 6, {}}, 2).end, End::restart);
  EXPECT_EQ(answered({416, "", "", 0, {}}, 2).end, End::restart);
  EXPECT_EQ(answered({206, "Content-Range: bytes 1-5/6\r\n", "bcdef", 5, {}}, 2).end, End::restart);
}

TEST_F(HttpTransfer, PagesOfErrorsAreNotTheFile) {
  answered({404, "", "a page that says sorry", 22, {}});
  EXPECT_EQ(read_file(path_), "");
}

TEST_F(HttpTransfer, RedirectsLeadToHttpsOnly) {
  const std::string secret = write_file(folder_ / "secret", "secret");
  LoopbackServer plain([](const Request& request) { return file_response(request, "plain"); });
  for (const std::string& target : {"file://" + secret, plain.url(), std::string("ftp://x/")}) {
    const TransferResult result = answered({302, "Location: " + target + "\r\n", "", 0, {}});
    EXPECT_EQ(result.end, End::refused) << target;
    EXPECT_TRUE(has(result.reason, {"rotocol"})) << target;
    EXPECT_EQ(read_file(path_), "");
  }
  EXPECT_TRUE(plain.requests().empty());
}

TEST_F(HttpTransfer, OtherProtocolsAreRefused) {
  const std::string secret = write_file(folder_ / "secret", "secret");
  EXPECT_EQ(get("file://" + secret).end, End::refused);
  EXPECT_EQ(get("ftp://127.0.0.1/").end, End::refused);
  EXPECT_EQ(get("").end, End::refused);
  EXPECT_EQ(read_file(path_), "");
}

TEST_F(HttpTransfer, PlainServerOnAnHttpsUrlFails) {
  LoopbackServer server([](const Request& request) { return file_response(request, "plain"); });
  const TransferResult result = get(server.url("/", "https"));
  EXPECT_NE(result.end, End::complete);
  EXPECT_FALSE(result.reason.empty());
  EXPECT_EQ(read_file(path_), "");
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpTransfer, NobodyThereIsARefusal) {
  std::string url;
  {
    url = LoopbackServer([](const Request&) { return Response(); }).url();
  }
  EXPECT_EQ(get(url).end, End::refused);
}

TEST_F(HttpTransfer, KeepsTheSizeLimit) {
  limits_.max_bytes = 5;
  const TransferResult result = answered({200, "", "abcdef", 6, {}});
  EXPECT_EQ(result.end, End::refused);
  EXPECT_TRUE(has(result.reason, {"5 bytes allowed"}));
  EXPECT_LE(std::filesystem::file_size(path_), 5u);
  EXPECT_EQ(answered({200, "", "abcde", 5, {}}).end, End::complete);
}

TEST_F(HttpTransfer, FullDiskIsAnError) {
  LoopbackServer server([](const Request& request) { return file_response(request, "abc"); });
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  EXPECT_TRUE(has(error_of([&] { transfer(server.url(), full, path_, 0, limits_, {}); }),
                  {"downloading: " + path_, "No space left on device"}));
  ::close(full);
}

}  // namespace
}  // namespace gan::test
