// What a request says, before its names are looked up.
#ifndef PULLBACK_FRONTEND_REQUESTSYNTAX_H
#define PULLBACK_FRONTEND_REQUESTSYNTAX_H

#include "Frontend/Annotations.h"

#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/ArrayRef.h"

#include <optional>

namespace pullback {

/// `x[n]` in a list.
struct ListEntry {
  std::string name;
  clang::SourceLocation location;
  std::vector<RequestToken> length; // between the brackets; empty where none are written
};

struct RequestedMode {
  std::string name;
  clang::SourceLocation location;
};

/// `vjp, value_and_vjp, wrt(x[n], k), of(r[m]), name(g)`.
struct RequestSyntax {
  std::vector<RequestedMode> modes;
  std::optional<std::vector<ListEntry>> wrt, of, scratch, inactive;
  std::optional<RequestToken> name;
  bool workspace = false;                         // the caller gives the memory
  clang::SourceRange range;                       // of the whole request
  const clang::FunctionDecl *annotated = nullptr; // whose parameter names the lists use; null: those of the definition
};

/// True for the modes that are built.
bool isSupportedMode(llvm::StringRef mode);
/// True for the modes of the contract.
bool isKnownMode(llvm::StringRef mode);

/// Splits at the commas outside of `()`, `[]`, `{}` and, for function names, `<>`.
std::vector<llvm::ArrayRef<RequestToken>> splitAtCommas(llvm::ArrayRef<RequestToken> tokens, bool angles = false);

/// Adds the clauses in `tokens` to `request`; false after a reported error.
bool parseClauses(llvm::ArrayRef<RequestToken> tokens, RequestSyntax &request, clang::DiagnosticsEngine &diagnostics);

/// The entries of a list without its parentheses, `x[n], k`; nothing after a reported error.
std::optional<std::vector<ListEntry>> parseEntries(llvm::ArrayRef<RequestToken> tokens,
                                                   clang::DiagnosticsEngine &diagnostics);

/// The parameter that a list means by `name`, by the names of the annotated declaration, then of the others.
std::optional<unsigned> findParameter(const clang::FunctionDecl *function, const RequestSyntax &syntax,
                                      llvm::StringRef name);

/// The tokens as C++ text: `n * (m + 1)`.
std::string joinTokens(llvm::ArrayRef<RequestToken> tokens);

} // namespace pullback

#endif // PULLBACK_FRONTEND_REQUESTSYNTAX_H
