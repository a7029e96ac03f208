// Text of the caller's that would have to be written is refused.
// RUN: not pullback %s -o %t.cpp -- -std=c++17 -I%include -I%S/../Numeric/Inputs 2>&1 | FileCheck %s
#include "atoms.h"
#include <pullback/pullback.h>

// CHECK: callers_text.cpp:[[#@LINE+2]]:{{.*}}: error: cannot differentiate what the function 'moved' returns: strings can be copied, compared and printed, and no more [string]
PULLBACK(vjp)
Named moved(const Named& from, double x) { return {from.k * x, from.name}; }

// CHECK: callers_text.cpp:[[#@LINE+2]]:{{.*}}: error: cannot differentiate what is written to the parameter 'named': strings can be copied, compared and printed, and no more [string]
PULLBACK(vjp)
void rename(Named& named, double x) {
  named.name = "new";
  named.k *= x;
}
