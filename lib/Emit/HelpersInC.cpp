// One table, in the order in which the helpers are printed: what a helper calls stands before it. `$T` and `$S` are a
// floating-point type and its suffix in <math.h>; such a helper is there once for each of the three types.
#include "Emit/HelpersInC.h"

#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace {
struct Helper {
  StringRef name, definition;
  bool isMath = false;
};
} // namespace

// digamma: see MathHelpers.cpp.
static constexpr Helper helpers[] = {
    {"pullback_out_of_memory", R"(
/// Ends the program: derivatives have no way to return without their result.
static _Noreturn void pullback_out_of_memory(void) {
  fputs("out of memory in a derivative\n", stderr);
  abort();
}
)"},
    {"pullback_allocate", R"(
/// Memory for `count` objects of `size` bytes.
static void* pullback_allocate(size_t count, size_t size) {
  void* const memory = count <= SIZE_MAX / 2 / size ? malloc(count * size) : NULL;
  if (memory == NULL && count > 0)
    pullback_out_of_memory();
  return memory;
}
)"},
    {"pullback_allocate_zeros", R"(
/// Memory for `count` objects of `size` bytes, all zero.
static void* pullback_allocate_zeros(size_t count, size_t size) {
  void* const memory = count <= SIZE_MAX / 2 / size ? calloc(count, size) : NULL;
  if (memory == NULL && count > 0)
    pullback_out_of_memory();
  return memory;
}
)"},
    {"pullback_extend", R"(
/// `data`, or where it has moved to, with memory for at least `count` elements of `size` bytes.
static void* pullback_extend(void* data, size_t count, size_t* capacity, size_t size) {
  if (count <= *capacity)
    return data;
  const size_t wanted = count < 2 * *capacity ? 2 * *capacity : count;
  void* const memory = wanted <= SIZE_MAX / 2 / size ? realloc(data, wanted * size) : NULL;
  if (memory == NULL)
    pullback_out_of_memory();
  *capacity = wanted;
  return memory;
}
)"},
    {"pullback_resize", R"(
/// The same, with as many elements; those behind the first `*count` are zero.
static void* pullback_resize(void* data, size_t* count, size_t new_count, size_t* capacity, size_t size) {
  char* const memory = pullback_extend(data, new_count, capacity, size);
  if (new_count > *count)
    memset(memory + *count * size, 0, (new_count - *count) * size);
  *count = new_count;
  return memory;
}
)"},
    {"pullback_enlarge", R"(
/// The same for a vector that never shrinks.
static void* pullback_enlarge(void* data, size_t* count, size_t new_count, size_t* capacity, size_t size) {
  return new_count > *count ? pullback_resize(data, count, new_count, capacity, size) : data;
}
)"},
    {"pullback_duplicate", R"(
/// A copy of `count` objects of `size` bytes, with memory for no more of them.
static void* pullback_duplicate(const void* data, size_t count, size_t* capacity, size_t size) {
  void* const memory = pullback_allocate(count, size);
  if (count > 0)
    memcpy(memory, data, count * size);
  *capacity = count;
  return memory;
}
)"},
    {"pullback_room", R"(
/// The bytes of work space that an array takes: a multiple of every alignment.
static size_t pullback_room(size_t count, size_t size) {
  const size_t unit = _Alignof(max_align_t);
  return (count * size + unit - 1) / unit * unit;
}
)"},
    {"pullback_take", R"(
/// The array at the beginning of the work space that is left.
static void* pullback_take(void** memory, size_t count, size_t size) {
  void* const array = *memory;
  *memory = (char*)array + pullback_room(count, size);
  return array;
}
)"},
    {"pullback_is_reported", R"(
/// True once a call from outside has reported a number.
static _Thread_local bool pullback_is_reported = false;
)"},
    {"pullback_trace", R"(
/// Reports the first adjoint or tangent that is no finite number: where the primal has its derivative from, the statement
/// that made it, the names and values of the loop counters there.
static void pullback_trace(long double value, const char* function, const char* place, const char* statement,
                           int counters, ...) {
  if (isfinite(value) || pullback_is_reported)
    return;
  pullback_is_reported = true;
  fprintf(stderr, "%s: the first derivative in %s that is not finite is %g, from '%s'", place, function,
          (double)value, statement);
  va_list rest;
  va_start(rest, counters);
  for (int k = 0; k < counters; ++k) {
    const char* const name = va_arg(rest, const char*);
    fprintf(stderr, ", %s = %lld", name, va_arg(rest, long long));
  }
  va_end(rest);
  fputs("\n", stderr);
}
)"},
    {"pullback_object", R"(
/// An object that the caller passes, and what the calling contract wants of it.
typedef struct {
  const char* name;
  const void* begin;
  size_t count, size;
  bool must_exist, must_be_apart;
} pullback_object;
)"},
    {"pullback_input", R"(
static pullback_object pullback_input(const char* name, const void* object, size_t count, size_t size) {
  return (pullback_object){name, object, count, size, false, false};
}
)"},
    {"pullback_written", R"(
static pullback_object pullback_written(const char* name, const void* object, size_t count, size_t size) {
  return (pullback_object){name, object, count, size, false, true};
}
)"},
    {"pullback_tangent", R"(
static pullback_object pullback_tangent(const char* name, const void* object, size_t count, size_t size) {
  return (pullback_object){name, object, count, size, true, false};
}
)"},
    {"pullback_adjoint", R"(
static pullback_object pullback_adjoint(const char* name, const void* object, size_t count, size_t size) {
  return (pullback_object){name, object, count, size, true, true};
}
)"},
    {"pullback_report", R"(
static _Noreturn void pullback_report(const char* function, const char* name, const char* what) {
  fprintf(stderr, "%s: the calling contract is broken: '%s' %s\n", function, name, what);
  abort();
}
)"},
    {"pullback_overlap", R"(
static bool pullback_overlap(const pullback_object* left, const pullback_object* right) {
  const uintptr_t left_begin = (uintptr_t)left->begin;
  const uintptr_t right_begin = (uintptr_t)right->begin;
  return left_begin < right_begin + right->count * right->size && right_begin < left_begin + left->count * left->size;
}
)"},
    {"pullback_check", R"(
/// Ends the program where the arguments, so many of type pullback_object, break the calling contract.
static void pullback_check(const char* function, int count, ...) {
  va_list before_all;
  va_start(before_all, count);
  va_list objects;
  va_copy(objects, before_all);
  for (int k = 0; k < count; ++k) {
    const pullback_object object = va_arg(objects, pullback_object);
    if (object.count > (size_t)PTRDIFF_MAX / object.size)
      pullback_report(function, object.name, "has a negative length");
    if (object.must_exist && object.begin == NULL && object.count > 0)
      pullback_report(function, object.name, "is null");
    va_list earlier;
    va_copy(earlier, before_all);
    for (int j = 0; j < k; ++j) {
      const pullback_object other = va_arg(earlier, pullback_object);
      if ((object.must_be_apart || other.must_be_apart) && pullback_overlap(&object, &other)) {
        fprintf(stderr, "%s: the calling contract is broken: '%s' overlaps '%s'\n", function, object.name, other.name);
        abort();
      }
    }
    va_end(earlier);
  }
  va_end(objects);
  va_end(before_all);
}
)"},
    {"digamma", R"(
/// The derivative of lgamma.
static $T digamma$S($T argument) {
  static const $W coefficients[] = {($W)1 / 12,      ($W)-1 / 120,    ($W)1 / 252, ($W)-1 / 240,
                               ($W)1 / 132,     ($W)-691 / 32760, ($W)1 / 12,  ($W)-3617 / 8160,
                               ($W)43867 / 14364, ($W)-174611 / 6600};
  const $W least = $L;
  const $W pi = ($W)3.14159265358979323846264338327950288L;
  $W x = argument;
  $W sum = 0;
  if (x <= 0) {
    sum = -pi / tan$V(pi * (x - round$V(x)));
    x = 1 - x;
  }
  for (; x < least; x += 1)
    sum -= 1 / x;
  const $W square = 1 / (x * x);
  $W series = 0;
  for (int k = 9; k >= 0; --k)
    series = (series + coefficients[k]) * square;
  return ($T)(sum + log$V(x) - 1 / (2 * x) - series);
}
)",
     true},
    {"frexp_fraction", R"(
static $T frexp_fraction$S($T x) {
  int exponent = 0;
  return frexp$S(x, &exponent);
}
)",
     true},
    {"frexp_exponent", R"(
static int frexp_exponent$S($T x) {
  int exponent = 0;
  frexp$S(x, &exponent);
  return exponent;
}
)",
     true},
    {"remquo_quotient", R"(
/// The low bits of the quotient x / y, rounded.
static int remquo_quotient$S($T x, $T y) {
  int quotient = 0;
  remquo$S(x, y, &quotient);
  return quotient;
}
)",
     true},
    {"lgamma_sign", R"(
/// The sign of the gamma function.
static int lgamma_sign$S($T x) {
  int sign = 0;
  lgamma$S_r(x, &sign);
  return sign;
}
)",
     true},
    {"modf_fraction", R"(
static $T modf_fraction$S($T x) {
  $T whole = 0;
  return modf$S(x, &whole);
}
)",
     true},
    {"modf_integer", R"(
static $T modf_integer$S($T x) {
  $T whole = 0;
  modf$S(x, &whole);
  return whole;
}
)",
     true},
    {"pullback_complex", R"(
static $T _Complex pullback_complex$S($T x, $T y) {
  const union {
    $T parts[2];
    $T _Complex number;
  } both = {{x, y}};
  return both.number;
}
)",
     true},
    {"exp_real", "\nstatic $T exp_real$S($T x, $T y) { return creal$S(cexp$S(pullback_complex$S(x, y))); }\n", true},
    {"exp_imag", "\nstatic $T exp_imag$S($T x, $T y) { return cimag$S(cexp$S(pullback_complex$S(x, y))); }\n", true},
    {"log_real", "\nstatic $T log_real$S($T x, $T y) { return creal$S(clog$S(pullback_complex$S(x, y))); }\n", true},
    {"sqrt_real", "\nstatic $T sqrt_real$S($T x, $T y) { return creal$S(csqrt$S(pullback_complex$S(x, y))); }\n", true},
    {"sqrt_imag", "\nstatic $T sqrt_imag$S($T x, $T y) { return cimag$S(csqrt$S(pullback_complex$S(x, y))); }\n", true},
    {"sin_real", "\nstatic $T sin_real$S($T x, $T y) { return creal$S(csin$S(pullback_complex$S(x, y))); }\n", true},
    {"sin_imag", "\nstatic $T sin_imag$S($T x, $T y) { return cimag$S(csin$S(pullback_complex$S(x, y))); }\n", true},
    {"cos_real", "\nstatic $T cos_real$S($T x, $T y) { return creal$S(ccos$S(pullback_complex$S(x, y))); }\n", true},
    {"cos_imag", "\nstatic $T cos_imag$S($T x, $T y) { return cimag$S(ccos$S(pullback_complex$S(x, y))); }\n", true},
    {"tan_real", "\nstatic $T tan_real$S($T x, $T y) { return creal$S(ctan$S(pullback_complex$S(x, y))); }\n", true},
    {"tan_imag", "\nstatic $T tan_imag$S($T x, $T y) { return cimag$S(ctan$S(pullback_complex$S(x, y))); }\n", true},
    {"sinh_real", "\nstatic $T sinh_real$S($T x, $T y) { return creal$S(csinh$S(pullback_complex$S(x, y))); }\n", true},
    {"sinh_imag", "\nstatic $T sinh_imag$S($T x, $T y) { return cimag$S(csinh$S(pullback_complex$S(x, y))); }\n", true},
    {"cosh_real", "\nstatic $T cosh_real$S($T x, $T y) { return creal$S(ccosh$S(pullback_complex$S(x, y))); }\n", true},
    {"cosh_imag", "\nstatic $T cosh_imag$S($T x, $T y) { return cimag$S(ccosh$S(pullback_complex$S(x, y))); }\n", true},
    {"tanh_real", "\nstatic $T tanh_real$S($T x, $T y) { return creal$S(ctanh$S(pullback_complex$S(x, y))); }\n", true},
    {"tanh_imag", "\nstatic $T tanh_imag$S($T x, $T y) { return cimag$S(ctanh$S(pullback_complex$S(x, y))); }\n", true},
    {"asin_real", "\nstatic $T asin_real$S($T x, $T y) { return creal$S(casin$S(pullback_complex$S(x, y))); }\n", true},
    {"asin_imag", "\nstatic $T asin_imag$S($T x, $T y) { return cimag$S(casin$S(pullback_complex$S(x, y))); }\n", true},
    {"acos_real", "\nstatic $T acos_real$S($T x, $T y) { return creal$S(cacos$S(pullback_complex$S(x, y))); }\n", true},
    {"acos_imag", "\nstatic $T acos_imag$S($T x, $T y) { return cimag$S(cacos$S(pullback_complex$S(x, y))); }\n", true},
    {"atan_real", "\nstatic $T atan_real$S($T x, $T y) { return creal$S(catan$S(pullback_complex$S(x, y))); }\n", true},
    {"atan_imag", "\nstatic $T atan_imag$S($T x, $T y) { return cimag$S(catan$S(pullback_complex$S(x, y))); }\n", true},
    {"asinh_real", "\nstatic $T asinh_real$S($T x, $T y) { return creal$S(casinh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"asinh_imag", "\nstatic $T asinh_imag$S($T x, $T y) { return cimag$S(casinh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"acosh_real", "\nstatic $T acosh_real$S($T x, $T y) { return creal$S(cacosh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"acosh_imag", "\nstatic $T acosh_imag$S($T x, $T y) { return cimag$S(cacosh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"atanh_real", "\nstatic $T atanh_real$S($T x, $T y) { return creal$S(catanh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"atanh_imag", "\nstatic $T atanh_imag$S($T x, $T y) { return cimag$S(catanh$S(pullback_complex$S(x, y))); }\n",
     true},
    {"quotient_real", R"(
/// The real part of (x + iy) / (z + iw).
static $T quotient_real$S($T x, $T y, $T z, $T w) { return creal$S(pullback_complex$S(x, y) / pullback_complex$S(z, w)); }
)",
     true},
    {"quotient_imag", R"(
/// The imaginary part of (x + iy) / (z + iw).
static $T quotient_imag$S($T x, $T y, $T z, $T w) { return cimag$S(pullback_complex$S(x, y) / pullback_complex$S(z, w)); }
)",
     true},
    {"pow_real", R"(
/// The real part of (x + iy) to the power z + iw.
static $T pow_real$S($T x, $T y, $T z, $T w) { return creal$S(cpow$S(pullback_complex$S(x, y), pullback_complex$S(z, w))); }
)",
     true},
    {"pow_imag", R"(
/// The imaginary part of (x + iy) to the power z + iw.
static $T pow_imag$S($T x, $T y, $T z, $T w) { return cimag$S(cpow$S(pullback_complex$S(x, y), pullback_complex$S(z, w))); }
)",
     true},
    {"steps_to_snapshot", R"(
/// How many steps to run until the next of so many snapshots, so that the fewest are run again in all: the binomial
/// schedule of Griewank and Walther, ACM Transactions on Mathematical Software 26 (2000).
static size_t steps_to_snapshot(size_t steps, size_t snapshots) {
  size_t repetitions = 1;
  size_t reach = snapshots + 1; // (snapshots + repetitions)! / (snapshots! repetitions!)
  while (reach < steps) {
    ++repetitions;
    reach = reach * (snapshots + repetitions) / repetitions;
  }
  const size_t before = reach * repetitions / (snapshots + repetitions);
  const size_t behind = before * snapshots / (snapshots + repetitions - 1);
  return before < steps - behind ? before : steps - behind;
}
)"}};

static bool isNameCharacter(char c) { return llvm::isAlnum(c) || c == '_'; }

/// True if `text` has `name` as a word, in front of a parenthesis if that is a call.
static bool mentions(StringRef text, StringRef name, bool isCall) {
  for (size_t at = text.find(name); at != StringRef::npos; at = text.find(name, at + 1)) {
    StringRef rest = text.drop_front(at + name.size());
    bool begins = at == 0 || !isNameCharacter(text[at - 1]);
    if (begins && (isCall ? rest.starts_with("(") : rest.empty() || !isNameCharacter(rest.front())))
      return true;
  }
  return false;
}

static std::string replaceAll(StringRef text, StringRef what, StringRef by) {
  std::string result;
  while (true) {
    auto [before, after] = text.split(what);
    result += before;
    if (before.size() == text.size())
      return result;
    result += by;
    text = after;
  }
}

/// A helper for one floating-point type; `$W`, `$V` and `$L` are what digamma computes in.
static std::string instantiate(StringRef definition, StringRef suffix) {
  StringRef type = suffix == "f" ? "float" : suffix == "l" ? "long double" : "double";
  std::string text = replaceAll(replaceAll(definition, "$T", type), "$S", suffix);
  text = replaceAll(replaceAll(text, "$W", suffix == "f" ? "double" : type), "$V", suffix == "f" ? "" : suffix);
  return replaceAll(text, "$L", suffix == "l" ? "20" : "10");
}

std::string pullback::emit::printHelpersInC(StringRef text) {
  std::string all = text.str();
  llvm::SmallVector<std::string> used;
  auto use = [&](std::string definition) {
    all += definition;
    used.push_back(std::move(definition));
  };
  for (const Helper &helper : llvm::reverse(helpers)) {
    if (!helper.isMath && mentions(all, helper.name, /*isCall=*/false))
      use(helper.definition.str());
    for (StringRef suffix : {"l", "", "f"})
      if (helper.isMath && mentions(all, (helper.name + suffix).str(), /*isCall=*/true))
        use(instantiate(helper.definition, suffix));
  }
  std::string definitions;
  for (const std::string &definition : llvm::reverse(used))
    definitions += StringRef(definition).drop_front().str() + "\n";
  return definitions;
}

bool pullback::emit::isMathHelperOfC(StringRef name) {
  return name == "steps_to_snapshot" ||
         llvm::any_of(helpers, [&](const Helper &helper) { return helper.isMath && helper.name == name; });
}

void pullback::emit::addLibraryNamesOfC(llvm::StringSet<> &taken) {
  for (StringRef name : {"malloc", "calloc", "realloc", "free", "abort", "abs", "labs", "llabs", "memcpy", "memset",
                         "fprintf", "printf", "fputs", "puts", "putchar", "fflush", "stderr", "stdout"})
    taken.insert(name);
}
