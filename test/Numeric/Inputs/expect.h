// Checks of tests with a program of their own: EXPECT prints what differs, and counts it.
#ifndef EXPECT_H
#define EXPECT_H
#include <cstdio>

static int failures = 0;
static void expect(double found, double wanted, int line) {
  if (found == wanted)
    return;
  std::printf("line %d: %.17g instead of %.17g\n", line, found, wanted);
  ++failures;
}
#define EXPECT(found, wanted) expect(found, wanted, __LINE__)

#endif
