// Iterators that are kept while their container moves.
#ifndef PULLBACK_FRONTEND_KEPTITERATORS_H
#define PULLBACK_FRONTEND_KEPTITERATORS_H

#include "Frontend/Obstacles.h"

#include "clang/AST/DeclCXX.h"

namespace pullback {

/// True for a class that has, as members or in them, a container that the tool reads in a form of its own and an
/// iterator of one: these know the place of the container, and stay there when the object moves.
bool keepsOwnIterators(const clang::CXXRecordDecl *record);

/// Reports moves and exchanges, in a function of the user's, of containers of which an iterator is used afterwards.
void checkKeptIterators(const clang::FunctionDecl *function, ObstacleReporter &obstacles);

} // namespace pullback

#endif // PULLBACK_FRONTEND_KEPTITERATORS_H
