// Names: the user's where there is one, with a number behind it where it is taken.
#include "Emit/Names.h"

#include "Emit/Lowering.h"
#include "IR/InventedNames.h"

#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

bool pullback::emit::isReservedName(StringRef name) {
  static const llvm::StringSet<> reserved = {
      // Keywords.
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
      "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
      "consteval", "constexpr", "constinit", "const_cast", "continue", "decltype", "default", "delete", "do", "double",
      "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
      "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
      "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short",
      "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this",
      "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual",
      "void", "volatile", "wchar_t", "while", "xor", "xor_eq", "std",
      // Macros of the standard headers.
      "INFINITY", "NAN", "HUGE_VAL", "HUGE_VALF", "HUGE_VALL", "NULL", "M_PI", "M_PI_2", "M_PI_4", "M_1_PI", "M_2_PI",
      "M_2_SQRTPI", "M_SQRT2", "M_SQRT1_2", "M_E", "M_LOG2E", "M_LOG10E", "M_LN2", "M_LN10", "FP_NAN", "FP_INFINITE",
      "FP_ZERO", "FP_NORMAL", "FP_SUBNORMAL", "DOMAIN", "SING", "OVERFLOW", "UNDERFLOW", "PLOSS", "TLOSS", "errno",
      "assert", "linux", "unix", "restrict",
      // Their variables and type aliases, of which gcc warns when they are hidden.
      "signgam", "environ", "timezone", "daylight", "tzname", "size_t", "ptrdiff_t", "max_align_t", "ssize_t", "wint_t",
      "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "intptr_t", "uintptr_t",
      "intmax_t", "uintmax_t", "time_t", "clock_t", "timer_t", "clockid_t", "suseconds_t", "useconds_t", "id_t",
      "key_t", "mode_t", "dev_t", "ino_t", "off_t", "pid_t", "gid_t", "uid_t", "nlink_t", "quad_t", "u_quad_t",
      "daddr_t", "caddr_t", "sigset_t", "fd_set", "fd_mask", "div_t", "ldiv_t", "lldiv_t", "uint", "ulong", "ushort",
      "u_int", "u_char", "u_short", "u_long", "float_t", "double_t", "locale_t"};
  return reserved.contains(name);
}

namespace {
class Namer {
public:
  explicit Namer(const llvm::StringSet<> &taken) : taken(taken) {}
  void nameParameters(ArrayRef<Variable *> parameters);
  void visit(emit::Block &block);

private:
  struct Claim {
    std::string name, hint;
    unsigned lastNumber; // of the hint, before this claim
  };
  bool isFree(StringRef name) const {
    return !visible.contains(name) && !taken.contains(name) && !isReservedName(name);
  }
  std::string claim(StringRef hint);
  void giveBack(size_t count);
  void declare(Stmt *stmt);

  const llvm::StringSet<> &taken;
  llvm::StringSet<> visible;
  llvm::StringMap<unsigned> lastNumbers; // so that the thousandth x does not try a thousand names
  SmallVector<Claim> claims;             // in order, so that a scope can give its names back
};
} // namespace

std::string Namer::claim(StringRef wanted) {
  std::string hint = wanted.empty() ? "value" : withoutReservedForm(wanted);
  unsigned &number = lastNumbers.try_emplace(hint, 1).first->second;
  Claim made = {hint, hint, number};
  while (!isFree(made.name))
    made.name = withNumber(hint, ++number);
  visible.insert(made.name);
  claims.push_back(made);
  return made.name;
}

/// Forgets all claims but the first `count`.
void Namer::giveBack(size_t count) {
  for (; claims.size() > count; claims.pop_back()) {
    visible.erase(claims.back().name);
    lastNumbers[claims.back().hint] = claims.back().lastNumber;
  }
}

void Namer::nameParameters(ArrayRef<Variable *> parameters) {
  for (Variable *parameter : parameters) {
    std::string name = parameter->hint.empty() ? "unnamed" : parameter->hint;
    while (isReservedName(name) || taken.contains(name) || visible.contains(name))
      name += "_";
    parameter->name = name;
    visible.insert(name);
  }
}

void Namer::declare(Stmt *stmt) {
  Variable *variable = stmt->variable;
  if (variable->isParameter || !variable->name.empty())
    return;
  variable->name = claim(variable->hint);
  if (variable->kind == Variable::Pointer)
    variable->memoryName = claim(variable->ownsSeveral ? "memory" : variable->name + "_memory");
}

void Namer::visit(emit::Block &block) {
  size_t outer = claims.size();
  for (Stmt *stmt : block) {
    size_t before = claims.size();
    if (stmt->variable)
      declare(stmt);
    visit(stmt->body);
    visit(stmt->orElse);
    if (stmt->kind == Stmt::For)
      giveBack(before);
  }
  giveBack(outer);
}

void pullback::emit::assignNames(Code &code, ArrayRef<Variable *> parameters, const llvm::StringSet<> &taken) {
  Namer namer(taken);
  namer.nameParameters(parameters);
  namer.visit(code.body);
}
