// MKL's vector functions, which LibTorch's tanh, sqrt and others call on a CPU.
#pragma once

namespace gan {

// Makes MKL choose its code for them now, on one thread. MKL chooses at a function's first call. If
// several threads make that call at once, one of them may use code that is right to 12 bits only
// (pytorch/pytorch issue 188792; 1 start in 80 on two busy cores, tanh off by 4e-5). Call this
// before the first computation on several threads. Only the first call takes time.
void choose_vector_math();

}  // namespace gan
