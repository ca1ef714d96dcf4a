// What the tests of faults share. Each does a few rounds, and all of them where GAN_FAULT_ROUNDS is
// "all"; each adds a line to the table in the file that GAN_FAULT_TABLE names (run.sh).
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "app/program.h"
#include "files.h"

namespace gan::test {

inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// A number of rounds that the environment may change.
inline int rounds(const char* name, int usual) {
  const std::string value = variable(name);
  return value.empty() ? usual : std::stoi(value);
}

inline void tell(const std::string& fault, const std::string& rounds, const std::string& result) {
  const std::string table = variable("GAN_FAULT_TABLE");
  if (table.empty()) return;
  const std::string state = testing::Test::HasFailure() ? "FAILED" : result;
  std::ofstream(table, std::ios::app) << fault << " | " << rounds << " | " << state << "\n";
}

// One call to the file system, as the shim logs it.
struct Call {
  std::string name;
  int number = 0;
  std::string path;
};

inline std::string text_of(const Call& call) {
  return call.name + ":" + std::to_string(call.number);
}

inline std::vector<Call> read_calls(const std::string& log) {
  std::vector<Call> calls;
  std::istringstream text(read_file(log));
  for (Call call; text >> call.name >> call.number && std::getline(text, call.path);)
    calls.push_back({call.name, call.number, call.path.substr(1)});
  return calls;
}

// Of a program whose calls below the folder are counted, and one of them fails ("" for none).
inline Environment faulty(const std::string& folder, const std::string& fault,
                          const std::string& log = "") {
  return {{"LD_PRELOAD", GAN_FAULT_SHIM},
          {"GAN_FAULT_FOLDER", folder},
          {"GAN_FAULT", fault},
          {"GAN_FAULT_LOG", log}};
}

// How a call may fail: what the shim is told behind its number.
inline std::vector<std::string> ways_to_fail(const Call& call) {
  if (call.name == "write") return {":ENOSPC", ":short", ":EIO", "+:ENOSPC"};
  if (call.name == "open" || call.name == "mkdir") return {":EACCES", ":ENOSPC", "+:EROFS"};
  if (call.name == "flock") return {":ENOLCK", ":EIO"};
  return {":EIO"};
}

// Files that write_file was still writing, anywhere below the folder.
inline std::vector<std::string> temporary_files(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().filename().string().find(".tmp-") != std::string::npos)
      found.push_back(entry.path().string());
  return found;
}

}  // namespace gan::test
