#include "gan/training/processes/launch.h"

#include <list>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/training/processes/node_list.h"

namespace gan::test {
namespace {

class LaunchTest : public testing::Test {
 protected:
  // No variable of a launcher that the tests run under counts.
  LaunchTest() {
    for (const char* name :
         {"RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT",
          "TORCHELASTIC_USE_AGENT_STORE", "TORCHELASTIC_RESTART_COUNT", "SLURM_PROCID",
          "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS", "SLURM_LOCALID", "SLURM_STEP_NODELIST",
          "SLURM_JOB_ID", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE",
          "OMPI_COMM_WORLD_LOCAL_RANK", "PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID"})
      variables.emplace_back(name, std::nullopt);
  }
  void set(const char* name, const char* value) { variables.emplace_back(name, value); }
  void set_all(std::initializer_list<std::pair<const char*, const char*>> values) {
    for (const auto& [name, value] : values) set(name, value);
  }
  std::string refusal() const {
    return error_of([] { launch_from_environment(); });
  }

  std::list<Variable> variables;
};

TEST_F(LaunchTest, OneProcessIsAlone) {
  EXPECT_FALSE(launch_from_environment());
  set("RANK", "0");
  set("WORLD_SIZE", "1");
  EXPECT_FALSE(launch_from_environment());
}

TEST_F(LaunchTest, Torchrun) {
  set_all({{"RANK", "5"},
           {"WORLD_SIZE", "8"},
           {"LOCAL_RANK", "1"},
           {"MASTER_ADDR", "node1"},
           {"MASTER_PORT", "29500"},
           {"TORCHELASTIC_USE_AGENT_STORE", "True"},
           {"TORCHELASTIC_RESTART_COUNT", "2"}});
  const auto launch = launch_from_environment();
  ASSERT_TRUE(launch);
  EXPECT_EQ(launch->rank, 5);
  EXPECT_EQ(launch->processes, 8);
  EXPECT_EQ(launch->local_rank, 1);
  EXPECT_EQ(launch->address, "node1");
  EXPECT_EQ(launch->port, 29500);
  EXPECT_TRUE(launch->joins_agent);
  EXPECT_EQ(launch->attempt, "2");
}

TEST_F(LaunchTest, ByHandTheMachineCountsItsProcesses) {
  set_all({{"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "::1"}, {"MASTER_PORT", "1"}});
  const auto launch = launch_from_environment();
  ASSERT_TRUE(launch);
  EXPECT_FALSE(launch->local_rank);
  EXPECT_FALSE(launch->joins_agent);
}

TEST_F(LaunchTest, Slurm) {
  set("SLURM_PROCID", "3");
  set("SLURM_NTASKS", "4");  // a script under sbatch has these two, too
  EXPECT_FALSE(launch_from_environment());
  set("SLURM_STEP_NUM_TASKS", "4");
  set("SLURM_LOCALID", "1");
  set("SLURM_STEP_NODELIST", "gpu[007-008]");
  set("SLURM_JOB_ID", "1234567");
  const auto launch = launch_from_environment();
  ASSERT_TRUE(launch);
  EXPECT_EQ(launch->rank, 3);
  EXPECT_EQ(launch->processes, 4);
  EXPECT_EQ(launch->local_rank, 1);
  EXPECT_EQ(launch->address, "gpu007");
  EXPECT_EQ(launch->port, 24567);
}

TEST_F(LaunchTest, Mpi) {
  set("MASTER_ADDR", "10.0.0.1");
  set("MASTER_PORT", "4000");
  set("PMI_RANK", "1");
  set("PMI_SIZE", "2");
  ASSERT_TRUE(launch_from_environment());
  EXPECT_EQ(launch_from_environment()->rank, 1);
  set("OMPI_COMM_WORLD_RANK", "2");
  set("OMPI_COMM_WORLD_SIZE", "3");
  set("OMPI_COMM_WORLD_LOCAL_RANK", "0");
  EXPECT_EQ(launch_from_environment()->rank, 2);
  EXPECT_EQ(launch_from_environment()->local_rank, 0);
}

TEST_F(LaunchTest, WhatIsMissingOrWrongIsNamed) {
  set("RANK", "1");
  EXPECT_TRUE(has(refusal(), {"WORLD_SIZE", "whole number", "found nothing", "torchrun"}));
  for (const char* size : {"two", "-1", "0", "2.5", "99999999999999999999"}) {
    set("WORLD_SIZE", size);
    EXPECT_TRUE(has(refusal(), {"WORLD_SIZE", "whole number", size})) << size;
  }
  set("WORLD_SIZE", "2");
  EXPECT_TRUE(has(refusal(), {"MASTER_ADDR", "machine of rank 0", "127.0.0.1"}));
  set("MASTER_ADDR", "127.0.0.1");
  EXPECT_TRUE(has(refusal(), {"MASTER_PORT", "29500"}));
  set("MASTER_PORT", "65536");
  EXPECT_TRUE(has(refusal(), {"MASTER_PORT", "1 to 65535", "65536"}));
  set("MASTER_PORT", "29500");
  set("RANK", "2");
  EXPECT_TRUE(has(refusal(), {"RANK", "from 0 to 1", "2"}));
}

TEST(NodeList, FirstNode) {
  EXPECT_EQ(first_node("gpu[003-006,9],login"), "gpu003");
  EXPECT_EQ(first_node("gpu[12,14]"), "gpu12");
  EXPECT_EQ(first_node("a,b[1-2]"), "a");
  EXPECT_EQ(first_node("rack[1-2]n[05-06]x,b"), "rack1n05x");
  EXPECT_EQ(first_node(""), "");
  EXPECT_EQ(first_node("gpu["), "");
  EXPECT_EQ(first_node("gpu[1"), "");
  EXPECT_EQ(first_node("gpu[1-"), "");
}

}  // namespace
}  // namespace gan::test
