// RUN: %numeric %s
// Pointers that are kept in memory which nobody has written yet are null, and null differs from every object.
#include <pullback/pullback.h>

#include <vector>

struct Cell {
  double value;
  const double *extra;
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], y = uniform(1, 2)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], y[n]))
double twoObjects(const double *x, const double *y, int n) {
  std::vector<Cell> cells(n);
  for (int i = 0; i < n; i += 2)
    cells[i].extra = i > 2 ? x : y;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double *kept = cells[i].extra;
    sum += kept == x ? x[i] * 2 : y[i];
    sum += kept != y ? y[i] * x[i] : x[i];
    if (cells[(i + 1) % n].extra != cells[(i + 3) % n].extra)
      sum += x[i] * x[i];
    if (kept == cells[(i + 2) % n].extra)
      sum += x[i] * y[i] * 5;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double partsOfOne(const double *x, int n) {
  std::vector<Cell> cells(n);
  for (int i = 1; i < n; i += 2)
    cells[i].extra = x + i - 1;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (cells[i].extra == x)
      sum += x[i];
    if (cells[i].extra == x + 2)
      sum += 10 * x[i];
    if (cells[i].extra == cells[(i + 4) % n].extra)
      sum += 100 * x[i] * x[i];
  }
  return sum;
}

struct Owner {
  double value;
  double *memory;
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double heap(const double *x, int n) {
  std::vector<Owner> owners(n);
  double *first = new double[1]{x[0] * x[1]};
  owners[1].memory = first;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    if (owners[i].memory == first)
      sum += x[i] * *owners[i].memory;
  delete[] first;
  return sum;
}

// A vector of pointers that grows moves what these have become.
//
// CHECK-INPUT: x = uniform(0.5, 1)[8], y = uniform(1, 2)[8], n = 8
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], y[n]))
double rowsOfPointers(const double *x, const double *y, int n) {
  std::vector<std::vector<const double *>> rows(3);
  for (int i = 0; i < n; ++i)
    rows[i % 3].push_back(i % 2 ? x + i : y);
  rows[1].resize(5);
  double sum = 0;
  for (const auto &row : rows)
    for (const double *p : row)
      sum += p == nullptr ? 3 * x[0] : p == y ? *p * x[1] : *p * *p;
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double withElements(const double *x, int n) {
  std::vector<Cell> cells(n);
  for (int i = 1; i < n; i += 2)
    cells[i].extra = x + i - 1;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += cells[i].extra == x + i ? x[i] : cells[i].extra == &x[i - i % 2] ? 2 * x[i] : x[i] * x[i];
  return sum;
}

struct Span {
  const double *first, *last;
};

// Both ends of a walk are null, or none is.
//
// CHECK-INPUT: x = uniform(0.5, 1)[9], n = 9
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double walks(const double *x, int n) {
  std::vector<Span> spans(1);
  for (int i = 0; i + 2 < n; i += 2)
    spans.push_back({x + i, x + i + 3});
  double sum = 0;
  for (const Span &span : spans)
    for (const double *p = span.first; p != span.last; ++p)
      sum = sum * 0.9 + *p * *p;
  return sum;
}
