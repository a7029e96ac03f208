// Raw memory of one parameter, and the numbers in it.

#ifndef PULLBACK_TEST_BLOCKS_H
#define PULLBACK_TEST_BLOCKS_H

#include "dual.h"
#include "engine.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace harness {

using Real = long double;
using Vector = std::vector<Real>;

inline bool isReal(const Leaf &leaf) { return leaf.kind == 'f' || leaf.kind == 'd' || leaf.kind == 'l'; }
inline std::size_t realsPerElement(const Parameter &p) {
  std::size_t n = 0;
  for (const Leaf &leaf : p.leaves)
    n += isReal(leaf);
  return n;
}

/// `count` elements of a parameter, allocated to the byte so that address checkers see an access beyond them.
class Block {
public:
  Block(const Parameter &parameter, std::size_t elements)
      : layout(&parameter), count(elements), memory(new char[bytes()]) {
    std::memset(memory.get(), 0, bytes());
  }
  Block(const Block &other) : layout(other.layout), count(other.count), memory(new char[bytes()]) {
    std::memcpy(memory.get(), other.memory.get(), bytes());
  }
  Block(Block &&) = default;
  Block &operator=(Block &&) = default;

  void *data() const { return memory.get(); }
  std::size_t elements() const { return count; }
  std::size_t leafCount() const { return count * layout->leaves.size(); }
  std::size_t realCount() const { return count * realsPerElement(*layout); }
  const Leaf &leaf(std::size_t index) const { return layout->leaves[index % layout->leaves.size()]; }
  char *address(std::size_t index) const {
    return memory.get() + index / layout->leaves.size() * layout->size + leaf(index).offset;
  }
  /// Indices of the real leaves, in order.
  std::vector<std::size_t> reals() const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < leafCount(); ++i)
      if (isReal(leaf(i)))
        result.push_back(i);
    return result;
  }

private:
  std::size_t bytes() const { return count * layout->size; }

  const Parameter *layout;
  std::size_t count;
  std::unique_ptr<char[]> memory;
};

template <class T> T &as(char *address) { return *reinterpret_cast<T *>(address); }

inline Real getReal(const Block &b, std::size_t i) {
  switch (b.leaf(i).kind) {
  case 'f': return as<float>(b.address(i));
  case 'd': return as<double>(b.address(i));
  default: return as<long double>(b.address(i));
  }
}
inline void setReal(Block &b, std::size_t i, Real v) {
  switch (b.leaf(i).kind) {
  case 'f': as<float>(b.address(i)) = static_cast<float>(v); break;
  case 'd': as<double>(b.address(i)) = static_cast<double>(v); break;
  default: as<long double>(b.address(i)) = v;
  }
}
inline void setInteger(Block &b, std::size_t i, long long v) {
  switch (b.leaf(i).size) {
  case 1: as<signed char>(b.address(i)) = static_cast<signed char>(v); break;
  case 2: as<short>(b.address(i)) = static_cast<short>(v); break;
  case 4: as<int>(b.address(i)) = static_cast<int>(v); break;
  default: as<long long>(b.address(i)) = v;
  }
}
inline bool sameBits(const Block &a, const Block &b, std::size_t i) {
  const std::size_t size = a.leaf(i).kind == 'l' ? 10 : a.leaf(i).size; // x87: ten bytes carry the value
  return std::memcmp(a.address(i), b.address(i), size) == 0;
}

/// Calls `f` with the oracle's number, Dual<float>, Dual<double> or Dual<long double>.
template <class F> auto withDual(const Block &b, std::size_t i, F f) {
  switch (b.leaf(i).kind) {
  case 'f': return f(as<dual::Dual<float>>(b.address(i)));
  case 'd': return f(as<dual::Dual<double>>(b.address(i)));
  default: return f(as<dual::Dual<long double>>(b.address(i)));
  }
}

} // namespace harness

#endif
