// Where a file comes from.
#ifndef PULLBACK_FRONTEND_PLACES_H
#define PULLBACK_FRONTEND_PLACES_H

#include "clang/Basic/SourceManager.h"

namespace pullback {

/// The place of the directive that included the file of `place`; invalid for a source, be it the main one or another
/// from which bodies were copied: Clang's ASTImporter pretends that the first byte of the main file includes those.
inline clang::SourceLocation getIncluder(const clang::SourceManager &sources, clang::SourceLocation place) {
  clang::SourceLocation from = sources.getIncludeLoc(sources.getFileID(place));
  bool isPretended = from.isValid() && from == sources.getLocForStartOfFile(sources.getMainFileID());
  return isPretended ? clang::SourceLocation() : from;
}

} // namespace pullback

#endif // PULLBACK_FRONTEND_PLACES_H
