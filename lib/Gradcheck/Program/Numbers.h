// Parameters as raw memory with numbers in it: what the checks need to know about C++ types.
#ifndef PULLBACK_GRADCHECK_PROGRAM_NUMBERS_H
#define PULLBACK_GRADCHECK_PROGRAM_NUMBERS_H

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

namespace gradcheck {

using Real = long double;
using Vector = std::vector<Real>;

/// How numbers of one C++ type are read and written.
struct Number {
  Real (*get)(const void *place);
  void (*set)(void *place, Real value);
  bool (*same)(const void *left, const void *right); // bit for bit
  Real epsilon;                                      // 0 for integers
  bool isBool;
};

template <typename T> const Number *getNumber() {
  static const Number number = {
      [](const void *place) { return static_cast<Real>(*static_cast<const T *>(place)); },
      [](void *place, Real value) {
        if constexpr (std::is_same_v<T, bool>)
          *static_cast<T *>(place) = value != 0;
        else if constexpr (std::is_floating_point_v<T>)
          *static_cast<T *>(place) = static_cast<T>(value);
        else // through the widest integers, which may wrap around
          *static_cast<T *>(place) =
              static_cast<T>(value < 0 ? static_cast<std::int64_t>(value)
                                       : static_cast<std::int64_t>(static_cast<std::uint64_t>(value)));
      },
      [](const void *left, const void *right) {
        if constexpr (std::is_same_v<T, long double>) { // has bytes without meaning
          const Real a = *static_cast<const T *>(left), b = *static_cast<const T *>(right);
          return (std::isnan(a) && std::isnan(b)) || (!(a < b) && !(a > b) && std::signbit(a) == std::signbit(b));
        }
        return std::memcmp(left, right, sizeof(T)) == 0;
      },
      std::is_floating_point_v<T> ? static_cast<Real>(std::numeric_limits<T>::epsilon()) : 0, std::is_same_v<T, bool>};
  return &number;
}

/// One number inside of an element.
struct Leaf {
  const Number *number;
  std::size_t offset;
  std::string path; // "camera.k"; the elements of an array share theirs
};

/// An element: its size, and the numbers in it.
struct Layout {
  std::size_t size = 0, alignment = 1;
  std::vector<Leaf> leaves;
};

class LeafCollector {
public:
  LeafCollector(const void *object, Layout &to) : element(static_cast<const char *>(object)), layout(to) {}

  template <typename T> void add(const T &place, const std::string &path) {
    const auto offset = reinterpret_cast<const char *>(&place) - element;
    layout.leaves.push_back({getNumber<T>(), static_cast<std::size_t>(offset), path});
  }

private:
  const char *element;
  Layout &layout;
};

/// Structs have overloads, which come with the functions to check.
template <typename T> void collect(const T &place, const std::string &path, LeafCollector &to) {
  if constexpr (std::is_array_v<T>)
    for (const auto &element : place)
      collect(element, path, to);
  else
    to.add(place, path);
}

template <typename T> Layout getLayout(const std::string &name) {
  Layout layout;
  layout.size = sizeof(T);
  layout.alignment = alignof(T);
  alignas(T) unsigned char memory[sizeof(T)] = {};
  LeafCollector collector(memory, layout);
  collect(*reinterpret_cast<const T *>(memory), name, collector);
  return layout;
}

/// Memory of one parameter, exactly as large as its elements, so that address checkers notice what lies beyond.
class Block {
public:
  Block(const Layout &element, std::size_t elements) : layout(&element), count(elements), memory(allocate()) {
    std::memset(memory.get(), 0, getBytes());
  }
  Block(const Block &other) : layout(other.layout), count(other.count), memory(allocate()) {
    std::memcpy(memory.get(), other.memory.get(), getBytes());
  }
  Block(Block &&) = default;
  Block &operator=(Block &&) = default;
  Block &operator=(const Block &other) { return *this = Block(other); }
  ~Block() = default;

  void *getData() const { return memory.get(); }
  std::size_t getCount() const { return count; }
  std::size_t getNumbers() const { return count * layout->leaves.size(); }
  const Leaf &getLeaf(std::size_t index) const { return layout->leaves[index % layout->leaves.size()]; }
  bool isReal(std::size_t index) const { return getLeaf(index).number->epsilon > 0; }
  Real get(std::size_t index) const { return getLeaf(index).number->get(getPlace(index)); }
  void set(std::size_t index, Real value) const { getLeaf(index).number->set(getPlace(index), value); }
  bool same(const Block &other, std::size_t index) const {
    return getLeaf(index).number->same(getPlace(index), other.getPlace(index));
  }

private:
  struct Release {
    std::align_val_t alignment;
    void operator()(unsigned char *bytes) const { ::operator delete(bytes, alignment); }
  };
  using Memory = std::unique_ptr<unsigned char[], Release>;

  std::size_t getBytes() const { return count * layout->size; }
  Memory allocate() const {
    const std::align_val_t alignment{layout->alignment < alignof(std::max_align_t) ? alignof(std::max_align_t)
                                                                                   : layout->alignment};
    return Memory(static_cast<unsigned char *>(::operator new(getBytes(), alignment)), Release{alignment});
  }
  unsigned char *getPlace(std::size_t index) const {
    return memory.get() + index / layout->leaves.size() * layout->size + getLeaf(index).offset;
  }

  const Layout *layout;
  std::size_t count;
  Memory memory;
};

/// One block for each parameter.
using State = std::vector<Block>;
using Objects = void *const *;

inline std::vector<void *> getObjects(const State &state) {
  std::vector<void *> objects;
  for (const Block &block : state)
    objects.push_back(block.getData());
  return objects;
}

/// The object behind a pointer of `Objects`.
template <typename T> T &at(void *place) { return *static_cast<T *>(place); }
template <typename T> const T &at(const void *place) { return *static_cast<const T *>(place); }

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_NUMBERS_H
