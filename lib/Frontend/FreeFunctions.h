// Member functions and lambdas as free functions, which is what their derivatives are.
#ifndef PULLBACK_FRONTEND_FREEFUNCTIONS_H
#define PULLBACK_FRONTEND_FREEFUNCTIONS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace pullback {

/// Declarations of free functions made for members, one for each. They have no body and are found by no look-up:
///
///   double M::f(double x) const           double f(const M& self, double x)    in the namespace of M
///   double F::operator()(double x) const  double F_call(const F& self, double x)
///   auto g = [](double x) {...};          double g(double x)
class FreeFunctions {
public:
  const clang::FunctionDecl *get(const clang::CXXMethodDecl *method);
  /// `callOperator` is that of a lambda in a variable.
  const clang::FunctionDecl *getLambda(const clang::CXXMethodDecl *callOperator);

private:
  const clang::FunctionDecl *make(const clang::CXXMethodDecl *method, const clang::NamedDecl *place,
                                  llvm::StringRef name, bool hasSelf);

  llvm::DenseMap<const clang::Decl *, const clang::FunctionDecl *> made;
};

/// The call operator of the lambda without captures that `variable` holds, or null.
const clang::CXXMethodDecl *getLambdaOf(const clang::VarDecl *variable);

} // namespace pullback

#endif // PULLBACK_FRONTEND_FREEFUNCTIONS_H
