#include "gan/device/control_groups.h"

#include <fstream>
#include <optional>
#include <sstream>

namespace gan {
namespace {

struct GroupMount {
  bool second_version = false;
  std::string root;  // the group that `folder` shows
  std::string folder;
};

bool lists(const std::string& commas, const std::string& word) {
  return ("," + commas + ",").find("," + word + ",") != std::string::npos;
}

// Line format: proc(5), /proc/PID/mountinfo.
std::optional<GroupMount> parse_mount(const std::string& line, const std::string& controller) {
  const std::size_t dash = line.find(" - ");
  if (dash == std::string::npos) return {};
  std::istringstream before(line.substr(0, dash)), after(line.substr(dash + 3));
  std::string number, parent, device, type, source, options;
  GroupMount mount;
  before >> number >> parent >> device >> mount.root >> mount.folder;
  after >> type >> source >> options;
  mount.second_version = type == "cgroup2";
  if (!mount.second_version && (type != "cgroup" || !lists(options, controller))) return {};
  return mount;
}

// The group of this process for the controller, from /proc/self/cgroup (cgroups(7)):
// NUMBER:CONTROLLERS:PATH, and 0::PATH for version 2.
std::string own_group(const std::string& root, const std::string& controller, bool second_version) {
  std::ifstream file(root + "/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (second_version ? line.compare(0, second + 1, "0::") == 0 : lists(controllers, controller))
      return line.substr(second + 1);
  }
  return "";
}

// The group's path below the mount; empty for a group outside it, which a container can see.
std::string below_mount(const std::string& group, const std::string& mounted) {
  const std::string prefix = mounted == "/" ? "" : mounted;
  const bool inside = group.compare(0, prefix.size(), prefix) == 0 &&
                      (group.size() == prefix.size() || group[prefix.size()] == '/') &&
                      group.find("/..") == std::string::npos;
  const std::string path = inside ? group.substr(prefix.size()) : "";
  return path == "/" ? "" : path;
}

}  // namespace

void for_each_group(const std::string& controller, const std::string& root,
                    const std::function<void(const std::string&, bool)>& visit) {
  std::ifstream mounts(root + "/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    const std::optional<GroupMount> mount = parse_mount(line, controller);
    if (!mount) continue;
    std::string group =
        below_mount(own_group(root, controller, mount->second_version), mount->root);
    for (;; group.resize(group.rfind('/'))) {
      visit(root + mount->folder + group, mount->second_version);
      if (group.empty()) break;
    }
  }
}

}  // namespace gan
