#include "gan/device/device_name.h"

#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

TEST(DeviceName, IsOneOfFour) {
  for (const char* name : {"auto", "cpu", "cuda", "cuda:0", "cuda:999"})
    EXPECT_NO_THROW(check_device_name(name)) << name;
  for (const char* name : {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:1000", "cuda:1 ", "cuda1"})
    EXPECT_TRUE(has(error_of([&] { check_device_name(name); }),
                    {"--device", "auto, cpu, cuda or cuda:N", "\"" + std::string(name) + "\""}));
}

TEST(DeviceName, HasANumberWhereItIsOfCuda) {
  EXPECT_EQ(cuda_device_number("cuda"), 0);
  EXPECT_EQ(cuda_device_number("cuda:0"), 0);
  EXPECT_EQ(cuda_device_number("cuda:12"), 12);
  for (const char* name : {"auto", "cpu", "cuda:x"})
    EXPECT_TRUE(has(error_of([&] { cuda_device_number(name); }), {"--device", "found"}));
}

}  // namespace
}  // namespace gan::test
