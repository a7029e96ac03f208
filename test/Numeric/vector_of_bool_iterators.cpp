// RUN: %numeric %s
// Iterators of std::vector<bool>: loops with them, algorithms, and ranges that vectors are made of.
#include <algorithm>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>

static std::vector<bool> compare(const double *x, int n) {
  std::vector<bool> isLarge(n);
  for (int i = 0; i < n; ++i)
    isLarge[i] = x[i] > 1;
  return isLarge;
}

static double add(const std::vector<bool> &mask, const double *x, double sum) {
  for (auto it = mask.cbegin(); it != mask.cend(); ++it)
    sum += *it ? x[it - mask.begin()] * x[0] : sum * x[1];
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double loops(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  double sum = 0;
  int i = 0;
  for (auto it = mask.begin(); it != mask.end(); ++it, ++i) {
    if (*it)
      sum += x[i] * x[i];
    *it = sum > 1.5;
  }
  for (auto it = mask.begin() + 1; it < mask.end(); it += 2)
    if (it[-1] || *it)
      sum += x[it - mask.begin()] * x[0];
  for (auto it = mask.end(); it != mask.begin();)
    if (*--it)
      sum = sum * x[it - mask.begin()] + x[1];
  for (auto it = mask.rbegin(); it != mask.rend(); ++it)
    *it = !*it;
  std::vector<bool>::const_iterator other = mask.begin();
  other += n > 3 ? 2 : 1;
  sum *= *other++ ? x[3] : x[4];
  auto found = mask.begin();
  while ((found = std::find(found, mask.end(), true)) != mask.end())
    sum += sum * x[found++ - mask.begin()];
  return add(mask, x, sum);
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double algorithms(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  double sum = x[0] * std::count(mask.begin(), mask.end(), true);
  sum += x[1] * std::count_if(mask.begin(), mask.end(), [](bool isSet) { return !isSet; });
  sum += x[2] * std::accumulate(mask.begin(), mask.end(), 1);
  std::fill(mask.begin() + 1, mask.begin() + 3, mask[0]);
  std::fill_n(mask.begin() + 3, 1, sum > 2);
  sum = add(mask, x, sum);
  std::reverse(mask.begin(), mask.end());
  std::rotate(mask.begin(), mask.begin() + 2, mask.end());
  std::transform(mask.begin(), mask.end() - 1, mask.begin(), [](bool isSet) { return !isSet; });
  if (std::any_of(mask.begin(), mask.end(), [](bool isSet) { return isSet; }))
    sum = add(mask, x, sum);
  std::vector<bool> other(n);
  std::copy(mask.begin() + 1, mask.end(), other.begin());
  std::iter_swap(other.begin(), other.begin() + n - 1);
  return other == mask ? sum : add(other, x, sum * x[3]);
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ranges(const double *x, int n) {
  std::vector<bool> mask = compare(x, n);
  std::vector<int> numbers(n);
  for (int i = 0; i < n; ++i)
    numbers[i] = x[i] > 1 ? 256 * i : 0;
  std::vector<bool> made(numbers.begin(), numbers.end() - 1), part(mask.begin() + 1, mask.end());
  double sum = add(part, x, add(made, x, x[0]));
  made.assign(part.begin(), part.begin() + 2);
  made.insert(made.begin() + 1, numbers.begin() + 2, numbers.begin() + 4);
  made.insert(made.end(), mask[0]);
  made.erase(made.begin());
  return add(made, x, sum);
}
