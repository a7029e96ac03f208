// Parameters as raw memory with numbers in it: what the checks need to know about C++ types.
#ifndef PULLBACK_GRADCHECK_PROGRAM_NUMBERS_H
#define PULLBACK_GRADCHECK_PROGRAM_NUMBERS_H

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <valarray>
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
  std::string path;  // "camera.k"; the elements of an array share theirs
  std::string index; // "(0, 2)" of an element of a matrix; "" for others, which are counted
};

inline std::string printPlace(std::size_t row, std::size_t col) {
  return "(" + std::to_string(row) + ", " + std::to_string(col) + ")";
}

/// A parameter that owns its elements.
struct Container {
  std::shared_ptr<void> (*make)(std::size_t count, std::size_t rows);
  void *(*getElements)(void *container);
  std::size_t (*getCount)(const void *container);
  std::size_t (*getRows)(const void *container);
  bool isMatrix, needsRows, isByRows; // needsRows: the number of elements alone does not give its shape
};

/// An element: its size, and the numbers in it.
struct Layout {
  std::size_t size = 0, alignment = 1;
  std::vector<Leaf> leaves;
  const Container *container = nullptr; // or null: elements in memory
};

class LeafCollector {
public:
  LeafCollector(const void *object, Layout &to) : element(static_cast<const char *>(object)), layout(to) {}

  template <typename T> void add(const T &place, const std::string &path, const std::string &index = "") {
    const auto offset = reinterpret_cast<const char *>(&place) - element;
    layout.leaves.push_back({getNumber<T>(), static_cast<std::size_t>(offset), path, index});
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

template <typename T, std::size_t count>
void collect(const std::array<T, count> &place, const std::string &path, LeafCollector &to) {
  for (const auto &element : place)
    collect(element, path, to);
}

/// The real part, then the imaginary one.
template <typename T> void collect(const std::complex<T> &place, const std::string &path, LeafCollector &to) {
  collect(reinterpret_cast<const T(&)[2]>(place), path, to);
}

template <typename T> struct ContainerOf {
  using Element = T;
  static const Container *get() { return nullptr; }
};

template <typename Sequence> struct SequenceContainer {
  using Element = typename Sequence::value_type;
  static const Container *get() {
    static const Container container = {
        [](std::size_t count, std::size_t) -> std::shared_ptr<void> { return std::make_shared<Sequence>(count); },
        [](void *sequence) -> void * {
          Sequence &known = *static_cast<Sequence *>(sequence);
          return known.size() > 0 ? &known[0] : nullptr;
        },
        [](const void *sequence) { return static_cast<const Sequence *>(sequence)->size(); },
        [](const void *) { return std::size_t(0); },
        false,
        false,
        false};
    return &container;
  }
};

template <typename T> struct ContainerOf<std::vector<T>> : SequenceContainer<std::vector<T>> {};
template <typename T> struct ContainerOf<std::valarray<T>> : SequenceContainer<std::valarray<T>> {};

/// Of the type's elements, where it is a container.
template <typename Type> Layout getLayout(const std::string &name) {
  using T = typename ContainerOf<Type>::Element;
  Layout layout;
  layout.container = ContainerOf<Type>::get();
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
  /// `height`: the number of rows, of a container that needs it.
  Block(const Layout &element, std::size_t elements, std::size_t height = 0)
      : layout(&element), count(elements), memory(allocate(height)), rows(countRows()) {
    if (count > 0 && !isResized())
      std::memset(getElements(), 0, getBytes());
  }
  /// Of the same number of elements, also where the other's has changed.
  Block(const Block &other) : layout(other.layout), count(other.count), memory(allocate(other.rows)), rows(other.rows) {
    if (count > 0 && !other.isResized())
      std::memcpy(getElements(), other.getElements(), getBytes());
  }
  Block(Block &&) = default;
  Block &operator=(Block &&) = default;
  Block &operator=(const Block &other) { return *this = Block(other); }
  ~Block() = default;

  /// The object: the container, or the first element.
  void *getData() const { return memory.get(); }
  std::size_t getCount() const { return count; }
  std::size_t getNumbers() const { return count * layout->leaves.size(); }
  /// The container has another number of elements by now. Then its numbers cannot be asked for.
  bool isResized() const {
    return layout->container && (layout->container->getCount(memory.get()) != count || countRows() != rows);
  }
  bool isMatrix() const { return layout->container && layout->container->isMatrix && rows > 0; }
  std::size_t getRows() const { return rows; }
  /// Of a matrix's element.
  std::size_t getRow(std::size_t index) const {
    return layout->container->isByRows ? index / (count / rows) : index % rows;
  }
  std::size_t getCol(std::size_t index) const {
    return layout->container->isByRows ? index % (count / rows) : index / rows;
  }
  const Leaf &getLeaf(std::size_t index) const { return layout->leaves[index % layout->leaves.size()]; }
  bool isReal(std::size_t index) const { return getLeaf(index).number->epsilon > 0; }
  Real get(std::size_t index) const { return getLeaf(index).number->get(getPlace(index)); }
  void set(std::size_t index, Real value) const { getLeaf(index).number->set(getPlace(index), value); }
  bool same(const Block &other, std::size_t index) const {
    return getLeaf(index).number->same(getPlace(index), other.getPlace(index));
  }

private:
  std::size_t getBytes() const { return count * layout->size; }
  void *getElements() const { return layout->container ? layout->container->getElements(memory.get()) : memory.get(); }
  std::size_t countRows() const { return layout->container ? layout->container->getRows(memory.get()) : 0; }
  std::shared_ptr<void> allocate(std::size_t height) const {
    if (layout->container)
      return layout->container->make(count, height);
    const std::align_val_t alignment{layout->alignment < alignof(std::max_align_t) ? alignof(std::max_align_t)
                                                                                   : layout->alignment};
    return {::operator new(getBytes(), alignment), [=](void *bytes) { ::operator delete(bytes, alignment); }};
  }
  unsigned char *getPlace(std::size_t index) const {
    return static_cast<unsigned char *>(getElements()) + index / layout->leaves.size() * layout->size +
           getLeaf(index).offset;
  }

  const Layout *layout;
  std::size_t count;
  std::shared_ptr<void> memory;
  std::size_t rows; // of a matrix; 0 for others
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
