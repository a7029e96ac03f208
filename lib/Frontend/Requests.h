// Requests of a translation unit: from macros and the command line to primals with modes and roles.
#ifndef PULLBACK_FRONTEND_REQUESTS_H
#define PULLBACK_FRONTEND_REQUESTS_H

#include "Frontend/FreeFunctions.h"
#include "Frontend/FunctionNames.h"
#include "Frontend/Importer.h"
#include "Frontend/RequestSyntax.h"
#include "Frontend/Signatures.h"

namespace pullback {

/// A `--function` with the options that follow it, as tokens in buffers of their own.
struct CommandLineRequest {
  FunctionName function;
  RequestSyntax syntax;
};

/// One primal to differentiate.
struct Request {
  const clang::FunctionDecl *primal; // its definition; of a member the free function, which has no body
  const clang::FunctionDecl *body;   // the definition, of the member too
  std::vector<std::string> modes;    // in the order of the contract, each once
  std::string derived;               // prefix of generated names
  std::vector<RequestedParameter> parameters;
  clang::SourceRange range; // where it was requested
  bool workspace = false;   // the caller gives the memory
};

struct TranslationUnitRequests {
  std::vector<Request> requests;  // in order of the primals in the file, the command line's last
  std::vector<bool> isCarriedOut; // for each request of the command line
  bool failed = false;            // errors were reported
  bool sawOthers = false;         // annotations seen that this file does not carry out
};

/// Finds what is to be differentiated. `annotations` are attached. Everything that is wrong is reported, not just the
/// first thing.
class RequestCollector {
public:
  RequestCollector(clang::Sema &sema, const Annotations &annotations, FunctionNames &names,
                   const InactiveDeclarations &inactive);

  /// `isOneOfMany`: the source is one of several, and requests of the command line go to those that define the
  /// function.
  TranslationUnitRequests collect(llvm::ArrayRef<CommandLineRequest> commandLine, bool isOneOfMany);
  /// The request of `function` alone, as if the file named it in a PULLBACK_DIFFERENTIATE.
  TranslationUnitRequests collect(const clang::FunctionDecl *function, const RequestSyntax &syntax);

private:
  void collectAnnotation(size_t index);
  void collectNamed(size_t index);
  void collectCommandLine(const CommandLineRequest &request, size_t index, bool isOneOfMany);
  void collectFunction(const clang::FunctionDecl *function, const RequestSyntax &syntax, bool isExplicit);
  void collectLambda(const clang::VarDecl *variable, const RequestSyntax &syntax, bool isExplicit);
  void addRequest(const clang::FunctionDecl *primal, const clang::FunctionDecl *body, const RequestSyntax &syntax);
  void collectInstantiations(clang::FunctionTemplateDecl *functionTemplate, const RequestSyntax &syntax);
  bool isSuitable(const clang::FunctionDecl *function, const RequestSyntax &syntax);
  void add(Request request);
  bool isInMainFile(clang::SourceLocation location) const;
  void fail() { result.failed = true; }

  clang::Sema &sema;
  clang::DiagnosticsEngine &diagnostics;
  const Annotations &annotations;
  FunctionNames &names;
  const InactiveDeclarations &inactive;
  TranslationUnitRequests result;
  FreeFunctions freeFunctions;
};

/// Gives every parameter of `function` its role and length; nothing after reported errors. `body` differs from
/// `function` where that is the free function made for a member.
std::optional<std::vector<RequestedParameter>>
resolveRoles(const clang::FunctionDecl *function, const clang::FunctionDecl *body, const RequestSyntax &syntax,
             const InactiveDeclarations &inactive, clang::DiagnosticsEngine &diagnostics);

/// The text of a length if it is an integer expression of the parameters of `function`; nothing after a reported error.
std::optional<std::string> resolveLength(const clang::FunctionDecl *function, const RequestSyntax &syntax,
                                         const ListEntry &entry, clang::DiagnosticsEngine &diagnostics);

/// Refuses requests that would generate one function twice, or what exists in the source already; `headerFile` is the
/// file name of the generated header, which the source may include.
bool checkGeneratedNames(clang::Sema &sema, llvm::ArrayRef<Request> requests, llvm::StringRef headerFile,
                         OutputLanguage language = OutputLanguage::Cxx);

/// The rules that the source gives for functions, checked.
class UserRules {
public:
  UserRules(clang::Sema &sema, const Annotations &annotations, const InactiveDeclarations &inactive);
  bool hasFailed() const { return failed; }
  llvm::SmallVector<ImportHooks::Rule> getRules(const clang::FunctionDecl *function) const;

private:
  struct Syntax;
  using Signatures = llvm::SmallVector<GeneratedSignature>;

  std::optional<Syntax> read(const Annotation &annotation);
  void addRule(const Annotation &annotation);
  void addTo(llvm::ArrayRef<clang::FunctionDecl *> candidates, clang::NamedDecl *place, const Annotation &annotation,
             const Syntax &syntax, bool hasTemplate);
  void add(llvm::SmallVectorImpl<ImportHooks::Rule> &known, ImportHooks::Rule rule, clang::SourceRange range);
  ImportHooks::Rule match(clang::NamedDecl *place, const clang::FunctionDecl *candidate, const Signatures &expected);
  clang::FunctionDecl *getFitting(clang::FunctionDecl *rule, const clang::FunctionDecl *primal,
                                  const GeneratedSignature &expected, bool isForward);
  bool checkSaved(const clang::CXXRecordDecl *saved, clang::SourceRange range);
  void reportMisfit(const Annotation &annotation, const Syntax &syntax, const clang::FunctionDecl *candidate,
                    const Signatures &expected);
  void fail(clang::SourceRange range, const llvm::Twine &text);

  clang::Sema &sema;
  const InactiveDeclarations &inactive;
  FreeFunctions freeFunctions;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<ImportHooks::Rule>> rules;
  bool failed = false;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_REQUESTS_H
