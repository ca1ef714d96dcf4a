# Writes OUTPUT with the commit of SOURCE_DIR, at every build, and touches it only when it changed.
cmake_minimum_required(VERSION 3.18)
execute_process(COMMAND git -C ${SOURCE_DIR} describe --always --dirty --abbrev=12 --exclude=*
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT commit)
  set(commit "unknown")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define GAN_COMMIT \"@commit@\"\n" @ONLY)
