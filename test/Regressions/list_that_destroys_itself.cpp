// A type whose destructor destroys further objects of the type is refused, as every list is.
// RUN: not pullback %s -o - 2>&1 | FileCheck %s
#include <pullback/pullback.h>

#include <memory>

struct Owned {
  double value;
  std::unique_ptr<Owned> next;
};
// CHECK: [[@LINE+3]]:{{.*}}: error: cannot differentiate the variable 'head' of type 'std::unique_ptr<Owned>': {{.*}} [pointer-member]
PULLBACK(vjp)
double owned(double x) {
  auto head = std::make_unique<Owned>();
  head->value = x * x;
  return head->value;
}

struct Raw {
  double value;
  Raw *next;
  ~Raw() { delete next; }
};
// CHECK: [[@LINE+3]]:{{.*}}: error: cannot differentiate the variable 'head' of type 'Raw': {{.*}} [pointer-member]
PULLBACK(vjp)
double raw(double x) {
  Raw head{x * x, nullptr};
  return head.value;
}
