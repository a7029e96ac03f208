#include "Emit/DebugHelpers.h"

using llvm::StringRef;

static constexpr StringRef traceHelpers = R"(
/// True once a call from outside has reported a number.
thread_local bool isNonfiniteReported = false;

void printCounters() { std::fprintf(stderr, "\n"); }
template <typename T, typename... Rest> void printCounters(const char* name, T value, Rest... rest) {
  std::fprintf(stderr, ", %s = %lld", name, static_cast<long long>(value));
  printCounters(rest...);
}

/// Reports the first adjoint or tangent that is no finite number: where the primal has its derivative from, the statement that made
/// it, the loop counters there.
template <typename T, typename... Counters>
void traceNonfinite(T value, const char* function, const char* place, const char* statement, Counters... counters) {
  if (std::isfinite(value) || isNonfiniteReported)
    return;
  isNonfiniteReported = true;
  std::fprintf(stderr, "%s: the first derivative in %s that is not finite is %g, from '%s'", place, function,
               static_cast<double>(value), statement);
  printCounters(counters...);
}
)";

static constexpr StringRef contractHelpers = R"(
/// An object that the caller passes, and what the calling contract wants of it.
struct PassedObject {
  const char* name;
  const void* begin;
  std::size_t count, size;
  bool mustExist, mustBeApart;
};

template <typename T> PassedObject inputObject(const char* name, const T* object, std::size_t count) {
  return {name, object, count, sizeof(T), false, false};
}
template <typename T> PassedObject writtenObject(const char* name, const T* object, std::size_t count) {
  return {name, object, count, sizeof(T), false, true};
}
template <typename T> PassedObject tangentObject(const char* name, const T* object, std::size_t count) {
  return {name, object, count, sizeof(T), true, false};
}
template <typename T> PassedObject adjointObject(const char* name, const T* object, std::size_t count) {
  return {name, object, count, sizeof(T), true, true};
}

[[noreturn]] void reportBreach(const char* function, const PassedObject& object, const char* what) {
  std::fprintf(stderr, "%s: the calling contract is broken: '%s' %s\n", function, object.name, what);
  std::abort();
}
[[noreturn]] void reportOverlap(const char* function, const PassedObject& object, const PassedObject& other) {
  std::fprintf(stderr, "%s: the calling contract is broken: '%s' overlaps '%s'\n", function, object.name, other.name);
  std::abort();
}

bool overlap(const PassedObject& left, const PassedObject& right) {
  const std::uintptr_t leftBegin = reinterpret_cast<std::uintptr_t>(left.begin);
  const std::uintptr_t rightBegin = reinterpret_cast<std::uintptr_t>(right.begin);
  return leftBegin < rightBegin + right.count * right.size && rightBegin < leftBegin + left.count * left.size;
}

/// Ends the program where the arguments break the calling contract.
template <typename... Objects> void checkContract(const char* function, const Objects&... objects) {
  const PassedObject list[] = {objects...};
  for (const PassedObject& object : list) {
    if (object.count > static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / object.size)
      reportBreach(function, object, "has a negative length");
    if (object.mustExist && object.begin == nullptr && object.count > 0)
      reportBreach(function, object, "is null");
    for (const PassedObject* other = list; other != &object; ++other)
      if ((object.mustBeApart || other->mustBeApart) && overlap(object, *other))
        reportOverlap(function, object, *other);
  }
}
)";

static constexpr StringRef sizeHelper = R"(
/// Ends the program where a container's gradient or tangent has not the container's size.
template <typename Size> void checkSize(const char* function, const char* name, Size size, Size wanted) {
  if (size == wanted)
    return;
  std::fprintf(stderr, "%s: the calling contract is broken: '%s' has size %lld, not %lld\n", function, name,
               static_cast<long long>(size), static_cast<long long>(wanted));
  std::abort();
}
)";

static constexpr StringRef workspaceHelpers = R"(
/// The bytes of work space that an array takes: a multiple of every alignment.
template <typename T> std::size_t roomFor(std::size_t count) {
  return (count * sizeof(T) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);
}
)";

static constexpr StringRef takeHelper = R"(
/// The array at the beginning of the work space that is left.
template <typename T> T* takeArray(void*& memory, std::size_t count) {
  T* const array = static_cast<T*>(memory);
  memory = static_cast<char*>(memory) + roomFor<T>(count);
  return array;
}
)";

std::string pullback::emit::printDebugHelpers(StringRef text) {
  std::string definitions;
  if (text.contains("traceNonfinite(") || text.contains("isNonfiniteReported"))
    definitions += traceHelpers.str();
  if (text.contains("checkContract("))
    definitions += contractHelpers.str();
  if (text.contains("checkSize("))
    definitions += sizeHelper.str();
  if (text.contains("roomFor<"))
    definitions += workspaceHelpers.str();
  if (text.contains("takeArray<"))
    definitions += takeHelper.str();
  return definitions.empty() ? "" : "namespace {\n" + definitions + "\n} // namespace\n\n";
}
