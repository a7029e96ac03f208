// How the checking program names primals, and how it gets to see them.
#ifndef PULLBACK_GRADCHECK_PRIMALS_H
#define PULLBACK_GRADCHECK_PRIMALS_H

#include "Frontend/Annotations.h"
#include "Frontend/Includes.h"
#include "Frontend/Signatures.h"

#include "clang/AST/Decl.h"

namespace pullback {

/// `::geo::energy<double>`: the name that a call uses from everywhere.
std::string getCalledName(const clang::FunctionDecl *primal);

/// The namespace that generated functions stand in, with `::` around it: `::geo::`, or `::`.
std::string getScopePrefix(const clang::FunctionDecl *primal);

/// True if other translation units cannot link to the primal, and no header defines it.
bool needsSource(const clang::FunctionDecl *primal);

/// The `#include` of the source that declares the primal, as it is spelled there; "" if the primal stands in the source
/// alone.
std::string getDeclaringInclude(const clang::FunctionDecl *primal, const IncludeDirectives &includes);

/// A declaration of the primal in its namespace.
std::string printPrimalDeclaration(const clang::FunctionDecl *primal);

/// `energy.cpp:5, 7`: the lines in which the definition uses the parameter, or the line of the parameter itself.
std::string printUsingLines(const clang::FunctionDecl *primal, const clang::ParmVarDecl *parameter);

/// The name of something that the primal uses and whose derivative is zero by decision (PULLBACK_INACTIVE), so that
/// differences say nothing about its derivatives; "" if there is nothing.
std::string findInactiveUse(const clang::FunctionDecl *primal, const InactiveDeclarations &inactive);

/// True for an object that has no numbers to fill in and no derivative, of a class that makes one without arguments.
bool isOpaqueParameter(const clang::ParmVarDecl *parameter, Role role);

/// True for numbers, and classes of nothing else whose members are public.
bool isPlain(const clang::ASTContext &ast, clang::QualType type);

/// True if the primal calls Eigen, whose sums and products generated code computes in orders of its own.
bool reachesEigen(const clang::FunctionDecl *primal);

/// `energy.cpp:4`.
std::string printPlace(const clang::Decl *declaration);

} // namespace pullback

#endif // PULLBACK_GRADCHECK_PRIMALS_H
