// The driver, libcuda.so.1, which programs ask for little beside the runtime.
#include "settings.h"

extern "C" {

int cuInit(unsigned) {
  return 0;
}

int cuDriverGetVersion(int* version) {
  *version = gan::pretend::driver_version();
  return 0;
}

// All devices are in use already.
int cuDevicePrimaryCtxGetState(int, unsigned* flags, int* active) {
  *flags = 0;
  *active = 1;
  return 0;
}

// The autograd engine's threads ask for a context, and take the one that they get.
int cuCtxGetCurrent(void** context) {
  static int one;
  *context = &one;
  return 0;
}

int cuCtxSetCurrent(void*) {
  return 0;
}

int cuDevicePrimaryCtxRetain(void** context, int) {
  return cuCtxGetCurrent(context);
}

int cuGetErrorString(int, const char** text) {
  *text = "an error of the pretend driver";
  return 0;
}

}  // extern "C"
