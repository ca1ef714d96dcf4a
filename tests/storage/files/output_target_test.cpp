#include "gan/storage/files/output_target.h"

#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/storage/files/write_file.h"
#include "storage/named_files.h"

namespace gan::test {
namespace {

class OutputTargetTest : public NamedFiles {};

TEST_F(OutputTargetTest, LinksAreFollowed) {
  std::filesystem::create_directory(folder / "elsewhere");
  write_file(folder / "elsewhere/target", "old");
  std::filesystem::create_symlink("elsewhere/target", folder / "link");
  std::filesystem::create_symlink("link", folder / "second");
  std::filesystem::create_symlink(folder / "elsewhere/new", folder / "dangling");
  for (const char* name : {"link", "second", "dangling"}) {
    gan::write_file(folder / name, name);
    EXPECT_TRUE(std::filesystem::is_symlink(folder / name)) << name;
    EXPECT_EQ(read_file(folder / name), name);
  }
  EXPECT_EQ(read_file(folder / "elsewhere/target"), "second");
  EXPECT_EQ(read_file(folder / "elsewhere/new"), "dangling");

  std::filesystem::create_symlink("round", folder / "round");
  EXPECT_TRUE(has(error_of([&] { gan::write_file(folder / "round", "x"); }),
                  {folder / "round", "symbolic links"}));
  std::filesystem::create_symlink("no/folder", folder / "lost");
  EXPECT_TRUE(has(error_of([&] { gan::write_file(folder / "lost", "x"); }),
                  {folder / "lost", "No such file or directory"}));
}

TEST_F(OutputTargetTest, RemovingFollowsLinksToo) {
  write_file(folder / "target", "old");
  std::filesystem::create_symlink("target", folder / "link");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  for (const char* name : {"link", "pipe", "none"}) remove_file(folder / name);
  EXPECT_EQ(names(), (std::set<std::string>{"link", "pipe"}));
}

TEST_F(OutputTargetTest, DevicesAreWrittenToAndStay) {
  const std::string null = folder / "null", full = folder / "full";
  if (::mknod(null.c_str(), S_IFCHR | 0666, makedev(1, 3)) != 0 ||
      ::mknod(full.c_str(), S_IFCHR | 0666, makedev(1, 7)) != 0)
    GTEST_SKIP() << "no device nodes can be made: " << system_reason(errno);
  check_writable(null);
  gan::write_file(null, "x");
  EXPECT_TRUE(std::filesystem::is_character_file(null));
  EXPECT_TRUE(has(error_of([&] { gan::write_file(full, "x"); }), {full, "No space left"}));
  EXPECT_TRUE(std::filesystem::is_character_file(full));

  const std::string disk = folder / "disk";
  ASSERT_EQ(::mknod(disk.c_str(), S_IFBLK | 0666, makedev(259, 999)), 0);
  for (const bool check : {true, false})
    EXPECT_TRUE(has(error_of([&] { check ? check_writable(disk) : gan::write_file(disk, "x"); }),
                    {disk, "expected a file, a pipe or a character device", "found a disk"}));
}

TEST_F(OutputTargetTest, APipeGetsAllAndStays) {
  const std::string pipe = folder / "pipe", bytes = noise(1000000);
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_NO_THROW(check_writable(pipe));
  EXPECT_TRUE(
      has(error_of([&] { gan::write_file(pipe, bytes); }), {pipe, "start the reader first"}));

  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  ::fcntl(reader, F_SETFL, 0);
  // Without a writer a reader is at the end.
  int held = ::open(pipe.c_str(), O_WRONLY);
  std::string got;
  std::thread reading([&] {
    char some[5000];
    for (ssize_t size = 0; (size = ::read(reader, some, sizeof some)) > 0;)
      got.append(some, static_cast<std::size_t>(size));
  });
  gan::write_file(pipe, bytes);
  ::close(held);
  reading.join();
  EXPECT_EQ(got, bytes);

  held = ::open(pipe.c_str(), O_WRONLY);
  std::thread leaving([&] {
    char some[10];
    EXPECT_EQ(::read(reader, some, sizeof some), 10);
    ::close(reader);
  });
  EXPECT_TRUE(has(error_of([&] { gan::write_file(pipe, bytes); }), {pipe, "Broken pipe"}));
  leaving.join();
  ::close(held);
  EXPECT_EQ(names(), (std::set<std::string>{"pipe"}));
}

TEST_F(OutputTargetTest, ASocketIsRefused) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{AF_UNIX, {}};
  const std::string path = folder / "socket";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_TRUE(has(error_of([&] { gan::write_file(path, "x"); }), {path, "found a socket"}));
  ::close(socket);
}

TEST_F(OutputTargetTest, AnOpenDescriptorIsWrittenTo) {
  write_file(folder / "file", "before ");
  const int file = ::open((folder / "file").c_str(), O_WRONLY | O_APPEND);
  const std::string path = "/dev/fd/" + std::to_string(file);
  check_writable(path);
  gan::write_file(path, "and after");
  ::close(file);
  EXPECT_EQ(read_file(folder / "file"), "before and after");
  EXPECT_TRUE(has(error_of([&] { gan::write_file(path, "x"); }), {path}));
}

TEST_F(OutputTargetTest, NamesMayBeAsLongAsTheFileSystemTakes) {
  for (const std::size_t length : {243u, 249u, 254u, 255u}) {
    const std::string path = folder / std::string(length, 'x');
    EXPECT_NO_THROW(check_writable(path)) << length;
    gan::write_file(path, "x");
    EXPECT_EQ(read_file(path), "x");
  }
  EXPECT_EQ(names().size(), 4u);
}

}  // namespace
}  // namespace gan::test
