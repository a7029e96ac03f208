// Roles of parameters, and the signatures that the contract gives to derivatives.
#ifndef PULLBACK_FRONTEND_SIGNATURES_H
#define PULLBACK_FRONTEND_SIGNATURES_H

#include "IR/OutputLanguage.h"

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

#include <string>

namespace pullback {

enum class Role { Wrt, Of, InOut, Passive, Scratch, Inactive };

/// The value of `pb.role`: "wrt", "of", "inout", "passive", "scratch" or "inactive".
llvm::StringRef getRoleName(Role role);

/// One parameter of a primal, as a request sees it.
struct RequestedParameter {
  Role role = Role::Passive;
  std::string length; // text of the length expression; "" where none is known
};

/// True if an object of this type holds floating-point data, also behind pointers.
bool holdsFloat(clang::QualType type);
/// True for a pointer or reference to data that the function may write.
bool isWritable(clang::QualType type);

struct GeneratedParameter {
  /// A parameter as the primal has it; an adjoint or a tangent; the struct of saved values; memory.
  enum Purpose { Primal, Derivative, Saved, Workspace };

  clang::QualType type; // null for the struct of saved values, which the source does not have
  std::string name;     // for saved values the whole declarator
  Purpose purpose = Primal;
  int index = -1; // of the primal's parameter that it belongs to; -1: the result
};

/// What one mode generates for a function: return type, name, parameters in order.
struct GeneratedSignature {
  std::string name;       // "energy_vjp"
  clang::QualType result; // null for std::size_t
  llvm::SmallVector<GeneratedParameter> parameters;
  OutputLanguage language = OutputLanguage::Cxx;

  /// `void energy_vjp(const double *x, int n, double result_bar, double *x_bar)`.
  std::string print(const clang::ASTContext &ast) const;
};

/// The functions that `mode` generates for `primal` with these roles, named after `derived`; `split` gives two, and so
/// does `workspace`: the second says how much of it the first needs. In `language` C, what C++ has references to is
/// passed by address.
llvm::SmallVector<GeneratedSignature> getSignatures(const clang::FunctionDecl *primal, llvm::StringRef mode,
                                                    llvm::ArrayRef<RequestedParameter> parameters,
                                                    llvm::StringRef derived, bool workspace = false,
                                                    OutputLanguage language = OutputLanguage::Cxx);

/// True if two functions with these parameters would be one.
bool haveSameParameters(const clang::ASTContext &ast, const GeneratedSignature &left, const GeneratedSignature &right);

} // namespace pullback

#endif // PULLBACK_FRONTEND_SIGNATURES_H
