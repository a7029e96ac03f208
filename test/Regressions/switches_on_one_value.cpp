// RUN: %numeric %s
// Switches in switches on one value, of which some are never taken.
#include <pullback/pullback.h>

// CHECK-INPUT: u = [0.5, 1.5, 2.5], k = 1
// CHECK-INPUT: u = [0.5, 1.5, 2.5], k = 2
// CHECK-INPUT: u = [0.5, 1.5, 2.5], k = 6
// CHECK-INPUT: u = [0.5, 1.5, 2.5], k = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double nested(double* u, int k) {
  switch (k % 4) {
  case 1:
  case 2:
    switch (k % 4) {
    case 2:
      u[0] *= u[1];
      switch (k % 4) {
      case 1:
        switch (k) {
        case 2: return u[1];
        }
        u[2] *= u[0];
        break;
      case 2: u[1] *= u[2];
      }
    }
  }
  return u[0] * u[1] * u[2];
}
