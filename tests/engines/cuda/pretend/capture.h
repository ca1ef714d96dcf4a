// Captures of streams, and what they forbid.
#pragma once

#include <cuda_runtime_api.h>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "graph.h"

namespace gan::pretend {

struct Stream;

struct Capture {
  Graph graph;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
  std::thread::id thread;
  Stream* origin = nullptr;
  std::set<Stream*> streams;
  bool broken = false;
  unsigned long long number = 0;
};

// Ends the program if a capture forbids the calling thread to do `what`, which might wait.
void check_may_wait(const char* what);
// Whether the calling thread captures.
bool capturing_here();
// Adds a node that comes after all that `stream` was given, and is what comes next to come after.
void capture_node(Stream& stream, const std::string& name, Work work);
void join_capture(Stream& stream, const std::shared_ptr<Capture>& capture);

}  // namespace gan::pretend
