// From the requests of one source to generated code, IR, a drawing or a manifest.
#ifndef PULLBACK_DRIVER_DIFFERENTIATION_H
#define PULLBACK_DRIVER_DIFFERENTIATION_H

#include "Driver/Compilation.h"
#include "Driver/SelfCheck.h"
#include "Frontend/Checkpoints.h"
#include "Frontend/Includes.h"
#include "Frontend/Requests.h"
#include "Frontend/StorageHints.h"

#include "mlir/IR/BuiltinOps.h"

namespace pullback {

struct Differentiation {
  clang::ASTContext &ast;
  const Annotations &annotations;
  const InactiveDeclarations &inactive;
  const UserRules &rules;
  const IncludeDirectives &includes;
  const SourceJob &job;
  std::vector<std::string> visibleNames;                     // of headers, which generated code must not hide
  std::vector<const clang::NamedDecl *> namedInHeaders = {}; // what generated code names and cannot declare again

  /// Fills `result`; errors go to Clang's diagnostics.
  void run(llvm::ArrayRef<Request> requests, Compilation &result);
  /// Only reports what stands in the way of these requests: others have failed, and nothing is written.
  void reportObstacles(llvm::ArrayRef<Request> requests);

private:
  /// What stands in the way of those requests whose functions could be read, though others could not.
  void reportLaterObstacles(mlir::ModuleOp module);
  bool import(mlir::ModuleOp module, llvm::ArrayRef<Request> requests, const StorageHints &hints,
              const Checkpoints &checkpoints);
  bool checkWorkspaces(llvm::ArrayRef<Request> requests);
  bool checkGradchecks(llvm::ArrayRef<Request> requests);
  void draw(mlir::ModuleOp module, Compilation &result);
  bool checkHeaderName(const EmittedCode &code);
  void print(mlir::ModuleOp module, llvm::ArrayRef<Request> requests, Compilation &result);
  bool printGradcheckProgram(mlir::ModuleOp imported, llvm::ArrayRef<Request> requests, Compilation &result);
  /// What Clang finds in generated code, and its messages.
  struct CheckOutcome {
    SelfCheck kind;
    std::string messages;
  };
  CheckOutcome check(const CheckedCode &code, const clang::CompilerInvocation &invocation) const;
  void includeInOrder(EmitOptions &emit, const EmittedCode &code) const;
  bool reportSelfCheck(const CheckOutcome &outcome);
  EmitOptions getEmitOptions(llvm::ArrayRef<Request> requests) const;
};

} // namespace pullback

#endif // PULLBACK_DRIVER_DIFFERENTIATION_H
