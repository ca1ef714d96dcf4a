// The word a user probably meant.
#pragma once

#include <string>
#include <vector>

namespace gan {

// The candidate with the smallest edit distance to `word` (insertions, deletions, substitutions,
// swaps of neighbours), or an empty string if none is close enough.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

// "did you mean CANDIDATE?", or an empty string if none is close enough.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace gan
