#include "stream.h"

#include <algorithm>
#include <map>

#include "capture.h"
#include "chance.h"
#include "device.h"
#include "failure.h"
#include "lock.h"
#include "settings.h"

namespace gan::pretend {
namespace {

// Never destroyed: LibTorch lets go of its streams after all else.
std::vector<Stream*>& all_streams() {
  static auto* const streams = new std::vector<Stream*>;
  return *streams;
}

Stream* add_stream(int device, bool legacy) {
  auto* const stream = new Stream;
  stream->device = device;
  stream->legacy = legacy;
  all_streams().push_back(stream);
  return stream;
}

Stream& legacy_stream(int device) {
  static auto* const streams = new std::map<int, Stream*>;
  Stream*& stream = (*streams)[device];
  if (stream == nullptr) stream = add_stream(device, true);
  return *stream;
}

// Does a piece of the stream's first work. Returns false where it has none that may be done.
bool step(Stream& stream) {
  if (stream.queue.empty()) return false;
  const Progress progress = stream.queue.front().advance();
  if (progress == Progress::done) stream.queue.pop_front();
  return progress != Progress::blocked;
}

bool step_any() {
  std::vector<Stream*>& streams = all_streams();
  constexpr int kTries = 200;
  for (int i = 0; by_chance() && i < kTries; ++i) {
    const std::size_t chosen = any_below(streams.size());
    if (!streams[chosen]->queue.empty() && gets_a_turn(chosen) && step(*streams[chosen]))
      return true;
  }
  return std::any_of(streams.begin(), streams.end(), [](Stream* stream) { return step(*stream); });
}

// One stream first, or none.
void step_towards(Stream* wanted) {
  if (wanted != nullptr && !by_chance() && step(*wanted)) return;
  if (!step_any()) fail("all streams wait for events that nothing records");
}

}  // namespace

Stream& stream_of(cudaStream_t handle) {
  if (handle == cudaStreamPerThread) fail("the stream per thread is not modelled");
  if (handle == nullptr || handle == cudaStreamLegacy) return legacy_stream(current_device());
  return *reinterpret_cast<Stream*>(handle);
}

void push(Stream& stream, Entry entry) {
  stream.queue.push_back(std::move(entry));
  while (begins_early() && step_any()) {
  }
}

cudaError_t enqueue(cudaStream_t handle, const std::string& name, Work work) {
  Stream& stream = stream_of(handle);
  if (traces())
    std::fprintf(stderr, "  %p%s %s\n", static_cast<void*>(&stream),
                 stream.capture ? " captures" : "", name.c_str());
  if (stream.device != current_device())
    fail(name + " is launched on a stream of device " + std::to_string(stream.device) +
         " while device " + std::to_string(current_device()) + " is the current one");
  if (stream.legacy && capturing_here()) fail(name + " on the legacy stream while capturing");
  if (stream.capture) {
    if (stream.capture->broken) return noted(cudaErrorStreamCaptureInvalidated);
    capture_node(stream, name, std::move(work));
    return cudaSuccess;
  }
  push(stream, {name, [work = std::move(work)] {
                  work();
                  return Progress::done;
                }});
  return cudaSuccess;
}

void finish(Stream& stream) {
  while (!stream.queue.empty()) step_towards(&stream);
}

void finish_device(int device) {
  for (Stream* const stream : all_streams())
    if (stream->device == device) finish(*stream);
}

void finish_until(const std::function<bool()>& condition) {
  while (!condition()) step_towards(nullptr);
}

}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* made, unsigned flags, int) {
  const Lock lock;
  if ((flags & cudaStreamNonBlocking) == 0)
    fail("a stream that waits for the legacy stream is not modelled");
  *made = reinterpret_cast<cudaStream_t>(add_stream(current_device(), false));
  return cudaSuccess;
}

// Its work goes on, as on a GPU.
cudaError_t cudaStreamDestroy(cudaStream_t) {
  return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  const Lock lock;
  Stream& stream = stream_of(handle);
  if (stream.capture) fail("a stream is waited for while it is captured");
  check_may_wait("waiting for a stream");
  finish(stream);
  return cudaSuccess;
}

cudaError_t cudaStreamQuery(cudaStream_t handle) {
  const Lock lock;
  Stream& stream = stream_of(handle);
  if (stream.capture) fail("a stream is asked whether it is done while it is captured");
  check_may_wait("asking whether a stream is done");
  if (by_chance()) step(stream);
  return stream.queue.empty() ? cudaSuccess : cudaErrorNotReady;
}

cudaError_t cudaDeviceSynchronize() {
  const Lock lock;
  check_may_wait("waiting for the device");
  finish_device(current_device());
  return cudaSuccess;
}

cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  *least = 0;
  *greatest = -5;
  return cudaSuccess;
}

}  // extern "C"
