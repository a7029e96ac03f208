// Layout by clang::format; the only file of this folder that includes Clang's headers. Trailing comments of one
// function then get one column, so that the lines of the primal read like a margin.
#include "Emit/Format.h"

#include "clang/Format/Format.h"

using namespace clang;
using llvm::StringRef;

static constexpr size_t columns = 100;
static constexpr size_t lastCommentColumn = 60; // longer lines have their comment right behind them

static format::FormatStyle makeStyle() {
  format::FormatStyle style = format::getLLVMStyle();
  style.ColumnLimit = columns;
  style.PointerAlignment = format::FormatStyle::PAS_Left;
  style.DerivePointerAlignment = false;
  style.SortIncludes = format::FormatStyle::SI_Never;
  style.ReflowComments = false;
  style.AllowShortIfStatementsOnASingleLine = format::FormatStyle::SIS_Never;
  style.AllowShortFunctionsOnASingleLine = format::FormatStyle::SFS_None;
  return style;
}

/// The code of a line that ends in a comment, and the comment; an empty comment for all other lines.
static std::pair<StringRef, StringRef> splitComment(StringRef line) {
  size_t at = line.find(" // ");
  StringRef code = line.take_front(at).rtrim();
  if (at == StringRef::npos || code.empty())
    return {line, ""};
  return {code, line.substr(at + 1)};
}

static void alignComments(llvm::ArrayRef<StringRef> lines, std::string &to) {
  size_t column = 0;
  for (StringRef line : lines)
    if (auto [code, comment] = splitComment(line); !comment.empty() && code.size() < lastCommentColumn)
      column = std::max(column, code.size() + 1);
  for (StringRef line : lines) {
    auto [code, comment] = splitComment(line);
    to += code;
    if (!comment.empty()) {
      bool fits = code.size() < column && column + comment.size() <= columns;
      to += std::string(fits ? column - code.size() : 1, ' ') + comment.str();
    }
    to += "\n";
  }
}

/// Functions and structs end with a brace in the first column.
static std::string alignAllComments(StringRef text) {
  std::string result;
  llvm::SmallVector<StringRef> lines;
  while (!text.empty()) {
    auto [line, rest] = text.split('\n');
    lines.push_back(line);
    text = rest;
    if (line.starts_with("}") || text.empty()) {
      alignComments(lines, result);
      lines.clear();
    }
  }
  return result;
}

std::string pullback::emit::formatCode(const std::string &text) {
  tooling::Range all(0, text.size());
  auto changed = tooling::applyAllReplacements(text, format::reformat(makeStyle(), text, {all}, "generated.cpp"));
  if (changed)
    return alignAllComments(*changed);
  llvm::consumeError(changed.takeError());
  return text;
}
