// Layout by clang::format; the only file of this folder that includes Clang's headers.
#include "Emit/Format.h"

#include "clang/Format/Format.h"

using namespace clang;

static format::FormatStyle makeStyle() {
  format::FormatStyle style = format::getLLVMStyle();
  style.ColumnLimit = 100;
  style.PointerAlignment = format::FormatStyle::PAS_Left;
  style.DerivePointerAlignment = false;
  style.SortIncludes = format::FormatStyle::SI_Never;
  style.ReflowComments = false;
  style.AllowShortIfStatementsOnASingleLine = format::FormatStyle::SIS_Never;
  style.AllowShortFunctionsOnASingleLine = format::FormatStyle::SFS_None;
  return style;
}

std::string pullback::emit::formatCode(const std::string &text) {
  tooling::Range all(0, text.size());
  auto changed = tooling::applyAllReplacements(text, format::reformat(makeStyle(), text, {all}, "generated.cpp"));
  if (changed)
    return *changed;
  llvm::consumeError(changed.takeError());
  return text;
}
