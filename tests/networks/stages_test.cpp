#include "gan/networks/stages.h"

#include <gtest/gtest.h>

namespace gan::test {
namespace {

TEST(Stages, FollowFromTheSize) {
  struct Row {
    ImageShape image;
    std::int64_t count, height, width;
    bool fit;
  };
  for (const Row& row :
       {Row{{28, 28}, 2, 7, 7, true}, Row{{29, 28}, 3, 4, 4, false}, Row{{32, 32}, 3, 4, 4, true},
        Row{{33, 20}, 3, 5, 3, false}, Row{{64, 64}, 4, 4, 4, true}, Row{{128, 96}, 5, 4, 3, true},
        Row{{5, 1}, 2, 2, 1, false}, Row{{256, 256}, 6, 4, 4, true}}) {
    const Stages stages(row.image);
    EXPECT_EQ(stages.count, row.count) << size_text(row.image);
    EXPECT_EQ(stages.height, row.height) << size_text(row.image);
    EXPECT_EQ(stages.width, row.width) << size_text(row.image);
    EXPECT_EQ(stages.fit(row.image), row.fit) << size_text(row.image);
  }
}

}  // namespace
}  // namespace gan::test
