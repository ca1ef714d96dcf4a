#include "graph.h"

#include <algorithm>
#include <cuda_runtime_api.h>

#include "chance.h"
#include "device.h"
#include "failure.h"
#include "lock.h"
#include "settings.h"
#include "stream.h"

namespace gan::pretend {

GraphRun::GraphRun(std::shared_ptr<const Graph> graph)
    : graph_(std::move(graph)), missing_(graph_->size()), next_(graph_->size()) {
  for (std::size_t i = 0; i < graph_->size(); ++i) {
    missing_[i] = (*graph_)[i].after.size();
    for (const std::size_t before : (*graph_)[i].after) next_[before].push_back(i);
    if (missing_[i] == 0) ready_.push_back(i);
  }
}

bool GraphRun::advance() {
  if (ready_.empty()) return true;
  const auto chosen = by_chance()
                          ? ready_.begin() + static_cast<std::ptrdiff_t>(any_below(ready_.size()))
                          : std::min_element(ready_.begin(), ready_.end());
  const std::size_t node = *chosen;
  ready_.erase(chosen);
  (*graph_)[node].work();
  for (const std::size_t after : next_[node])
    if (--missing_[after] == 0) ready_.push_back(after);
  return ready_.empty();
}

namespace {

using SharedGraph = std::shared_ptr<const Graph>;

const SharedGraph& graph_of(void* handle) {
  return *static_cast<SharedGraph*>(handle);
}

}  // namespace
}  // namespace gan::pretend

using namespace gan::pretend;

extern "C" {

// A captured graph and one that is ready to run are both pointers to a shared graph.
cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t*, size_t* count) {
  *count = graph_of(graph)->size();
  return cudaSuccess;
}

cudaError_t cudaGraphInstantiateWithFlags(cudaGraphExec_t* made, cudaGraph_t graph,
                                          unsigned long long) {
  *made = reinterpret_cast<cudaGraphExec_t>(new SharedGraph(graph_of(graph)));
  return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  delete reinterpret_cast<SharedGraph*>(graph);
  return cudaSuccess;
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t graph) {
  delete reinterpret_cast<SharedGraph*>(graph);
  return cudaSuccess;
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t handle) {
  const Lock lock;
  if (fails("replay")) return noted(cudaErrorLaunchFailure);
  Stream& stream = stream_of(handle);
  if (stream.capture) fail("a graph is launched into a capture, which is not modelled");
  auto run = std::make_shared<GraphRun>(graph_of(graph));
  push(stream, {"graph", [run] { return run->advance() ? Progress::done : Progress::more; }});
  return cudaSuccess;
}

}  // extern "C"
