// RUN: %python %S/refuse.py %s
// Iterators follow the elements when their container moves; here they know the container, and would not.

//--- list
#include <list>
#include <utility>
PULLBACK(vjp)
double f(double x) {
  std::list<double> a{x, x * x};
  auto first = a.begin();
  std::list<double> b = std::move(a); // ERROR: container
  *first += x;
  return b.front();
}

//--- map-assigned
#include <map>
#include <utility>
PULLBACK(vjp)
double f(double x) {
  std::map<int, double> a{{1, x}}, b;
  const auto one = a.find(1);
  b = std::move(a); // ERROR: container
  return one->second * b[1];
}

//--- in-a-loop
#include <list>
#include <utility>
PULLBACK(vjp)
double f(double x, int n) {
  std::list<double> a{x, x * x};
  auto first = a.begin();
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += *first;
    std::list<double> b = std::move(a); // ERROR: container
    sum += b.front();
    a = std::move(b); // ERROR: container
  }
  return sum;
}

//--- class
#include <list>
#include <utility>
struct Cache {
  std::list<double> items;
  std::list<double>::iterator best;
};
PULLBACK(vjp)
double f(double x) {
  Cache cache;
  cache.items.push_back(x);
  cache.best = cache.items.begin();
  Cache other = std::move(cache); // ERROR: container
  return *other.best;
}

//--- class-returned
#include <list>
#include <map>
struct Cache {
  std::list<double> items;
  std::map<int, std::list<double>::iterator> places;
};
static Cache make(double x) {
  Cache cache;
  cache.items.push_back(x);
  cache.places[3] = cache.items.begin();
  return cache; // ERROR: container
}
PULLBACK(vjp)
double f(double x) {
  Cache cache = make(x);
  return *cache.places[3] * cache.items.front();
}

//--- class-in-vector
#include <list>
#include <vector>
struct Cache {
  std::list<double> items;
  std::list<double>::iterator best;
};
PULLBACK(vjp)
double f(double x) {
  std::vector<Cache> all(1); // ERROR: changed-copy
  all[0].items.push_back(x);
  return all[0].items.front();
}
