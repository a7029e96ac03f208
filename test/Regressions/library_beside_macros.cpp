// RUN: %numeric %s
// Macros in front of the library's headers, which have reserved names alone.
#define N 4
#define V 3
#define C 2.0
#define Key(k) ((k) + 1)
#define items 7
#include <bitset>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <unordered_map>
#include <valarray>
#include <variant>

#include <pullback/pullback.h>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double beside(double x) {
  std::map<int, double> m;
  std::unordered_map<int, double> u;
  std::set<int> s{V, items};
  std::bitset<N> b;
  std::deque<double> d(N, x);
  std::list<double> l{x * C};
  std::variant<int, double> v = x * x;
  std::valarray<double> a(x, N);
  m[V] = x * C;
  u[Key(V)] = m[V] * m[V];
  b[1] = true;
  return m[V] * d[3] * l.front() + (b[1] ? u[N] : 0.0) + std::get<1>(v) * a.sum() + static_cast<double>(s.size());
}
