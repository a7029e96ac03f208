// What a test program tells the engine about one requested function, and what the engine checks.
//
// Every parameter is a block of raw memory: `count` elements of `size` bytes, each with numbers at known offsets
// ("leaves"). The generated program supplies those offsets and, for each mode, one function that casts the blocks to
// the parameters' types and calls. So the engine needs no templates, and the oracle, whose numbers are Dual<T>, has the
// same shape as the primal.

#ifndef PULLBACK_TEST_ENGINE_H
#define PULLBACK_TEST_ENGINE_H

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <valarray>
#include <vector>

namespace harness {

/// A number inside an element. Kinds: f, d, l (float, double, long double); s, u (signed, unsigned integer of `size`),
/// o (whether a std::optional has a value).
struct Leaf {
  std::size_t offset;
  char kind;
  std::size_t size;
};

enum class Role { Independent, Output, InOut, Passive, Scratch };

struct Parameter {
  const char *name;
  Role role;
  std::size_t size;
  std::vector<Leaf> leaves;
};

using Blocks = void *const *;

/// How many elements each parameter has in the case that this thread is checking.
extern thread_local const std::size_t *elementCounts;

/// A block as a std::vector, for as long as a call takes; what the call leaves in it goes back to the block.
template <class T> class AsVector {
public:
  AsVector(void *block, std::size_t count) : elements(static_cast<T *>(block)), vector(elements, elements + count) {}
  AsVector(const AsVector &) = delete;
  ~AsVector() { std::copy(vector.begin(), vector.end(), elements); }
  std::vector<T> &get() { return vector; }

private:
  T *elements;
  std::vector<T> vector;
};

/// The same as a std::valarray.
template <class T> class AsValarray {
public:
  AsValarray(void *block, std::size_t count) : elements(static_cast<T *>(block)), array(elements, count) {}
  AsValarray(const AsValarray &) = delete;
  ~AsValarray() {
    for (std::size_t i = 0; i < array.size(); ++i)
      elements[i] = array[i];
  }
  std::valarray<T> &get() { return array; }

private:
  T *elements;
  std::valarray<T> array;
};

/// A random engine that a number is the seed of, for as long as a call takes; the number is what it yields next, if used.
template <class Engine> class AsEngine {
public:
  explicit AsEngine(void *block) : seed(static_cast<unsigned *>(block)), engine(*seed) {}
  AsEngine(const AsEngine &) = delete;
  ~AsEngine() {
    if (engine != Engine(*seed))
      *seed = static_cast<unsigned>(engine());
  }
  Engine &get() { return engine; }

private:
  unsigned *seed;
  Engine engine;
};

/// Work space for one call: exactly as much as was asked for, and not empty of what lay there before.
class Workspace {
public:
  explicit Workspace(std::size_t bytes) : memory(std::malloc(bytes)) {
    if (bytes > 0)
      std::memset(memory, 0xa5, bytes);
  }
  Workspace(const Workspace &) = delete;
  ~Workspace() { std::free(memory); }
  void *get() { return memory; }

private:
  void *memory;
};

/// Calls into the primal and the code under test; null where a mode was not requested. `result` is null for void.
struct Function {
  const char *name;
  std::vector<Parameter> parameters;
  Parameter result;
  bool hasResult;
  long double tolerance;
  bool valuesAreClose;             ///< to rounding, where others are the same bit for bit
  std::vector<const char *> cases; ///< per case: for each parameter "count v v v ...", separated by ';'
  void (*primal)(Blocks p, void *result);
  void (*vjp)(Blocks p, const void *resultBar, Blocks bar);
  void (*valueAndVjp)(Blocks p, void *result, const void *resultBar, Blocks bar);
  void (*gradient)(Blocks p, void *result, Blocks bar);
  void *(*newSaved)();
  void *(*copySaved)(const void *saved);
  void (*deleteSaved)(void *saved);
  void (*fwd)(Blocks p, void *result, void *saved);
  void (*rev)(Blocks p, const void *saved, const void *resultBar, Blocks bar);
  void (*jvp)(Blocks p, void *result, Blocks dot, void *resultDot);
};

/// The oracle's view of the same function: the layout of its Dual numbers and the call.
struct Oracle {
  std::vector<Parameter> parameters;
  Parameter result;
  void (*primal)(Blocks p, void *result);
};

/// Numbers that the contract leaves no freedom in, given with the test: "result", or a parameter's name.
struct Expectation {
  std::size_t function, caseIndex;
  std::string what; ///< "value", "seed" or "gradient"
  std::string parameter;
  std::vector<long double> numbers;
};

int run(const std::vector<Function> &functions, const std::vector<Oracle> &oracles,
        const std::vector<Expectation> &expectations, bool selfCheck);

} // namespace harness

#endif
