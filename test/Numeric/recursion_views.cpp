// RUN: %numeric %s
// Recursive functions that change members of views, get no object at times, walk over views, or only say where they lie.
#include <cmath>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

struct View {
  const double *data;
  int n;
};

static double folded(const View &v, int &n, int i) {
  if (v.n <= i)
    return 0;
  --n;
  return v.data[i] * v.data[i] + folded(v, n, i + 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double shrinking(const double *x, int n) {
  View v = {x, n};
  return folded(v, v.n, 0);
}

static double first(const View *v, int n, double x) {
  return n > 0 ? x * first(n == 2 ? v : nullptr, n - 1, x) : v ? v->data[1] : x * x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[2], n = 3
// CHECK-INPUT: x = uniform(0.5, 1)[2], n = 1
// CHECK-INPUT: x = uniform(0.5, 1)[2], n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2]))
double mayBeNone(const double *x, int n) {
  View v = {x, n};
  return first(&v, n, x[0]);
}

static double halves(const View *views, int count) {
  double s = 0;
  for (const View *v = views; v != views + count; ++v)
    s += v->data[0] * v->data[v->n - 1];
  return count < 2 ? s : s + std::sin(halves(views, count / 2)) * halves(views + count / 2, count - count / 2);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double walked(const double *x, int n) {
  std::vector<View> views;
  for (int i = 0; i < n; ++i)
    views.push_back({x + i, n - i});
  return halves(views.data(), n);
}

// What is kept in the caller's view is only written.
static double pointed(View &v, const double *x, int n) {
  if (n == 0)
    return 1;
  v.data = x + n;
  v.n = n;
  return x[n] * pointed(v, x, n - 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double written(const double *x) {
  View v{x, 0};
  const double r = pointed(v, x, 3);
  return r * v.data[0] * v.data[v.n];
}

static double assigned(View &v, const View &w, int n) {
  if (n == 0)
    return 1;
  v = w;
  return n * 0.5 * assigned(v, w, n - 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double copied(const double *x) {
  View v{x, 0}, w{x + 1, 2};
  const double r = assigned(v, w, 3);
  return r * v.data[0] * v.data[v.n];
}

static void exchange(std::vector<double> &a, std::vector<double> &b, int n) {
  if (n == 0)
    return;
  std::swap(a, b);
  exchange(a, b, n - 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[5]))
double swapped(const double *x) {
  std::vector<double> a(x, x + 2), b(x + 2, x + 5);
  exchange(a, b, 3);
  return a[0] * b[1] + static_cast<double>(a.size());
}
