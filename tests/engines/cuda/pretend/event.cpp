// Events: places in a stream's work, or in a capture.
#include <algorithm>
#include <cuda_runtime_api.h>
#include <memory>

#include "capture.h"
#include "device.h"
#include "failure.h"
#include "lock.h"
#include "stream.h"

namespace gan::pretend {
namespace {

struct Event {
  int device = 0;
  std::shared_ptr<bool> reached;  // null before it is recorded
  std::shared_ptr<Capture> capture;
  std::vector<std::size_t> nodes;  // of the capture
};

Event& event_of(cudaEvent_t handle) {
  return *reinterpret_cast<Event*>(handle);
}

bool is_reached(const Event& event) {
  return !event.reached || *event.reached;
}

void record(Event& event, Stream& stream) {
  if (stream.device != event.device) fail("an event is recorded on another device than its own");
  event.capture = stream.capture;
  event.nodes = stream.tails;
  event.reached.reset();
  if (stream.capture) return;
  event.nodes.clear();
  event.reached = std::make_shared<bool>(false);
  push(stream, {"event", [reached = event.reached] {
                  *reached = true;
                  return Progress::done;
                }});
}

void wait(Stream& stream, const Event& event) {
  if (event.capture) {
    join_capture(stream, event.capture);
    for (const std::size_t node : event.nodes)
      if (std::find(stream.tails.begin(), stream.tails.end(), node) == stream.tails.end())
        stream.tails.push_back(node);
    return;
  }
  if (!event.reached) return;
  if (stream.capture) fail("a captured stream waits for an event outside of the capture");
  push(stream, {"wait", [reached = event.reached] {
                  return *reached ? Progress::done : Progress::blocked;
                }});
}

}  // namespace
}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* made, unsigned) {
  auto* const event = new Event;
  event->device = current_device();
  *made = reinterpret_cast<cudaEvent_t>(event);
  return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t* made) {
  return cudaEventCreateWithFlags(made, 0);
}

cudaError_t cudaEventDestroy(cudaEvent_t handle) {
  const Lock lock;
  delete &event_of(handle);
  return cudaSuccess;
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t handle, cudaStream_t stream, unsigned) {
  const Lock lock;
  record(event_of(handle), stream_of(stream));
  return cudaSuccess;
}

cudaError_t cudaEventRecord(cudaEvent_t handle, cudaStream_t stream) {
  return cudaEventRecordWithFlags(handle, stream, 0);
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t handle, unsigned) {
  const Lock lock;
  wait(stream_of(stream), event_of(handle));
  return cudaSuccess;
}

cudaError_t cudaEventQuery(cudaEvent_t handle) {
  const Lock lock;
  if (event_of(handle).capture) fail("an event of a capture is asked for");
  check_may_wait("asking for an event");
  return is_reached(event_of(handle)) ? cudaSuccess : cudaErrorNotReady;
}

cudaError_t cudaEventSynchronize(cudaEvent_t handle) {
  const Lock lock;
  if (event_of(handle).capture) fail("an event of a capture is waited for");
  check_may_wait("waiting for an event");
  finish_until([&] { return is_reached(event_of(handle)); });
  return cudaSuccess;
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t, cudaEvent_t) {
  *milliseconds = 1;
  return cudaSuccess;
}

}  // extern "C"
