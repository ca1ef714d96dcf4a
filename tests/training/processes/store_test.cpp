#include "gan/training/processes/store.h"

#include <chrono>

#include <gtest/gtest.h>

#include "files.h"
#include "loopback_launch.h"

namespace gan::test {
namespace {

using std::chrono::seconds;
const auto nothing_to_do = [](const std::string&) {};

class Store : public testing::Test {
 protected:
  Launch launch = loopback_launch(2);
  c10::intrusive_ptr<c10d::Store> kept = open_store(launch, seconds(5), nothing_to_do);
};

TEST_F(Store, TwoConnectionsSeeTheSame) {
  launch.rank = 1;
  const auto first = open_store(launch, seconds(5), nothing_to_do);
  const auto second = connect_again(launch, *first, seconds(5), nothing_to_do);
  kept->set("word", "said");
  EXPECT_EQ(first->get_to_str("word"), "said");
  EXPECT_EQ(second->get_to_str("word"), "said");
}

TEST_F(Store, OneThatIsGoneIsNotWaitedFor) {
  launch.rank = 1;
  const auto first = open_store(launch, seconds(5), nothing_to_do);
  kept.reset();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(has(error_of([&] { connect_again(launch, *first, seconds(60), nothing_to_do); }),
                  {"rank 0 has closed the connection", "127.0.0.1"}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(20));
}

TEST_F(Store, AnotherMachinesAddressIsAnErrorOfRank0) {
  Launch other = launch;
  other.address = "no-such-host.invalid";
  other.port = free_port();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(has(error_of([&] { open_store(other, seconds(60), nothing_to_do); }),
                  {"no-such-host.invalid", "an address and a free port of this machine"}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(40));
}

TEST_F(Store, AWaitIsTold) {
  Launch other = launch;
  other.rank = 1;
  other.port = free_port();
  std::string told;
  EXPECT_TRUE(has(error_of([&] {
                    open_store(other, seconds(1), [&](const std::string& text) { told = text; });
                  }),
                  {"rank 0 to answer within 1 seconds", "MASTER_ADDR"}));
  EXPECT_TRUE(has(told, {"rank 0 at 127.0.0.1:"}));
}

}  // namespace
}  // namespace gan::test
