// What the pretend GPU is told by environment variables. All are read when they are needed, so a
// test may set them while it runs.
//
//   PRETEND_GPU_ORDER       0 (default): each stream's work waits until somebody waits for it, and
//                           the nodes of a graph run as they were captured. N > 0: streams, nodes
//                           and elements of a kernel run in random legal orders, by the seed N.
//   PRETEND_GPU_DEVICES     how many there are; default 1. CUDA_VISIBLE_DEVICES counts too.
//   PRETEND_GPU_COUNT_ERROR the number of the error that asking for devices ends with: 35 (driver
//                           too old), 100 (no device), 804 (no forward compatibility), 999, ...
//   PRETEND_GPU_DRIVER      the driver's version, as in 13000 (default)
//   PRETEND_GPU_NAME        of each device; default "Pretend GPU"
//   PRETEND_GPU_CAPABILITY  as in 9.0 (default)
//   PRETEND_GPU_MEMORY      bytes of each device; default 8 GiB
//   PRETEND_GPU_FAIL        what fails, one of
//                             no_image      kernels: the program has none for this device
//                             product       matrix products in a capture, which it ends too
//                             capture       the end of a capture
//                             replay        the launch of a graph
//                             wrong_product none says so, but products in graphs are a bit off
//                           and behind it, as in replay:5, how often it goes well before
//   PRETEND_GPU_TRACE       1 prints what is enqueued to standard error
#pragma once

#include <cstddef>
#include <string>

namespace gan::pretend {

unsigned order();
int devices_present();
int count_error();
int driver_version();
std::string device_name();
int capability_major();
int capability_minor();
std::size_t memory_of_device();
bool fails(const char* what);
bool traces();

}  // namespace gan::pretend
