// MKL's vector functions, which LibTorch's tanh, sqrt and others call on a CPU.
#pragma once

namespace gan {

// Makes MKL choose its code for them now, on one thread. It chooses at a function's first call, and
// where that comes from several threads at once, one of them may compute that call with code that
// is right to 12 bits only (pytorch/pytorch issue 188792; 1 start in 80 on two busy cores, tanh off
// by 4e-5). Called before the first computation of what computes on several threads. Costs
// something once.
void choose_vector_math();

}  // namespace gan
