// Standard headers, found by the names in the finished text: one table, and no bookkeeping while printing.
#include "Emit/Includes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <set>

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
                                                     {"vector", "<vector>"},
                                                     {"span", "<span>"},
                                                     {"pair", "<utility>"},
                                                     {"string", "<string>"},
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
