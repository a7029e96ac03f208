// What types of Eigen are called in generated code.
#ifndef PULLBACK_FRONTEND_EIGENNAMES_H
#define PULLBACK_FRONTEND_EIGENNAMES_H

#include "Frontend/Types.h"

namespace pullback {

/// The matrix or array, by Eigen's own name where it has one: `Eigen::VectorXd`. `scalar` is what its scalar is called.
std::string spellEigen(const EigenObject &object, llvm::StringRef scalar);

} // namespace pullback

#endif // PULLBACK_FRONTEND_EIGENNAMES_H
