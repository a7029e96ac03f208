// RUN: %numeric %s
// What refers to elements of std::vector<bool>: variables, parameters, members and captures; flip() and swap().
#include <pullback/pullback.h>
#include <utility>
#include <vector>

struct Held {
  std::vector<bool>::reference bit;
};

static void set(std::vector<bool>::reference bit, bool isSet) { bit = isSet; }
static std::vector<bool>::reference at(std::vector<bool> &mask, int i) { return mask[i]; }
template <class T> static void turn(T &&bit) { bit = !bit; }

static std::vector<bool> compare(const double *x, int n) {
  std::vector<bool> isLarge(n);
  for (int i = 0; i < n; ++i)
    isLarge[i] = x[i] > 1;
  return isLarge;
}

static double add(const std::vector<bool> &mask, const double *x, double sum) {
  for (std::size_t i = 0; i < mask.size(); ++i)
    sum += mask[i] ? x[i] * x[i] : sum * x[0];
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double variables(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  double sum = 0;
  auto first = mask[0];
  for (int i = 0; i < n; ++i) {
    auto one = mask[i];
    auto &&next = mask[(i + 1) % n];
    if (one)
      sum += x[i] * x[i];
    mask[i] = sum > 2;
    if (one) // as it is now
      sum *= x[i];
    first = next; // the element, not what the variable refers to
    if (mask[0])
      sum += x[0] * sum;
    auto chosen = i % 2 ? one : next;
    chosen.flip();
  }
  std::vector<bool>::reference last = mask[4];
  last = mask[1] = x[0] > 1;
  const bool wasSet = mask[2] = true;
  return wasSet ? add(mask, x, sum) : sum;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double handed_on(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  set(mask[0], true);
  at(mask, 1) = mask[2];
  at(mask, 2).flip();
  turn(mask[3]);
  turn(at(mask, 4));
  double sum = add(mask, x, x[1]);
  Held held{mask[1]}, other{mask[2]};
  held.bit = x[0] > 1;
  other = held;
  auto bit = mask[4];
  auto change = [bit](bool isSet) mutable { bit = isSet; };
  change(!held.bit);
  auto read = [&bit] { return bit ? 2.0 : 3.0; };
  sum *= read();
  std::vector<std::vector<bool>> rows(2, mask);
  for (auto &row : rows)
    for (auto element : row)
      element.flip();
  return add(rows[1], x, sum);
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double exchanged(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  swap(mask[0], mask[n - 1]);
  std::vector<bool>::swap(mask[1], mask[2]);
  bool isSet = true;
  swap(isSet, mask[3]);
  double sum = add(mask, x, isSet ? x[0] : x[1]);
  swap(mask[2], isSet);
  mask[0].flip();
  mask.flip();
  mask.emplace_back(mask[2]);
  mask.pop_back();
  if (mask[0] == mask[1] || mask[2] != mask[3])
    sum *= x[2];
  return add(mask, x, sum);
}
