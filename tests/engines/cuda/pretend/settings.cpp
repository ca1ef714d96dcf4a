#include "settings.h"

#include <cstdlib>
#include <cstring>

namespace gan::pretend {
namespace {

const char* text(const char* name, const char* otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

int number(const char* name, const char* otherwise) {
  return std::atoi(text(name, otherwise));
}

}  // namespace

unsigned order() {
  return static_cast<unsigned>(number("PRETEND_GPU_ORDER", "0"));
}

int devices_present() {
  return number("PRETEND_GPU_DEVICES", "1");
}

int count_error() {
  return number("PRETEND_GPU_COUNT_ERROR", "0");
}

int driver_version() {
  return number("PRETEND_GPU_DRIVER", "13000");
}

std::string device_name() {
  return text("PRETEND_GPU_NAME", "Pretend GPU");
}

int capability_major() {
  return number("PRETEND_GPU_CAPABILITY", "9.0");
}

int capability_minor() {
  const char* const dot = std::strchr(text("PRETEND_GPU_CAPABILITY", "9.0"), '.');
  return dot == nullptr ? 0 : std::atoi(dot + 1);
}

std::size_t memory_of_device() {
  return std::strtoull(text("PRETEND_GPU_MEMORY", "8589934592"), nullptr, 10);
}

bool fails(const char* what) {
  const std::string asked = text("PRETEND_GPU_FAIL", "");
  const std::size_t colon = asked.find(':');
  if (asked.substr(0, colon) != what) return false;
  static int before = 0;
  return colon == std::string::npos || before++ >= std::atoi(asked.c_str() + colon + 1);
}

bool traces() {
  return number("PRETEND_GPU_TRACE", "0") != 0;
}

}  // namespace gan::pretend
