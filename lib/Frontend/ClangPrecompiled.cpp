// Gives the target PullbackClangPch something to compile; its precompiled header is what it is there for.
#include "Frontend/ClangPrecompiled.h"
