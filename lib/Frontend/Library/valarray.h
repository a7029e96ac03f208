// std::valarray as the tool reads it: a vector. An operation yields a `__result`, which computes like the library's
// expressions: it sums up from the end.
#ifndef PULLBACK_LIBRARY_VALARRAY
#define PULLBACK_LIBRARY_VALARRAY

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace std {

template <class T> class valarray;
template <class T> class __result;

class slice {
public:
  slice() = default;
  slice(size_t start, size_t size, size_t stride) : first(start), count(size), step(stride) {}
  size_t start() const { return first; }
  size_t size() const { return count; }
  size_t stride() const { return step; }

private:
  size_t first = 0, count = 0, step = 0;
};

template <class T> class slice_array {
public:
  using value_type = T;
  slice_array(valarray<T> &whole, slice part) : whole(whole), part(part) {}
  // The library evaluates an expression while it writes the elements, of which the expression may read some.
  void operator=(__result<T> &&) const = delete;
  void operator+=(__result<T> &&) const = delete;
  void operator-=(__result<T> &&) const = delete;
  void operator*=(__result<T> &&) const = delete;
  void operator/=(__result<T> &&) const = delete;
  void operator=(const valarray<T> &other) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] = other[i];
  }
  void operator=(const T &value) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] = value;
  }
  void operator+=(const valarray<T> &other) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] += other[i];
  }
  void operator-=(const valarray<T> &other) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] -= other[i];
  }
  void operator*=(const valarray<T> &other) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] *= other[i];
  }
  void operator/=(const valarray<T> &other) const {
    for (size_t i = 0; i < part.size(); ++i)
      whole[part.start() + i * part.stride()] /= other[i];
  }

private:
  friend class valarray<T>;
  valarray<T> &whole;
  slice part;
};

template <class T> class valarray {
public:
  using value_type = T;

  valarray() = default;
  explicit valarray(size_t n) : items(n) {}
  valarray(const T &value, size_t n) : items(n, value) {}
  valarray(const T *first, size_t n) : items(first, first + n) {}
  valarray(initializer_list<T> list) : items(list) {}
  valarray(const slice_array<T> &part) : items(part.part.size()) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] = part.whole.items[part.part.start() + i * part.part.stride()];
  }

  valarray &operator=(const T &value) {
    for (T &item : items)
      item = value;
    return *this;
  }
  valarray &operator=(initializer_list<T> list) {
    items = list;
    return *this;
  }

  T &operator[](size_t i) { return items[i]; }
  const T &operator[](size_t i) const { return items[i]; }
  slice_array<T> operator[](slice part) { return slice_array<T>(*this, part); }
  __result<T> operator[](slice part) const {
    __result<T> taken(part.size());
    for (size_t i = 0; i < part.size(); ++i)
      taken[i] = items[part.start() + i * part.stride()];
    return taken;
  }

  size_t size() const { return items.size(); }
  void resize(size_t n, T value = T()) { items.assign(n, value); }
  void swap(valarray &other) noexcept { items.swap(other.items); }

  T sum() const {
    T total = items[0];
    for (size_t i = 1; i < items.size(); ++i)
      total += items[i];
    return total;
  }
  T min() const { return *min_element(items.begin(), items.end()); }
  T max() const { return *max_element(items.begin(), items.end()); }

  valarray shift(int n) const {
    const long size = static_cast<long>(items.size());
    valarray moved(items.size());
    for (long i = 0; i < size; ++i)
      if (i + n >= 0 && i + n < size)
        moved.items[i] = items[i + n];
    return moved;
  }
  valarray cshift(int n) const {
    const long size = static_cast<long>(items.size());
    valarray moved(items.size());
    for (long i = 0; i < size; ++i)
      moved.items[i] = items[(((i + n) % size) + size) % size];
    return moved;
  }
  __result<T> apply(T function(T)) const {
    __result<T> mapped(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      mapped[i] = function(items[i]);
    return mapped;
  }
  __result<T> apply(T function(const T &)) const {
    __result<T> mapped(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      mapped[i] = function(items[i]);
    return mapped;
  }
  __result<T> operator-() const {
    __result<T> negated(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      negated[i] = -items[i];
    return negated;
  }
  __result<T> operator+() const {
    __result<T> same(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      same[i] = items[i];
    return same;
  }
  valarray &operator+=(const valarray &other) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] += other.items[i];
    return *this;
  }
  valarray &operator+=(const T &value) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] += value;
    return *this;
  }
  valarray &operator-=(const valarray &other) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] -= other.items[i];
    return *this;
  }
  valarray &operator-=(const T &value) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] -= value;
    return *this;
  }
  valarray &operator*=(const valarray &other) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] *= other.items[i];
    return *this;
  }
  valarray &operator*=(const T &value) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] *= value;
    return *this;
  }
  valarray &operator/=(const valarray &other) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] /= other.items[i];
    return *this;
  }
  valarray &operator/=(const T &value) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] /= value;
    return *this;
  }

  T *begin() { return items.data(); }
  T *end() { return items.data() + items.size(); }
  const T *begin() const { return items.data(); }
  const T *end() const { return items.data() + items.size(); }

private:
  vector<T> items;
};

template <class T> class __result : public valarray<T> {
public:
  explicit __result(size_t n) : valarray<T>(n) {}
  T sum() const {
    size_t n = this->size();
    if (n == 0)
      return T();
    T total = (*this)[--n];
    while (n != 0)
      total += (*this)[--n];
    return total;
  }
};

template <class T> __result<T> operator+(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] + b[i];
  return c;
}
template <class T> __result<T> operator+(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] + b;
  return c;
}
template <class T> __result<T> operator+(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = a + b[i];
  return c;
}
template <class T> __result<T> operator-(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] - b[i];
  return c;
}
template <class T> __result<T> operator-(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] - b;
  return c;
}
template <class T> __result<T> operator-(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = a - b[i];
  return c;
}
template <class T> __result<T> operator*(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] * b[i];
  return c;
}
template <class T> __result<T> operator*(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] * b;
  return c;
}
template <class T> __result<T> operator*(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = a * b[i];
  return c;
}
template <class T> __result<T> operator/(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] / b[i];
  return c;
}
template <class T> __result<T> operator/(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] / b;
  return c;
}
template <class T> __result<T> operator/(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = a / b[i];
  return c;
}
template <class T> __result<T> abs(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::abs(a[i]);
  return c;
}
template <class T> __result<T> acos(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::acos(a[i]);
  return c;
}
template <class T> __result<T> asin(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::asin(a[i]);
  return c;
}
template <class T> __result<T> atan(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::atan(a[i]);
  return c;
}
template <class T> __result<T> cos(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::cos(a[i]);
  return c;
}
template <class T> __result<T> cosh(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::cosh(a[i]);
  return c;
}
template <class T> __result<T> exp(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::exp(a[i]);
  return c;
}
template <class T> __result<T> log(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::log(a[i]);
  return c;
}
template <class T> __result<T> log10(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::log10(a[i]);
  return c;
}
template <class T> __result<T> sin(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::sin(a[i]);
  return c;
}
template <class T> __result<T> sinh(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::sinh(a[i]);
  return c;
}
template <class T> __result<T> sqrt(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::sqrt(a[i]);
  return c;
}
template <class T> __result<T> tan(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::tan(a[i]);
  return c;
}
template <class T> __result<T> tanh(const valarray<T> &a) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::tanh(a[i]);
  return c;
}
template <class T> __result<T> atan2(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::atan2(a[i], b[i]);
  return c;
}
template <class T> __result<T> atan2(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::atan2(a[i], b);
  return c;
}
template <class T> __result<T> atan2(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = std::atan2(a, b[i]);
  return c;
}
template <class T> __result<T> pow(const valarray<T> &a, const valarray<T> &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::pow(a[i], b[i]);
  return c;
}
template <class T> __result<T> pow(const valarray<T> &a, const typename valarray<T>::value_type &b) {
  __result<T> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = std::pow(a[i], b);
  return c;
}
template <class T> __result<T> pow(const typename valarray<T>::value_type &a, const valarray<T> &b) {
  __result<T> c(b.size());
  for (size_t i = 0; i < b.size(); ++i)
    c[i] = std::pow(a, b[i]);
  return c;
}

template <class T> void swap(valarray<T> &a, valarray<T> &b) noexcept { a.swap(b); }
template <class T> T *begin(valarray<T> &a) noexcept { return a.begin(); }
template <class T> const T *begin(const valarray<T> &a) noexcept { return a.begin(); }
template <class T> T *end(valarray<T> &a) noexcept { return a.end(); }
template <class T> const T *end(const valarray<T> &a) noexcept { return a.end(); }

} // namespace std

#endif // PULLBACK_LIBRARY_VALARRAY
