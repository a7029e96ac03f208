// The object of a member function comes first; a constructor sets bases and members and runs its body; a closure holds
// values, or the places of what it refers to. What a generic caller is passed decides what it calls.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>
#include <stdexcept>

struct Base {
  double a = 2;
};
class Spring : public Base {
public:
  explicit Spring(double k) : k(k) { a += k; }
  double energy(double x) const { return k * x * x + a; }

private:
  double k;
};
double twice(double x) { return 2 * x; }
double call(double (*f)(double), double x) { return f(x); }

// CHECK-LABEL: pb.func @primal.member
// CHECK: %[[S:.*]] = pb.local "s" : !pb.ptr<!pb.record<"Spring", ["Base_base", "k"], (!pb.record<"Base", ["a"], (f64)>, f64)>>
// CHECK: pb.call @Spring.callee(%[[S]], %{{.*}})
// CHECK: %[[CONST:.*]] = pb.cast %[[S]] implicit
// CHECK: pb.call @energy.callee(%[[CONST]], %{{.*}})
PULLBACK(vjp)
double member(double x) {
  Spring s(3);
  return s.energy(x);
}

// CHECK-LABEL: pb.func @primal.closure
// CHECK: %[[X:.*]] = pb.local "x"
// CHECK: %[[F:.*]] = pb.local "f" : !pb.ptr<!pb.record<"lambda", ["x", "y"], (!pb.ptr<f64>, f64)>>
// CHECK: %[[FIELD:.*]] = pb.field %[[F]]["x"]
// CHECK: pb.store %[[X]], %[[FIELD]] : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
// CHECK: pb.call @lambda.callee(
PULLBACK(vjp)
double closure(double x, double y) {
  auto f = [&x, y](double t) { return x * t + y; };
  return f(y);
}

// CHECK-LABEL: pb.func @primal.pointer
// CHECK: %[[TEXT:.*]] = pb.global "\22negative\22"
// CHECK: pb.call @"throw std::domain_error {{.*}}"(%[[TEXT]])
// CHECK: pb.call @call.callee(%{{[0-9]+}}) : (f64) -> f64
PULLBACK(vjp)
double pointer(double x) {
  if (x < 0)
    throw std::domain_error("negative");
  return call(twice, x);
}
