// RUN: %numeric %s
// Destructors, virtual ones among them, that hand what they give back to functions.
#include <pullback/pullback.h>

#include <cstdlib>
#include <vector>

namespace {
void release(double*& a) {
  if (a == nullptr)
    return;
  delete[] a;
  a = nullptr;
}

struct Memory {
  int taken = 0;
  double* create(int n) {
    ++taken;
    return new double[n];
  }
  void destroy(double*& a) const { release(a); }
};

class Style {
public:
  virtual ~Style() { destroy(cut); }
  virtual double get(int i) const { return cut[i]; }
  double* cut = nullptr;

private:
  void destroy(double*& a) {
    delete[] a;
    a = nullptr;
  }
};

class Pair : public Style {
public:
  Pair(Memory* m, int n) : memory(m) {
    cut = memory->create(n);
    scale = memory->create(n);
  }
  ~Pair() override {
    memory->destroy(scale);
    clear();
  }
  double get(int i) const override { return cut[i] * scale[i]; }
  virtual void clear() { release(cut); }
  double* scale;

private:
  Memory* memory;
};

struct Nodes {
  std::vector<double*> nodes;
  virtual ~Nodes() {
    for (double* one : nodes)
      delete one;
  }
};

// What others see of a destructor stays.
struct Total {
  double* total;
  double own;
  static void put(double& to, double what) { to += what; }
  ~Total() {
    put(own, *total);
    put(*total, own);
  }
};

struct Counted {
  explicit Counted(double& to) { to *= 2; }
};

struct Doubles {
  double* total;
  ~Doubles() { Counted one(*total); }
};
} // namespace

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_a_base(const double* x, int n) {
  Style p;
  p.cut = new double[n];
  for (int i = 0; i < n; ++i)
    p.cut[i] = x[i] * x[i];
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += p.get(i);
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_a_class(const double* x, int n) {
  Memory memory;
  double s = 0;
  {
    Pair p(&memory, n);
    const Style& style = p;
    for (int i = 0; i < n; ++i) {
      p.cut[i] = x[i] * x[i];
      p.scale[i] = x[i] + i;
      s += style.get(i);
    }
  }
  return s * memory.taken;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_elements(const double* x, int n) {
  Nodes all;
  for (int i = 0; i < n; ++i)
    all.nodes.push_back(new double(x[i] * x[i]));
  double s = 0;
  for (const double* one : all.nodes)
    s = s * *one + *one;
  return s;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double seen_afterwards(double x) {
  double s = x;
  {
    Total t{&s, x * x};
    s *= 3;
  }
  {
    Doubles d{&s};
    s += x;
  }
  return s * s;
}
