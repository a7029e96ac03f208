// Standard headers, found by the names in the finished text: one table, and no bookkeeping while printing.
#include "Emit/Includes.h"

#include "Emit/MathHelpers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <set>

using namespace pullback;
using llvm::StringRef;

/// The header of a name behind `std::`; all others that we print are <cmath>'s.
static StringRef getHeader(StringRef name) {
  static const llvm::StringMap<StringRef> headers = {{"unique_ptr", "<memory>"},
                                                     {"fprintf", "<cstdio>"},
                                                     {"printf", "<cstdio>"},
                                                     {"puts", "<cstdio>"},
                                                     {"putchar", "<cstdio>"},
                                                     {"fflush", "<cstdio>"},
                                                     {"cout", "<iostream>"},
                                                     {"cerr", "<iostream>"},
                                                     {"clog", "<iostream>"},
                                                     {"endl", "<iostream>"},
                                                     {"flush", "<iostream>"},
                                                     {"setprecision", "<iomanip>"},
                                                     {"setw", "<iomanip>"},
                                                     {"fixed", "<iostream>"},
                                                     {"scientific", "<iostream>"},
                                                     {"defaultfloat", "<iostream>"},
                                                     {"left", "<iostream>"},
                                                     {"right", "<iostream>"},
                                                     {"boolalpha", "<iostream>"},
                                                     {"showpos", "<iostream>"},
                                                     {"noshowpos", "<iostream>"},
                                                     {"abort", "<cstdlib>"},
                                                     {"uintptr_t", "<cstdint>"},
                                                     {"array", "<array>"},
                                                     {"bad_optional_access", "<optional>"},
                                                     {"bad_function_call", "<functional>"},
                                                     {"bad_variant_access", "<variant>"},
                                                     {"bad_weak_ptr", "<memory>"},
                                                     {"bad_alloc", "<new>"},
                                                     {"bad_array_new_length", "<new>"},
                                                     {"bad_cast", "<typeinfo>"},
                                                     {"bad_typeid", "<typeinfo>"},
                                                     {"exception", "<exception>"},
                                                     {"bad_exception", "<exception>"},
                                                     {"system_error", "<system_error>"},
                                                     {"vector", "<vector>"},
                                                     {"valarray", "<valarray>"},
                                                     {"span", "<span>"},
                                                     {"pair", "<utility>"},
                                                     {"tuple", "<tuple>"},
                                                     {"string", "<string>"},
                                                     {"string_view", "<string_view>"},
                                                     {"as_const", "<utility>"},
                                                     {"ostringstream", "<sstream>"},
                                                     {"to_string", "<string>"},
                                                     {"complex", "<complex>"},
                                                     {"numeric_limits", "<limits>"},
                                                     {"size_t", "<cstddef>"},
                                                     {"max_align_t", "<cstddef>"},
                                                     {"ptrdiff_t", "<cstddef>"},
                                                     {"min", "<algorithm>"},
                                                     {"max", "<algorithm>"},
                                                     {"fill_n", "<algorithm>"},
                                                     {"copy_n", "<algorithm>"},
                                                     {"conditional_t", "<type_traits>"},
                                                     {"is_same_v", "<type_traits>"},
                                                     {"move", "<utility>"},
                                                     {"swap", "<utility>"},
                                                     {"int8_t", "<cstdint>"},
                                                     {"int16_t", "<cstdint>"},
                                                     {"int32_t", "<cstdint>"},
                                                     {"int64_t", "<cstdint>"},
                                                     {"uint8_t", "<cstdint>"},
                                                     {"uint16_t", "<cstdint>"},
                                                     {"uint32_t", "<cstdint>"},
                                                     {"uint64_t", "<cstdint>"},
                                                     {"logic_error", "<stdexcept>"},
                                                     {"domain_error", "<stdexcept>"},
                                                     {"length_error", "<stdexcept>"},
                                                     {"out_of_range", "<stdexcept>"},
                                                     {"range_error", "<stdexcept>"},
                                                     {"runtime_error", "<stdexcept>"},
                                                     {"invalid_argument", "<stdexcept>"},
                                                     {"overflow_error", "<stdexcept>"},
                                                     {"underflow_error", "<stdexcept>"}};
  auto found = headers.find(name);
  return found == headers.end() ? "<cmath>" : found->second;
}

static bool isNameCharacter(char c) { return llvm::isAlnum(c) || c == '_'; }

std::string pullback::emit::printIncludes(StringRef text, llvm::ArrayRef<std::string> extra, bool ownAreC,
                                          bool keepsOrder) {
  std::set<std::string> standard, own;
  for (size_t at = text.find("std::"); at != StringRef::npos; at = text.find("std::", at + 5))
    standard.insert(getHeader(text.substr(at + 5).take_while(isNameCharacter)).str());
  for (size_t at = text.find("M_"); at != StringRef::npos; at = text.find("M_", at + 2))
    if (at == 0 || !isNameCharacter(text[at - 1]))
      standard.insert("<cmath>");
  if (callsGlibc(text, /*isC=*/false))
    standard.insert("<cmath>");
  if (text.contains("errno = "))
    standard.insert("<cerrno>");
  std::string first;
  for (const std::string &header : extra) {
    if (!keepsOrder)
      continue;
    bool isOwnC = ownAreC && !StringRef(header).starts_with("<");
    first += (isOwnC ? "extern \"C\" {\n#include " : "#include ") + header + (isOwnC ? "\n}\n" : "\n");
    standard.erase(header);
  }
  for (const std::string &header : keepsOrder ? llvm::ArrayRef<std::string>() : extra)
    (StringRef(header).starts_with("<") ? standard : own).insert(header);
  std::string result = first + (!first.empty() && !standard.empty() ? "\n" : "");
  result += ownAreC && !own.empty() ? "extern \"C\" {\n" : "";
  for (const std::string &header : own)
    result += "#include " + header + "\n";
  result += ownAreC && !own.empty() ? "}\n" : "";
  if (!own.empty() && !standard.empty())
    result += "\n";
  for (const std::string &header : standard)
    result += "#include " + header + "\n";
  return result;
}

//===------------------------------------------------------------------------------------------------------------===//
// C
//===------------------------------------------------------------------------------------------------------------===//

/// Without the suffix of a type.
static StringRef stem(StringRef function) {
  return function.ends_with("f") || function.ends_with("l") ? function.drop_back() : function;
}

/// The header of C of a word; "" for all that no header declares.
static StringRef getHeaderOfC(StringRef word) {
  static const llvm::StringMap<StringRef> headers = {
      {"size_t", "<stddef.h>"},      {"ptrdiff_t", "<stddef.h>"}, {"NULL", "<stddef.h>"},
      {"max_align_t", "<stddef.h>"}, {"wchar_t", "<stddef.h>"},   {"bool", "<stdbool.h>"},
      {"true", "<stdbool.h>"},       {"false", "<stdbool.h>"},    {"malloc", "<stdlib.h>"},
      {"calloc", "<stdlib.h>"},      {"realloc", "<stdlib.h>"},   {"free", "<stdlib.h>"},
      {"abort", "<stdlib.h>"},       {"memcpy", "<string.h>"},    {"memset", "<string.h>"},
      {"fprintf", "<stdio.h>"},      {"printf", "<stdio.h>"},     {"fputs", "<stdio.h>"},
      {"puts", "<stdio.h>"},         {"putchar", "<stdio.h>"},    {"fflush", "<stdio.h>"},
      {"stderr", "<stdio.h>"},       {"stdout", "<stdio.h>"},     {"errno", "<errno.h>"},
      {"va_list", "<stdarg.h>"},     {"INFINITY", "<math.h>"},    {"NAN", "<math.h>"},
      {"uintptr_t", "<stdint.h>"},   {"SIZE_MAX", "<stdint.h>"},  {"PTRDIFF_MAX", "<stdint.h>"}};
  if (auto found = headers.find(word); found != headers.end())
    return found->second;
  if (emit::isFunctionOfMathHeader(word))
    return "<math.h>";
  if (word.take_front() == "c" &&
      llvm::is_contained({"real", "imag", "exp", "log", "sqrt", "pow"}, stem(word.drop_front())))
    return "<complex.h>";
  bool isLimit = word.ends_with("_MIN") || word.ends_with("_MAX") || word.ends_with("_EPSILON");
  if (isLimit && (word.starts_with("FLT_") || word.starts_with("DBL_") || word.starts_with("LDBL_")))
    return "<float.h>";
  if (isLimit && llvm::is_contained({"INT", "UINT", "LONG", "ULONG", "LLONG", "ULLONG"}, word.drop_back(4)))
    return "<limits.h>";
  bool isSized = word.consume_back("_t") && (word.consume_front("uint") || word.consume_front("int"));
  return isSized && llvm::any_of(word, llvm::isDigit) ? "<stdint.h>" : "";
}

/// Calls `visit` for the words of the code, and whether they name a member, without those of comments and of text in
/// quotes.
static void forEachWord(StringRef text, llvm::function_ref<void(StringRef, bool isMember)> visit) {
  const char *begin = text.data();
  while (!text.empty()) {
    if (text.starts_with("//")) {
      text = text.drop_until([](char c) { return c == '\n'; });
    } else if (char quote = text.front(); quote == '"' || quote == '\'') {
      size_t end = 1;
      while (end < text.size() && text[end] != quote)
        end += text[end] == '\\' ? 2 : 1;
      text = text.drop_front(std::min(end + 1, text.size()));
    } else if (isNameCharacter(text.front())) {
      StringRef word = text.take_while(isNameCharacter);
      StringRef before(begin, text.data() - begin);
      visit(word, before.ends_with(".") || before.ends_with("->"));
      text = text.drop_front(word.size());
    } else {
      text = text.drop_front();
    }
  }
}

bool pullback::emit::hasWord(StringRef text, const std::set<std::string> &words) {
  bool found = false;
  forEachWord(text, [&](StringRef word, bool isMember) {
    found |= words.count(word.str()) || (isMember && words.count(("." + word).str()));
  });
  return found;
}

std::string pullback::emit::printIncludesOfC(StringRef text, llvm::ArrayRef<std::string> extra, bool keepsOrder) {
  std::set<std::string> standard, own;
  std::string first;
  forEachWord(text, [&](StringRef word, bool) {
    if (StringRef header = getHeaderOfC(word); !header.empty())
      standard.insert(header.str());
  });
  if (callsGlibc(text, /*isC=*/true))
    standard.insert("<math.h>");
  for (std::string header : extra) {
    if (StringRef name = header; name.consume_front("<c") && !name.ends_with(".h>")) // <cstddef> is <stddef.h>
      header = ("<" + name.drop_back() + ".h>").str();
    if (keepsOrder) {
      first += "#include " + header + "\n";
      standard.erase(header);
    } else {
      (StringRef(header).starts_with("<") ? standard : own).insert(header);
    }
  }
  auto list = [](const std::set<std::string> &headers) {
    std::string lines;
    for (const std::string &header : headers)
      lines += "#include " + header + "\n";
    return lines;
  };
  std::string before = first + list(own);
  return before + (before.empty() || standard.empty() ? "" : "\n") + list(standard);
}
