#include "capture.h"

#include <algorithm>
#include <vector>

#include "device.h"
#include "failure.h"
#include "lock.h"
#include "settings.h"
#include "stream.h"

namespace gan::pretend {
namespace {

std::vector<std::shared_ptr<Capture>>& captures() {
  static auto* const going_on = new std::vector<std::shared_ptr<Capture>>;
  return *going_on;
}

thread_local cudaStreamCaptureMode mode_of_thread = cudaStreamCaptureModeGlobal;

// All that a lane has done must come before the end, or the capture is an error.
void check_joined(const Capture& capture) {
  std::vector<bool> reached(capture.graph.size());
  std::vector<std::size_t> open = capture.origin->tails;
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    if (reached[node]) continue;
    reached[node] = true;
    for (const std::size_t before : capture.graph[node].after) open.push_back(before);
  }
  for (std::size_t i = 0; i < reached.size(); ++i)
    if (!reached[i]) fail("a capture ends without waiting for " + capture.graph[i].name);
}

cudaStreamCaptureStatus status_of(const Stream& stream) {
  if (!stream.capture) return cudaStreamCaptureStatusNone;
  return stream.capture->broken ? cudaStreamCaptureStatusInvalidated
                                : cudaStreamCaptureStatusActive;
}

}  // namespace

void check_may_wait(const char* what) {
  if (mode_of_thread == cudaStreamCaptureModeRelaxed) return;
  for (const std::shared_ptr<Capture>& capture : captures()) {
    const bool own = capture->thread == std::this_thread::get_id() &&
                     capture->mode != cudaStreamCaptureModeRelaxed;
    const bool global = capture->mode == cudaStreamCaptureModeGlobal &&
                        mode_of_thread == cudaStreamCaptureModeGlobal;
    if (own || global) fail(std::string(what) + " during a capture");
  }
}

bool capturing_here() {
  for (const std::shared_ptr<Capture>& capture : captures())
    if (capture->thread == std::this_thread::get_id()) return true;
  return false;
}

void capture_node(Stream& stream, const std::string& name, Work work) {
  Graph& graph = stream.capture->graph;
  graph.push_back({name, std::move(work), stream.tails});
  stream.tails = {graph.size() - 1};
}

void join_capture(Stream& stream, const std::shared_ptr<Capture>& capture) {
  if (std::find(captures().begin(), captures().end(), capture) == captures().end())
    fail("a stream waits for an event of a capture that has ended");
  if (stream.capture == capture) return;
  if (stream.capture) fail("a stream of one capture waits for an event of another");
  if (stream.legacy) fail("the legacy stream waits for an event of a capture");
  stream.capture = capture;
  stream.tails.clear();
  capture->streams.insert(&stream);
}

}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaStreamBeginCapture(cudaStream_t handle, cudaStreamCaptureMode mode) {
  const Lock lock;
  static unsigned long long count = 0;
  Stream& stream = stream_of(handle);
  if (stream.legacy) fail("the legacy stream is captured");
  if (stream.capture) fail("a stream is captured twice at once");
  auto capture = std::make_shared<Capture>();
  capture->mode = mode;
  capture->thread = std::this_thread::get_id();
  capture->origin = &stream;
  capture->number = ++count;
  captures().push_back(capture);
  join_capture(stream, capture);
  return cudaSuccess;
}

cudaError_t cudaStreamEndCapture(cudaStream_t handle, cudaGraph_t* graph) {
  const Lock lock;
  Stream& stream = stream_of(handle);
  const std::shared_ptr<Capture> capture = stream.capture;
  *graph = nullptr;
  if (!capture) return noted(cudaErrorIllegalState);
  if (capture->origin != &stream) return noted(cudaErrorStreamCaptureUnmatched);
  if (fails("capture")) capture->broken = true;
  if (!capture->broken) check_joined(*capture);
  for (Stream* const each : capture->streams) {
    each->capture.reset();
    each->tails.clear();
  }
  captures().erase(std::find(captures().begin(), captures().end(), capture));
  if (capture->broken) return noted(cudaErrorStreamCaptureInvalidated);
  *graph = reinterpret_cast<cudaGraph_t>(
      new std::shared_ptr<const Graph>(std::make_shared<Graph>(std::move(capture->graph))));
  return cudaSuccess;
}

cudaError_t cudaStreamIsCapturing(cudaStream_t handle, cudaStreamCaptureStatus* status) {
  const Lock lock;
  *status = status_of(stream_of(handle));
  return cudaSuccess;
}

cudaError_t cudaStreamGetCaptureInfo(cudaStream_t handle, cudaStreamCaptureStatus* status,
                                     unsigned long long* number, cudaGraph_t*,
                                     const cudaGraphNode_t**, const cudaGraphEdgeData**, size_t*) {
  const Lock lock;
  const Stream& stream = stream_of(handle);
  *status = status_of(stream);
  if (number != nullptr && stream.capture) *number = stream.capture->number;
  return cudaSuccess;
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode) {
  std::swap(*mode, mode_of_thread);
  return cudaSuccess;
}

}  // extern "C"
