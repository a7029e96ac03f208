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
template <class T> class __selection;

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

/// Some elements of a valarray, which `Own` counts and finds.
template <class T, class Own> class __part {
public:
  using value_type = T;
  // The library evaluates an expression while it writes the elements, of which the expression may read some.
  void operator=(__result<T> &&) const = delete;
  void operator+=(__result<T> &&) const = delete;
  void operator-=(__result<T> &&) const = delete;
  void operator*=(__result<T> &&) const = delete;
  void operator/=(__result<T> &&) const = delete;
  void operator=(const __selection<T> &) const = delete;
  void operator+=(const __selection<T> &) const = delete;
  void operator-=(const __selection<T> &) const = delete;
  void operator*=(const __selection<T> &) const = delete;
  void operator/=(const __selection<T> &) const = delete;
  void operator=(const valarray<T> &other) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) = other[i];
  }
  void operator=(const T &value) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) = value;
  }
  void operator+=(const valarray<T> &other) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) += other[i];
  }
  void operator-=(const valarray<T> &other) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) -= other[i];
  }
  void operator*=(const valarray<T> &other) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) *= other[i];
  }
  void operator/=(const valarray<T> &other) const {
    for (size_t i = 0; i < own().count(); ++i)
      own().find(i) /= other[i];
  }

protected:
  void copy(const Own &other) const {
    for (size_t i = 0; i < other.count(); ++i)
      own().find(i) = other.find(i);
  }

private:
  const Own &own() const { return static_cast<const Own &>(*this); }
};

template <class T> class slice_array : public __part<T, slice_array<T>> {
public:
  slice_array(valarray<T> &whole, slice part) : whole(whole), part(part) {}
  slice_array(const slice_array &) = default;
  slice_array &operator=(const slice_array &other) {
    this->copy(other);
    return *this;
  }
  using __part<T, slice_array>::operator=;

private:
  friend class __part<T, slice_array>;
  friend class valarray<T>;
  size_t count() const { return part.size(); }
  T &find(size_t i) const { return whole[part.start() + i * part.stride()]; }

  valarray<T> &whole;
  slice part;
};

/// Truth values, of which a vector has no references.
template <> class valarray<bool> {
  struct cell {
    bool value;
  };

public:
  using value_type = bool;

  valarray() = default;
  explicit valarray(size_t n) : items(n) {}
  valarray(const bool &value, size_t n) : items(n, cell{value}) {}
  valarray(initializer_list<bool> list) {
    for (bool one : list)
      items.push_back(cell{one});
  }

  bool &operator[](size_t i) { return items[i].value; }
  const bool &operator[](size_t i) const { return items[i].value; }
  size_t size() const { return items.size(); }
  void resize(size_t n, bool value = false) { items.assign(n, cell{value}); }
  inline __result<bool> operator!() const;

private:
  vector<cell> items;
};

/// Elements that are found by their subscripts, of which some may be there twice.
template <class T, class Own> class __subscripted : public __part<T, Own> {
protected:
  explicit __subscripted(valarray<T> &whole) : whole(whole) {}
  friend class __part<T, Own>;
  friend class valarray<T>;
  size_t count() const { return places.size(); }
  T &find(size_t i) const { return whole[places[i]]; }

  valarray<T> &whole;
  vector<size_t> places;
};

/// The elements where a mask is true.
template <class T> class mask_array : public __subscripted<T, mask_array<T>> {
public:
  template <class Mask> mask_array(valarray<T> &whole, const Mask &mask) : __subscripted<T, mask_array>(whole) {
    for (size_t i = 0; i < mask.size(); ++i)
      if (mask[i])
        this->places.push_back(i);
  }
  mask_array(const mask_array &) = default;
  mask_array &operator=(const mask_array &other) {
    this->copy(other);
    return *this;
  }
  using __part<T, mask_array>::operator=;
};

/// The elements at some places.
template <class T> class indirect_array : public __subscripted<T, indirect_array<T>> {
public:
  template <class Places>
  indirect_array(valarray<T> &whole, const Places &subscripts) : __subscripted<T, indirect_array>(whole) {
    for (size_t i = 0; i < subscripts.size(); ++i)
      this->places.push_back(subscripts[i]);
  }
  indirect_array(const indirect_array &) = default;
  indirect_array &operator=(const indirect_array &other) {
    this->copy(other);
    return *this;
  }
  using __part<T, indirect_array>::operator=;
};

template <class T> class valarray {
public:
  using value_type = T;

  valarray() = default;
  explicit valarray(size_t n) : items(n) {}
  valarray(const T &value, size_t n) : items(n, value) {}
  valarray(const T *first, size_t n) : items(first, first + n) {}
  valarray(initializer_list<T> list) : items(list) {}
  valarray(const slice_array<T> &part) : items(part.count()) { take(part); }
  valarray(const mask_array<T> &part) : items(part.count()) { take(part); }
  valarray(const indirect_array<T> &part) : items(part.count()) { take(part); }
  valarray(const __selection<T> &selection) : valarray(selection.all()) {}
  valarray &operator=(const __selection<T> &) = delete;
  valarray &operator+=(const __selection<T> &) = delete;
  valarray &operator-=(const __selection<T> &) = delete;
  valarray &operator*=(const __selection<T> &) = delete;
  valarray &operator/=(const __selection<T> &) = delete;

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
  mask_array<T> operator[](const valarray<bool> &mask) { return mask_array<T>(*this, mask); }
  indirect_array<T> operator[](const valarray<size_t> &places) { return indirect_array<T>(*this, places); }
  valarray operator[](const valarray<bool> &mask) const {
    valarray taken;
    for (size_t i = 0; i < mask.size(); ++i)
      if (mask[i])
        taken.items.push_back(items[i]);
    return taken;
  }
  __selection<T> operator[](const valarray<size_t> &places) const {
    __selection<T> taken(places.size());
    for (size_t i = 0; i < places.size(); ++i)
      taken[i] = items[places[i]];
    return taken;
  }
  __selection<T> operator[](slice part) const {
    __selection<T> taken(part.size());
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
  template <class Part> void take(const Part &part) {
    for (size_t i = 0; i < items.size(); ++i)
      items[i] = part.find(i);
  }

  vector<T> items;
};

template <class T> class __result : public valarray<T> {
public:
  explicit __result(size_t n) : valarray<T>(n) {}
  T &operator[](size_t i) { return valarray<T>::operator[](i); }
  const T &operator[](size_t i) const { return valarray<T>::operator[](i); }
  // What is not taken element by element, the library computes at once.
  valarray<T> operator[](slice part) const { return whole()[part]; }
  valarray<T> operator[](const valarray<bool> &mask) const { return whole()[mask]; }
  valarray<T> operator[](const valarray<size_t> &places) const { return whole()[places]; }
  valarray<T> apply(T function(T)) const { return valarray<T>::apply(function); }
  valarray<T> apply(T function(const T &)) const { return valarray<T>::apply(function); }
  T sum() const {
    size_t n = this->size();
    if (n == 0)
      return T();
    T total = (*this)[--n];
    while (n != 0)
      total += (*this)[--n];
    return total;
  }

private:
  const valarray<T> &whole() const { return *this; }
};

/// A result with elements of other places. Nothing that exists can be assigned it: the library would read some of these
/// elements after it has written others, where both are of one valarray.
template <class T> class __selection {
public:
  explicit __selection(size_t n) : items(n) {}
  explicit __selection(const __result<T> &items) : items(items) {}
  T &operator[](size_t i) { return items[i]; }
  const T &operator[](size_t i) const { return items[i]; }
  const __result<T> &all() const { return items; }
  size_t size() const { return items.size(); }
  T sum() const { return items.sum(); }
  T min() const { return items.min(); }
  T max() const { return items.max(); }
  valarray<T> apply(T function(T)) const { return items.apply(function); }
  valarray<T> apply(T function(const T &)) const { return items.apply(function); }

private:
  __result<T> items;
};

// What `expression` makes of an element x, or of elements x and y, one of which may be one number for all.
#define PULLBACK_LIBRARY_UNARY(name, expression)                                                                       \
  template <class T> __result<T> name(const valarray<T> &a) {                                                          \
    __result<T> c(a.size());                                                                                           \
    for (size_t i = 0; i < a.size(); ++i) {                                                                            \
      const T &x = a[i];                                                                                               \
      c[i] = expression;                                                                                               \
    }                                                                                                                  \
    return c;                                                                                                          \
  }
#define PULLBACK_LIBRARY_BINARY(Result, name, expression)                                                              \
  template <class T> Result name(const valarray<T> &a, const valarray<T> &b) {                                         \
    Result c(a.size());                                                                                                \
    for (size_t i = 0; i < a.size(); ++i) {                                                                            \
      const T &x = a[i];                                                                                               \
      const T &y = b[i];                                                                                               \
      c[i] = expression;                                                                                               \
    }                                                                                                                  \
    return c;                                                                                                          \
  }                                                                                                                    \
  template <class T> Result name(const valarray<T> &a, const typename valarray<T>::value_type &y) {                    \
    Result c(a.size());                                                                                                \
    for (size_t i = 0; i < a.size(); ++i) {                                                                            \
      const T &x = a[i];                                                                                               \
      c[i] = expression;                                                                                               \
    }                                                                                                                  \
    return c;                                                                                                          \
  }                                                                                                                    \
  template <class T> Result name(const typename valarray<T>::value_type &x, const valarray<T> &b) {                    \
    Result c(b.size());                                                                                                \
    for (size_t i = 0; i < b.size(); ++i) {                                                                            \
      const T &y = b[i];                                                                                               \
      c[i] = expression;                                                                                               \
    }                                                                                                                  \
    return c;                                                                                                          \
  }

PULLBACK_LIBRARY_BINARY(__result<T>, operator+, x + y)
PULLBACK_LIBRARY_BINARY(__result<T>, operator-, x - y)
PULLBACK_LIBRARY_BINARY(__result<T>, operator*, x *y)
PULLBACK_LIBRARY_BINARY(__result<T>, operator/, x / y)
PULLBACK_LIBRARY_UNARY(abs, std::abs(x))
PULLBACK_LIBRARY_UNARY(acos, std::acos(x))
PULLBACK_LIBRARY_UNARY(asin, std::asin(x))
PULLBACK_LIBRARY_UNARY(atan, std::atan(x))
PULLBACK_LIBRARY_UNARY(cos, std::cos(x))
PULLBACK_LIBRARY_UNARY(cosh, std::cosh(x))
PULLBACK_LIBRARY_UNARY(exp, std::exp(x))
PULLBACK_LIBRARY_UNARY(log, std::log(x))
PULLBACK_LIBRARY_UNARY(log10, std::log10(x))
PULLBACK_LIBRARY_UNARY(sin, std::sin(x))
PULLBACK_LIBRARY_UNARY(sinh, std::sinh(x))
PULLBACK_LIBRARY_UNARY(sqrt, std::sqrt(x))
PULLBACK_LIBRARY_UNARY(tan, std::tan(x))
PULLBACK_LIBRARY_UNARY(tanh, std::tanh(x))
PULLBACK_LIBRARY_BINARY(__result<T>, atan2, std::atan2(x, y))
PULLBACK_LIBRARY_BINARY(__result<T>, pow, std::pow(x, y))
PULLBACK_LIBRARY_BINARY(__result<bool>, operator==, x == y)
PULLBACK_LIBRARY_BINARY(__result<bool>, operator!=, x != y)
PULLBACK_LIBRARY_BINARY(__result<bool>, operator<, x < y)
PULLBACK_LIBRARY_BINARY(__result<bool>, operator>, x > y)
PULLBACK_LIBRARY_BINARY(__result<bool>, operator<=, x <= y)
PULLBACK_LIBRARY_BINARY(__result<bool>, operator>=, x >= y)

#define PULLBACK_LIBRARY_OF_SELECTIONS(name)                                                                           \
  template <class T> __selection<T> name(const __selection<T> &a, const __selection<T> &b) {                           \
    return __selection<T>(name(a.all(), b.all()));                                                                     \
  }                                                                                                                    \
  template <class T> __selection<T> name(const __selection<T> &a, const valarray<T> &b) {                              \
    return __selection<T>(name(a.all(), b));                                                                           \
  }                                                                                                                    \
  template <class T> __selection<T> name(const valarray<T> &a, const __selection<T> &b) {                              \
    return __selection<T>(name(a, b.all()));                                                                           \
  }                                                                                                                    \
  template <class T> __selection<T> name(const __selection<T> &a, const typename valarray<T>::value_type &y) {         \
    return __selection<T>(name(a.all(), y));                                                                           \
  }                                                                                                                    \
  template <class T> __selection<T> name(const typename valarray<T>::value_type &x, const __selection<T> &b) {         \
    return __selection<T>(name(x, b.all()));                                                                           \
  }

PULLBACK_LIBRARY_OF_SELECTIONS(operator+)
PULLBACK_LIBRARY_OF_SELECTIONS(operator-)
PULLBACK_LIBRARY_OF_SELECTIONS(operator*)
PULLBACK_LIBRARY_OF_SELECTIONS(operator/)

#undef PULLBACK_LIBRARY_OF_SELECTIONS
#undef PULLBACK_LIBRARY_UNARY
#undef PULLBACK_LIBRARY_BINARY

inline __result<bool> valarray<bool>::operator!() const {
  __result<bool> others(items.size());
  for (size_t i = 0; i < items.size(); ++i)
    others[i] = !items[i].value;
  return others;
}
inline __result<bool> operator&&(const valarray<bool> &a, const valarray<bool> &b) {
  __result<bool> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] && b[i];
  return c;
}
inline __result<bool> operator||(const valarray<bool> &a, const valarray<bool> &b) {
  __result<bool> c(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] || b[i];
  return c;
}

template <class T> void swap(valarray<T> &a, valarray<T> &b) noexcept { a.swap(b); }
template <class T> T *begin(valarray<T> &a) noexcept { return a.begin(); }
template <class T> const T *begin(const valarray<T> &a) noexcept { return a.begin(); }
template <class T> T *end(valarray<T> &a) noexcept { return a.end(); }
template <class T> const T *end(const valarray<T> &a) noexcept { return a.end(); }

} // namespace std

#endif // PULLBACK_LIBRARY_VALARRAY
