// RUN: %numeric %s
// Arrays that nests of loops read as a whole and that are overwritten afterwards.
#include <pullback/pullback.h>

#include <cmath>
#include <utility>
#include <vector>

// A stencil between two buffers; the ends are read in every iteration.
// CHECK-INPUT: u0 = uniform(-1, 1)[6], n = 6, steps = 4
// CHECK-INPUT: u0 = uniform(-1, 1)[2], n = 2, steps = 3
// CHECK-INPUT: u0 = uniform(-1, 1)[1], n = 1, steps = 3
// CHECK-INPUT: u0 = uniform(-1, 1)[3], n = 3, steps = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u0[n]))
double stencil(const double* u0, int n, int steps) {
  std::vector<double> u(u0, u0 + n), next(n);
  for (int t = 0; t < steps; ++t) {
    next[0] = u[0];
    for (int i = 1; i < n; ++i) {
      const double slope = u[i] > 0 ? u[i] - u[i - 1] : u[i] * u[0];
      next[i] = u[i] - 0.3 * u[i] * slope + 0.1 * u[n - 1] * u[i - 1];
    }
    u.swap(next);
  }
  double s = 0;
  for (double x : u) s += x * x;
  return s;
}

// Three buffers in turn: a step reads the two before it.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double wave(const double* u0, int n, int steps) {
  std::vector<double> a(u0, u0 + n), b(u0, u0 + n), c(n);
  double *before = a.data(), *now = b.data(), *next = c.data();
  for (int t = 0; t < steps; ++t) {
    next[0] = next[n - 1] = 0;
    for (int i = 1; i < n - 1; ++i)
      next[i] = 2 * now[i] - before[i] * before[i] + 0.2 * now[i] * (now[i + 1] - 2 * now[i] + now[i - 1]);
    double* const free = before;
    before = now;
    now = next;
    next = free;
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += now[i] * before[i];
  return s;
}

// Layers share one buffer. Every row of the matrix reads all of it.
// CHECK-INPUT: w = uniform(-1, 1)[32], x = uniform(-1, 1)[4], n = 4, layers = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(w[layers * n * n], x[n]))
double layered(const double* w, const double* x, int n, int layers) {
  std::vector<double> a(x, x + n), b(n);
  for (int l = 0; l < layers; ++l) {
    for (int o = 0; o < n; ++o) {
      double s = 0;
      for (int i = 0; i < n; ++i) s += w[(l * n + o) * n + i] * a[i];
      b[o] = std::tanh(s);
    }
    for (int i = 0; i < n; ++i) a[i] = b[i];
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += a[i] * i;
  return s;
}

// A plane.
// CHECK-INPUT: f0 = uniform(-1, 1)[12], n = 3, m = 4, steps = 2
// CHECK-INPUT: f0 = uniform(-1, 1)[20], n = 4, m = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(f0[n * m]))
double plane(const double* f0, int n, int m, int steps) {
  std::vector<double> f(n * m), g(n * m);
  for (int i = 0; i < n * m; ++i) f[i] = f0[i];
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n - 1; ++i)
      for (int j = 1; j < m - 1; ++j) {
        const double k = 0.1 + 0.05 * f[i * m + j] * f[i * m + j];
        g[i * m + j] = f[i * m + j] + k * (f[(i - 1) * m + j] + f[(i + 1) * m + j] + f[i * m + j - 1] +
                                           f[i * m + j + 1] - 4 * f[i * m + j]);
      }
    std::swap(f, g);
  }
  double s = 0;
  for (int i = 0; i < n * m; ++i) s += f[i] * f[i];
  return s;
}

struct Vec2 {
  double x, y;
};

struct Body {
  Vec2 p, v;
};

// Pairs of bodies: the nest writes velocities and reads positions, which change after it.
// CHECK-INPUT: x0 = uniform(-1, 1)[16], bodies = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x0[4 * bodies]))
double attracted(const double* x0, int bodies, int steps) {
  std::vector<Body> b(bodies);
  for (int i = 0; i < bodies; ++i) b[i] = {{x0[4 * i], x0[4 * i + 1]}, {x0[4 * i + 2], x0[4 * i + 3]}};
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < bodies; ++i)
      for (int j = 0; j < bodies; ++j) {
        if (i == j) continue;
        const double dx = b[j].p.x - b[i].p.x, dy = b[j].p.y - b[i].p.y;
        const double r2 = dx * dx + dy * dy + 0.5;
        b[i].v.x += 0.1 * dx / (r2 * std::sqrt(r2));
        b[i].v.y += 0.1 * dy / (r2 * std::sqrt(r2));
      }
    for (Body& body : b) {
      body.p.x += 0.1 * body.v.x;
      body.p.y += 0.1 * body.v.y;
    }
  }
  double e = 0;
  for (const Body& body : b) e += body.v.x * body.v.x + body.p.y * body.v.y;
  return e;
}

// The nest writes to the array that it reads: what it reads has changed since it began.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double inPlace(const double* u0, int n, int steps) {
  std::vector<double> u(u0, u0 + n);
  for (int t = 0; t < steps; ++t)
    for (int i = 1; i < n - 1; ++i) u[i] = 0.5 * u[i] * u[i - 1] + 0.2 * u[i + 1] * u[i];
  double s = 0;
  for (double x : u) s += x * x;
  return s;
}

// So it is with the field of a structure.
// CHECK-INPUT: x0 = uniform(-1, 1)[8], bodies = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x0[2 * bodies]))
double movedAtOnce(const double* x0, int bodies, int steps) {
  std::vector<Body> b(bodies);
  for (int i = 0; i < bodies; ++i) b[i] = {{x0[2 * i], x0[2 * i + 1]}, {0, 0}};
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < bodies; ++i)
      for (int j = 0; j < bodies; ++j) {
        const double d = b[j].p.x - b[i].p.x;
        b[i].v.x += d * b[j].p.y * d;
        b[i].p.x += 0.1 * d * d * b[i].p.y;
      }
  double e = 0;
  for (const Body& body : b) e += body.v.x * body.p.x;
  return e;
}

// Between the two loops that read u, one element changes.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double changedBetween(const double* u0, int n, int steps) {
  std::vector<double> u(u0, u0 + n), v(n);
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) v[i] = u[i] * u[i - 1] + 0.1 * u[i] * u[0];
    u[2] = 0.5 * u[2] * v[1];
    for (int i = 1; i < n; ++i) v[i] += u[i] * u[i] * u[i - 1];
    for (int i = 0; i < n; ++i) u[i] = 0.3 * v[i] + 0.1;
  }
  double s = 0;
  for (double x : u) s += x * x;
  return s;
}

// The buffers change places now and then: they may be one as far as can be seen.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double nowAndThen(const double* u0, int n, int steps) {
  std::vector<double> a(u0, u0 + n), b(n, 0.5);
  double *u = a.data(), *next = b.data();
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) next[i] = 0.5 * u[i] * u[i - 1] + 0.3 * u[i] * u[i];
    if (t % 3 != 1)
      std::swap(u, next);
    else
      next = u;
    if (t == 2) next = a.data();
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += u[i] * u[i];
  return s;
}

// From the second step on, what is read and what is written are one buffer.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double becomesOne(const double* u0, int n, int steps) {
  std::vector<double> a(u0, u0 + n), b(u0, u0 + n), c(n, 0.5);
  double *u = a.data(), *v = b.data(), *w = c.data();
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) w[i] = 0.5 * v[i] * v[i - 1] + 0.3 * v[i] * v[i];
    double* const old = u;
    u = w;
    v = old;
    w = old;
  }
  double s = 0;
  for (int i = 0; i < n; ++i) s += u[i] * v[i] + c[i];
  return s;
}

// Only every other step reads the array.
// CHECK-INPUT: u0 = uniform(-1, 1)[5], n = 5, steps = 5
// CHECK-INPUT: u0 = [], n = 0, steps = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(u0[n]))
double everyOther(const double* u0, int n, int steps) {
  std::vector<double> u(u0, u0 + n), v(n);
  double s = 0;
  for (int t = 0; t < steps; ++t) {
    if (t % 2 == 0)
      for (int i = 1; i < n; ++i) v[i] = std::sin(u[i] * u[i - 1]) + u[i] * u[i];
    for (int i = 0; i < n; ++i) u[i] = 0.5 * v[i] + 0.1 * t;
  }
  for (double x : u) s += x * x;
  return s;
}

// A simulation for each sample, which runs together with its reverse.
// CHECK-INPUT: p = uniform(0.2, 1)[3], samples = 3, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(p[3]))
double sampled(const double* p, int samples, int n) {
  double loss = 0;
  std::vector<double> u(n), next(n);
  for (int k = 0; k < samples; ++k) {
    for (int i = 0; i < n; ++i) {
      u[i] = p[0] * i + k;
      next[i] = 0;
    }
    for (int t = 0; t < 3; ++t) {
      for (int i = 1; i < n; ++i) next[i] = u[i] + p[1] * u[i] * (u[i - 1] - u[i]);
      for (int i = 1; i < n; ++i) u[i] = p[2] * next[i];
    }
    for (int i = 0; i < n; ++i) loss += u[i] * u[i];
  }
  return loss;
}

// One truth value is never set, and never read.
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double partlySet(const double* x, int n, int steps) {
  bool* on = new bool[n];
  double s = 0;
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n; ++i) on[i] = x[i] > 0.1 * t;
    for (int i = 1; i < n; ++i)
      for (int j = 1; j < n; ++j)
        if (on[i] && on[j]) s += x[i] * x[j];
  }
  delete[] on;
  return s;
}
