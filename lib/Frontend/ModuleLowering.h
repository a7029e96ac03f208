// What the lowering of all functions of a module shares: types, places, symbols, and the functions still to be lowered.
#ifndef PULLBACK_FRONTEND_MODULELOWERING_H
#define PULLBACK_FRONTEND_MODULELOWERING_H

#include "Frontend/Importer.h"
#include "Frontend/Obstacles.h"
#include "Frontend/Types.h"

#include "clang/AST/Expr.h"

namespace pullback {

class ModuleLowering {
public:
  ModuleLowering(clang::ASTContext &ast, mlir::ModuleOp module, ImportHooks hooks);

  FuncOp import(const clang::FunctionDecl *function, llvm::StringRef symbolName);

  /// The function to call for `function`, declared and, where its body is to be lowered, queued; null if it cannot be
  /// called, which is reported at `call`.
  FuncOp getCallee(const clang::FunctionDecl *function, const clang::Expr *call);

  /// The function that a failed assertion calls: external and inactive.
  FuncOp getAssertFail(const clang::FunctionDecl *function, const clang::Expr *call);

  /// File, line and column of a place in the user's text; places in macros are those of the expansion or the argument.
  mlir::Location locate(clang::SourceLocation location);
  /// Reports that the type just refused by getTypes() stands in the way of `subject`.
  void reportType(clang::SourceRange range, const llvm::Twine &subject);

  /// The unqualified name that generated code uses for a global. Copies of constants have names of their own.
  std::string nameGlobal(const clang::VarDecl *variable, bool isCopied);

  bool isInactive(const clang::Decl *declaration) const { return hooks.isInactive && hooks.isInactive(declaration); }
  std::optional<std::string> getStorageHint(const clang::VarDecl *variable) const;

  clang::ASTContext &getAst() { return ast; }
  mlir::MLIRContext *getContext() { return module.getContext(); }
  TypeLowering &getTypes() { return types; }
  ObstacleReporter &getObstacles() { return obstacles; }

private:
  struct Pending {
    FuncOp function;
    const clang::FunctionDecl *declaration;
    clang::SourceLocation call;
  };

  FuncOp declare(const clang::FunctionDecl *function, llvm::StringRef symbol, llvm::StringRef role,
                 clang::SourceRange place);
  FuncOp declareExternal(const clang::FunctionDecl *function, clang::SourceRange place);
  mlir::LogicalResult lowerSignature(const clang::FunctionDecl *function, clang::SourceRange place,
                                     llvm::SmallVectorImpl<mlir::Type> &types,
                                     llvm::SmallVectorImpl<mlir::DictionaryAttr> &attributes);
  mlir::LogicalResult checkRequested(const clang::FunctionDecl *function);
  mlir::ArrayAttr lowerRules(const clang::FunctionDecl *function, clang::SourceRange place);
  mlir::ArrayAttr getSourceLines(const clang::FunctionDecl *function);
  std::string makeSymbol(const clang::FunctionDecl *function);
  void lowerPending();

  clang::ASTContext &ast;
  mlir::ModuleOp module;
  ImportHooks hooks;
  TypeLowering types;
  ObstacleReporter obstacles;
  llvm::DenseMap<const clang::FunctionDecl *, FuncOp> callees;
  llvm::StringMap<const clang::VarDecl *> globals;
  llvm::SmallVector<Pending> pending;
  llvm::SmallVector<FuncOp> created;
};

/// The printed name of a function, "objective<double>", and its named namespaces joined by "::".
std::string getPrintedName(const clang::FunctionDecl *function);
std::string getPrintedScope(const clang::Decl *declaration);

} // namespace pullback

#endif // PULLBACK_FRONTEND_MODULELOWERING_H
