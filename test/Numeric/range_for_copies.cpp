// RUN: %numeric %s
// A range-for by value works on copies: what changes them does not change the elements.
#include <pullback/pullback.h>

#include <array>
#include <utility>
#include <vector>

struct Row {
  std::vector<double> values;
  double scale;
};

class Buffer {
public:
  Buffer(int size, double value) : size(size), memory(new double[size]) {
    for (int i = 0; i < size; ++i)
      memory[i] = value * (i + 1);
  }
  Buffer(const Buffer &other) : size(other.size), memory(new double[other.size]) {
    for (int i = 0; i < size; ++i)
      memory[i] = other.memory[i];
  }
  Buffer &operator=(const Buffer &) = delete;
  ~Buffer() { delete[] memory; }
  double &operator[](int i) { return memory[i]; }
  double sum() const {
    double s = 0;
    for (int i = 0; i < size; ++i)
      s += memory[i] * memory[i];
    return s;
  }

private:
  int size;
  double *memory;
};

struct Doubling {
  double value;
  explicit Doubling(double value) : value(value) {}
  Doubling(const Doubling &other) : value(2 * other.value) {}
};

// CHECK-INPUT: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
double rows(double x, int n) {
  std::vector<std::vector<double>> m(n, std::vector<double>(2, x));
  double s = 0;
  for (auto row : m) {
    row[0] *= 3 * x;
    s += row[0] * row[1];
  }
  for (const auto &row : m)
    s += row[0] * row[0];
  return s * m[0][0];
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
double structs(double x) {
  std::vector<Row> rows;
  rows.push_back({{x, x * x}, 2});
  rows.push_back({{x * x, x}, x});
  double s = 0;
  for (Row row : rows) {
    row.values[1] *= row.scale;
    row.scale = 5;
    s += row.values[0] * row.values[1];
  }
  return s * rows[0].values[1] * rows[1].scale;
}

// CHECK-INPUT: x = 0.7, y = -0.4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x, y))
double buffers(double x, double y) {
  Buffer all[2] = {Buffer(2, x), Buffer(3, y)};
  double s = 0;
  for (Buffer one : all) {
    one[0] *= one[1];
    s += one.sum();
  }
  std::array<Row, 2> rows = {Row{{x, y}, 1}, Row{{y}, 2}};
  for (auto row : rows) {
    row.values[0] += x * row.scale;
    s *= row.values[0];
  }
  return s + all[0].sum() * all[1][0] + rows[0].values[0] * rows[1].values[0];
}

// CHECK-INPUT: x = 0.7, y = -0.4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x, y))
double bindings(double x, double y) {
  std::vector<std::pair<std::vector<double>, double>> pairs;
  pairs.push_back({{x, y}, x * y});
  pairs.push_back({{y, 2 * x}, y});
  double s = 0;
  for (auto [values, weight] : pairs) {
    values[0] *= weight;
    weight *= 7;
    s += values[0] * values[1] + weight;
  }
  return s + pairs[0].first[0] * pairs[1].second;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x))
double constructors(double x) {
  const Doubling all[2] = {Doubling(x), Doubling(x * x)};
  double s = 0;
  for (auto one : all)
    s += one.value * one.value;
  return s * all[0].value;
}
