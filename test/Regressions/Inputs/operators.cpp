#include "operators.h"

double operator*(const Weighted& x, const Weighted& y) { return x.a * y.a + x.b * y.b; }

void product_adjoint(const Weighted& x, const Weighted& y, double result_bar, Weighted& x_bar, Weighted& y_bar) {
  x_bar.a += result_bar * y.a;
  x_bar.b += result_bar * y.b;
  y_bar.a += result_bar * x.a;
  y_bar.b += result_bar * x.b;
}

double operator%(const Weighted&, const Weighted&) { return 0.75; }
