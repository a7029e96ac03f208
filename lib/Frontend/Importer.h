// Clang's AST to the source form of the pb dialect. The only entry to the frontend besides the requests.
#ifndef PULLBACK_FRONTEND_IMPORTER_H
#define PULLBACK_FRONTEND_IMPORTER_H

#include "Frontend/Checkpoints.h"
#include "IR/Pullback.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class FunctionDecl;
class NamedDecl;
class VarDecl;
} // namespace clang

namespace pullback {

class ModuleLowering;

/// What the PULLBACK macros say about declarations; each may be empty.
struct ImportHooks {
  struct Rule {
    /// What the rule's lists say of one parameter of the function that it is for; as `pb.role` and `pb.length`.
    struct Parameter {
      llvm::StringRef role;
      std::string length;
      bool operator==(const Parameter &other) const { return role == other.role && length == other.length; }
    };
    std::string mode;
    const clang::FunctionDecl *function; // of a split rule the forward sweep
    const clang::FunctionDecl *reverse = nullptr;
    const clang::CXXRecordDecl *saved = nullptr; // the struct that the two of a split rule share
    llvm::SmallVector<Parameter> parameters;
  };
  /// PULLBACK_INACTIVE on a function, parameter or variable.
  std::function<bool(const clang::Decl *)> isInactive;
  /// "store" or "recompute" on a variable.
  std::function<std::optional<std::string>(const clang::VarDecl *)> storageHint;
  /// The snapshots that a loop may keep.
  std::function<std::optional<SnapshotCount>(const clang::Stmt *)> snapshotCount;
  /// The rules given for a function.
  std::function<llvm::SmallVector<Rule>(const clang::FunctionDecl *)> rulesFor;
  /// Is told what generated code names and cannot declare again, so that it has to include the header: functions, and
  /// structs of saved values.
  std::function<void(const clang::NamedDecl *)> needsHeader;
};

class Importer {
public:
  Importer(clang::ASTContext &ast, mlir::ModuleOp module, ImportHooks hooks);
  ~Importer();

  /// Lowers the definition `body` as a new primal pb.func of that symbol name with the signature of `function`, which
  /// differs where it is the free function made for a member; and all functions that it calls which are not in the
  /// module yet. All obstacles met are reported through Clang; null if there was any.
  /// `roles` are those of the parameters, as in `pb.role`.
  FuncOp import(const clang::FunctionDecl *function, const clang::FunctionDecl *body, llvm::StringRef symbolName,
                llvm::ArrayRef<llvm::StringRef> roles);

private:
  std::unique_ptr<ModuleLowering> implementation;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_IMPORTER_H
