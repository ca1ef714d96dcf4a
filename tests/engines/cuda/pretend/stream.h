// Streams and the order in which their work is done.
#pragma once

#include <cuda_runtime_api.h>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "graph.h"

namespace gan::pretend {

struct Capture;

enum class Progress { blocked, more, done };

struct Entry {
  std::string name;
  std::function<Progress()> advance;
};

struct Stream {
  int device = 0;
  bool legacy = false;
  std::deque<Entry> queue;
  std::shared_ptr<Capture> capture;  // null where work is queued
  std::vector<std::size_t> tails;    // nodes of the capture that the next one comes after
};

// The stream of a handle; the current device's legacy stream for none.
Stream& stream_of(cudaStream_t handle);

// Queues work, or adds it to the capture that the stream is in.
cudaError_t enqueue(cudaStream_t handle, const std::string& name, Work work);
void push(Stream& stream, Entry entry);

// Let work be done until nothing is left in it, or the condition holds.
void finish(Stream& stream);
void finish_device(int device);
void finish_until(const std::function<bool()>& condition);

}  // namespace gan::pretend
