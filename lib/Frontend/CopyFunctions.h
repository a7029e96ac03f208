// What the copy and move functions of a class do.
#ifndef PULLBACK_FRONTEND_COPYFUNCTIONS_H
#define PULLBACK_FRONTEND_COPYFUNCTIONS_H

#include "clang/AST/DeclCXX.h"

namespace pullback {

/// True for a class of which a copy is not what the original is, as far as its functions show: a number that is not
/// copied, or changed on the way, as a cache or a counter; a pointer to a member of the object itself. Objects in a
/// vector, or sorted, are moved here as they lie in memory, and not by these functions. Memory that a copy has of its
/// own is none of this.
bool changesInCopies(const clang::CXXRecordDecl *record);

/// True for objects that are not exchanged by exchanging what they contain: classes of the user's copy or move them, or
/// parts of them; or they may be bases of objects, which keep their class.
bool isMovedByUser(clang::QualType type);

} // namespace pullback

#endif // PULLBACK_FRONTEND_COPYFUNCTIONS_H
