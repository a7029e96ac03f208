// RUN: %numeric %s
// RUN: %in_c %s
// Pointers to functions in structs and tables of C.
// CHECK-LANGUAGE: c11
#include <math.h>
#include <pullback/pullback.h>
typedef double (*activation_fn)(double);
typedef struct {
  const double *w;
  int n;
  activation_fn act;
} layer_t;
static double relu(double x) { return x > 0 ? x : 0; }
static double sigmoid(double x) { return 1.0 / (1.0 + exp(-x)); }
static const activation_fn table[] = {relu, sigmoid};
static const struct {
  int id;
  activation_fn fn;
} named[] = {{4, sigmoid}, {5, relu}};
static double layer_forward(const layer_t *l, const double *in) {
  double s = 0;
  for (int i = 0; i < l->n; ++i)
    s += l->w[i] * in[i];
  return l->act(s);
}
// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3, k = 0
// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double net(const double *x, int n, int k) {
  layer_t a = {x, n, sigmoid}, b;
  b.w = x;
  b.n = n - 1;
  b.act = k ? relu : sigmoid;
  double h[2] = {layer_forward(&a, x), layer_forward(&b, x)};
  layer_t out = {.w = x, .n = 2, .act = table[k]};
  double r = (*named[k].fn)(h[0]);
  for (int i = 0; i < 2; ++i)
    r += table[i](h[i]);
  return layer_forward(&out, h) + r;
}
