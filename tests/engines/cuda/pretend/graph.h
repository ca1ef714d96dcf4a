// Work that is known before it runs: what comes after what.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gan::pretend {

using Work = std::function<void()>;

struct Node {
  std::string name;
  Work work;
  std::vector<std::size_t> after;  // nodes that must be done before
};

using Graph = std::vector<Node>;

// One run of a graph, a node at a time: in the order of capture, or in a random one that `after`
// allows.
class GraphRun {
 public:
  explicit GraphRun(std::shared_ptr<const Graph> graph);
  // Runs a node, if one is left. Returns whether that was the last.
  bool advance();

 private:
  std::shared_ptr<const Graph> graph_;
  std::vector<std::size_t> missing_;  // for each node
  std::vector<std::vector<std::size_t>> next_;
  std::vector<std::size_t> ready_;  // by number
};

}  // namespace gan::pretend
