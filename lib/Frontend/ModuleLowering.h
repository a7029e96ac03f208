// What the lowering of all functions of a module shares: types, places, symbols, and the functions still to be lowered.
#ifndef PULLBACK_FRONTEND_MODULELOWERING_H
#define PULLBACK_FRONTEND_MODULELOWERING_H

#include "Frontend/FreeFunctions.h"
#include "Frontend/Importer.h"
#include "Frontend/LoweringParts.h"
#include "Frontend/Obstacles.h"
#include "Frontend/Types.h"

#include "clang/AST/Expr.h"

#include <map>
#include <vector>

namespace pullback {

/// A number that a container of the caller has beside its elements: `x_size` is `x.size()`.
struct HiddenSize {
  llvm::StringRef suffix, method;
  mlir::Type type;
};

class ModuleLowering {
public:
  ModuleLowering(clang::ASTContext &ast, mlir::ModuleOp module, ImportHooks hooks);

  FuncOp import(const clang::FunctionDecl *function, const clang::FunctionDecl *body, llvm::StringRef symbolName,
                llvm::ArrayRef<llvm::StringRef> roles);

  /// The functions that are passed for parameters which are pointers to functions, or references; null for the other
  /// parameters, and where the function is not known.
  using FunctionArguments = llvm::SmallVector<const clang::FunctionDecl *, 2>;

  /// The function to call for `function`, declared and, where its body is to be lowered, queued; null if it cannot be
  /// called, which is reported at `call`. A function that is passed functions is lowered for these anew.
  FuncOp getCallee(const clang::FunctionDecl *function, const clang::Expr *call,
                   const FunctionArguments &functions = {});

  /// A function whose address is taken at `at`, and its number.
  struct Target {
    const clang::FunctionDecl *function;
    const clang::Expr *at;
    int64_t number;
  };
  /// The number that stands for a function whose address is taken; 0 is the null pointer.
  int64_t getFunctionNumber(const clang::FunctionDecl *function, const clang::Expr *at);
  /// The function that calls one by its number, which is the first argument, with the others; `type` is that of the
  /// function or of a pointer to it. Null if there is none, which is reported at `call`.
  FuncOp getDispatcher(clang::QualType type, const clang::Expr *call);
  mlir::Type lowerPassed(clang::QualType type);
  /// Calls a target; null for void, and where that is an obstacle, which is reported.
  mlir::Value callTarget(mlir::OpBuilder &builder, mlir::Location location, const Target &target,
                         mlir::ValueRange operands);

  /// One type of std::function: what its objects are made from, by the subscripts in getStoredTargets(), with where
  /// that is; and the function that calls what one holds, with a call of it.
  struct StoredFunction {
    llvm::SmallVector<std::pair<unsigned, const clang::Expr *>> made;
    FuncOp chooser;
    const clang::Expr *call = nullptr;
  };
  void noteStored(clang::QualType type, unsigned target, const clang::Expr *at);
  /// The function to call for a call of a std::function whose place is the first argument.
  FuncOp getStoredChooser(const clang::CXXRecordDecl *record, const clang::Expr *call);

  /// True for functions of the standard library whose bodies cannot be read.
  bool isClosedLibrary(const clang::FunctionDecl *callee);

  /// The function that a failed assertion calls: external and inactive.
  FuncOp getAssertFail(const clang::FunctionDecl *function, const clang::Expr *call);

  /// The external function whose call is printed as a throw of an object made from these values.
  FuncOp getThrow(llvm::StringRef type, mlir::ValueRange operands);
  FuncOp getThrow(clang::QualType type, mlir::ValueRange operands) { return getThrow(types.printName(type), operands); }

  /// File, line and column of a place in the user's text; places in macros are those of the expansion or the argument.
  mlir::Location locate(clang::SourceLocation location);
  /// Reports that the type just refused by getTypes() stands in the way of `subject`.
  void reportType(clang::SourceRange range, const llvm::Twine &subject);

  /// The external function that prints `items`, in which an empty one stands for the next argument.
  FuncOp getPrinting(llvm::StringRef name, llvm::ArrayRef<std::string> items, mlir::TypeRange arguments);

  /// The external member of an object of the caller's; `result`: null for void.
  FuncOp getOpaqueMember(llvm::StringRef name, const OpaqueCall &call, mlir::Type result);

  /// The classes with virtual functions in this file, and their numbers.
  llvm::ArrayRef<const clang::CXXRecordDecl *> getPolymorphicClasses();
  int64_t getClassNumber(const clang::CXXRecordDecl *record);
  /// Notes that objects of a class are made. Virtual calls lead to the functions of these classes alone.
  void noteMade(const clang::CXXRecordDecl *record) { virtualCalls.made.insert(record->getCanonicalDecl()); }

  /// A class that an object may be of, and the function of it that is called.
  using Overrider = std::pair<const clang::CXXRecordDecl *, const clang::CXXMethodDecl *>;
  /// The classes that an object behind a base of class `from` may have. `isKnownLater`: nothing yet, because no object
  /// is known to be made.
  std::vector<const clang::CXXRecordDecl *> getClasses(const clang::CXXRecordDecl *from, bool &isKnownLater);
  /// What a virtual call of `method` on such an object may lead to.
  std::vector<Overrider> getOverriders(const clang::CXXRecordDecl *from, const clang::CXXMethodDecl *method,
                                       bool &isKnownLater);

  /// The unqualified name that generated code uses for a global. Copies of constants have names of their own.
  std::string nameGlobal(const clang::VarDecl *variable, llvm::StringRef scope, bool isCopied);

  /// The numbers that are passed for a container of the caller beside its first element.
  llvm::SmallVector<HiddenSize> getHiddenSizes(const clang::ParmVarDecl *parameter);

  /// True for parameters of the request that are, or lead to, one struct with pointers in it.
  bool isOpened(const clang::ParmVarDecl *parameter);

  bool isInactive(const clang::Decl *declaration) const { return hooks.isInactive && hooks.isInactive(declaration); }
  std::optional<std::string> getStorageHint(const clang::VarDecl *variable) const;
  std::optional<SnapshotCount> getSnapshotCount(const clang::Stmt *loop) const;

  /// The number of a call that is made at `range` while variables live whose destructors others see.
  size_t noteGuardedCall(clang::SourceRange range) {
    guardedCalls.push_back({range, obstacles.getCaller()});
    return guardedCalls.size() - 1;
  }

  clang::ASTContext &getAst() { return ast; }
  mlir::MLIRContext *getContext() { return module.getContext(); }
  TypeLowering &getTypes() { return types; }
  ObstacleReporter &getObstacles() { return obstacles; }

private:
  struct Pending {
    FuncOp function;
    const clang::FunctionDecl *declaration;
    ObstacleReporter::Caller caller;
    FunctionArguments functions;
  };

  struct GuardedCall {
    clang::SourceRange range;
    ObstacleReporter::Caller caller;
  };

  void noteCreated(const clang::FunctionDecl *function, FuncOp lowered);
  void refuseGuardedThrows();
  void forgetCreated();
  OpaqueClasses findOpaqueClasses(const clang::FunctionDecl *function, llvm::ArrayRef<llvm::StringRef> roles);
  FuncOp declare(const clang::FunctionDecl *function, llvm::StringRef symbol, llvm::StringRef role,
                 clang::SourceRange place, bool opensContainers = false, const FunctionArguments &functions = {});
  bool isContainer(const clang::ParmVarDecl *parameter);
  bool isSetAnew(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition);
  bool setsAnewAtOnce(const clang::Expr *statement, const clang::ParmVarDecl *parameter, unsigned depth);
  bool isAlwaysSetAnew(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition, unsigned depth = 0);
  bool isUsedInPlace(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition);
  static std::string nameSize(const clang::FunctionDecl *function, const clang::ParmVarDecl *parameter,
                              llvm::StringRef suffix);
  bool isEigenInPlace(const clang::ParmVarDecl *parameter);
  std::string describeContainer(const clang::ParmVarDecl *parameter);
  std::string describeLength(const clang::FunctionDecl *function, const clang::ParmVarDecl *parameter);
  void wrapContainers(FuncOp requested, const clang::FunctionDecl *function, const clang::FunctionDecl *definition);
  void lowerOpened(const clang::ParmVarDecl *parameter, llvm::SmallVectorImpl<mlir::Type> &arguments,
                   llvm::SmallVectorImpl<mlir::DictionaryAttr> &attributes);
  void lowerMembers(const clang::ParmVarDecl *parameter, llvm::SmallVectorImpl<mlir::Type> &arguments,
                    llvm::SmallVectorImpl<mlir::DictionaryAttr> &attributes);
  static clang::QualType getContainerElement(const clang::ParmVarDecl *parameter);
  llvm::StringRef requestedRole(const clang::ParmVarDecl *parameter);
  bool hasCallersObjects(const clang::FunctionDecl *function);
  bool isCallersResult(const clang::FunctionDecl *function) { return types.isCallersObject(function->getReturnType()); }
  bool canMakeResult(const clang::FunctionDecl *function);
  bool holdsText(clang::QualType type);
  FuncOp declareExternal(const clang::FunctionDecl *function, clang::SourceRange place);
  mlir::LogicalResult lowerSignature(const clang::FunctionDecl *function, clang::SourceRange place,
                                     llvm::StringRef role, bool opensContainers, const FunctionArguments &functions,
                                     llvm::SmallVectorImpl<mlir::Type> &types,
                                     llvm::SmallVectorImpl<mlir::DictionaryAttr> &attributes);
  void checkElementType(clang::QualType element, const clang::ParmVarDecl *parameter, const llvm::Twine &subject);
  void checkCallersObject(clang::QualType type, clang::SourceRange range, const llvm::Twine &subject);
  void checkSignatureType(clang::QualType type, clang::SourceRange range, const llvm::Twine &subject);
  mlir::LogicalResult checkRequested(const clang::FunctionDecl *function);
  bool hasCopiedViews(const clang::FunctionDecl *function);
  void checkCopiedViews(const clang::FunctionDecl *definition);
  void checkLazyResults(const clang::FunctionDecl *definition);
  bool canBeCalled(const clang::FunctionDecl *function);
  std::string describeRule(const clang::FunctionDecl *function);
  SavedType getSavedType(const clang::CXXRecordDecl *record);
  FuncOp getRuleFunction(const clang::FunctionDecl *function, const ImportHooks::Rule &rule, clang::SourceRange place);
  void lowerRules(const clang::FunctionDecl *function, FuncOp external, clang::SourceRange place);
  mlir::ArrayAttr getSourceLines(const clang::FunctionDecl *function);
  std::string makeSymbol(const clang::FunctionDecl *function);
  FuncOp makeCallee(const clang::FunctionDecl *function, const clang::Expr *call, const FunctionArguments &functions);
  FuncOp lowerRequested(const clang::FunctionDecl *function, const clang::FunctionDecl *definition,
                        llvm::StringRef symbolName);
  void eraseCreated();
  void forgetCallees();
  void lowerPending();
  std::vector<Target> getTargets(const clang::Type *type);
  FuncOp findTarget(const Target &target);
  bool declareTargets();
  void fillDispatchers();
  void declareStored();
  void fillChoosers();

  clang::ASTContext &ast;
  mlir::ModuleOp module;
  ImportHooks hooks;
  TypeLowering types;
  ObstacleReporter obstacles;
  FreeFunctions freeFunctions;
  llvm::DenseMap<const clang::FunctionDecl *, FuncOp> callees;
  /// The callees that are passed functions, each behind what it is called with.
  std::map<std::vector<const clang::FunctionDecl *>, FuncOp> specialized;
  /// Functions whose addresses are taken, in the order of their numbers, with where that is.
  llvm::MapVector<const clang::FunctionDecl *, const clang::Expr *> addressed;
  llvm::SmallPtrSet<const clang::FunctionDecl *, 8> reached; // those of them in what the request calls
  llvm::MapVector<const clang::Type *, FuncOp> dispatchers;  // by the type of the functions that they call
  llvm::MapVector<const clang::CXXRecordDecl *, StoredFunction> storedFunctions;
  llvm::StringMap<const clang::VarDecl *> globals;
  llvm::StringMap<unsigned> symbolNumbers; // how many functions have a symbol with this text in front
  llvm::SmallVector<Pending> pending;
  llvm::SmallVector<FuncOp> created;
  llvm::SmallVector<GuardedCall> guardedCalls;
  llvm::DenseSet<mlir::Operation *> nothrow; // functions that are noexcept
  std::optional<llvm::SmallVector<const clang::CXXRecordDecl *>> polymorphicClasses;
  /// What virtual calls of a request may lead to is known when all that it calls is lowered, which is then done again.
  struct VirtualCalls {
    llvm::SmallPtrSet<const clang::CXXRecordDecl *, 8> made;
    size_t madeBefore = 0;
    bool areThere = false;
    /// Calls to which no class was made lead to all classes of the file; all calls do where others may make objects.
    bool lackClasses = false, takeAllClasses = false, meetObjectsOfOthers = false;

    /// True if lowering once more would find nothing new.
    bool areComplete() {
      bool isNew = made.size() != madeBefore;
      bool takesAll = meetObjectsOfOthers || (lackClasses && !isNew);
      isNew |= takesAll && !takeAllClasses;
      madeBefore = made.size();
      takeAllClasses |= takesAll;
      lackClasses = false;
      return !isNew;
    }
  };
  VirtualCalls virtualCalls;
  const clang::CXXRecordDecl *savedByRule = nullptr; // of the function of a rule that is declared now
  /// Of the function that is being imported.
  const clang::FunctionDecl *requestedBody = nullptr;
  bool viewsAreCopied = false; // a parameter of the requested function is an Eigen::Ref of a matrix
  llvm::SmallVector<llvm::StringRef> requestedRoles;
};

/// The object of which `expr` is a base.
const clang::Expr *skipUpcasts(const clang::Expr *expr);

/// True for pointers and references to functions.
bool refersToFunction(clang::QualType type);

/// True for references to functions.
bool isFunctionReference(clang::QualType type);
/// True for `const char *`.
bool isTextPointer(clang::QualType type);
/// True for std::string and references to it.
bool isStdString(clang::QualType type);
/// True for std::initializer_list and references to it.
bool isInitializerList(clang::QualType type);
/// True for strings by value and references to const ones.
bool isTextInput(clang::QualType type);
/// The literal as the source has it, with its quotation marks.
std::string quoteText(const clang::StringLiteral *text);

/// The operator() of a lambda for the function behind the pointer that it is converted to; other functions themselves.
const clang::FunctionDecl *getInvoked(const clang::FunctionDecl *function);

/// The function whose address a constant is; null for others.
const clang::FunctionDecl *getFunctionOf(const clang::APValue &value);

/// The name in the table of rules of a function of <cmath> that takes and yields numbers of one type; "" for others.
std::string getMathName(const clang::FunctionDecl *function);

/// One of `count` alternatives: the first for which `isIt` holds, or the last. `type`: of the result, null for none.
mlir::Value chooseOne(mlir::OpBuilder &builder, mlir::Location location, mlir::Type type, size_t count,
                      llvm::function_ref<mlir::Value(size_t)> isIt, llvm::function_ref<mlir::Value(size_t)> run);

/// True for classes and complex numbers, which exist in memory only.
bool isObject(clang::QualType type);

/// True for std::function, and references to it.
bool isStdFunction(clang::QualType type);

/// True if `function` is called on an object, which is its first argument.
bool hasThis(const clang::FunctionDecl *function);

/// The printed name of a function, "objective<double>", and its named namespaces joined by "::".
std::string getPrintedName(const clang::FunctionDecl *function);
std::string getPrintedScope(const clang::Decl *declaration);

} // namespace pullback

#endif // PULLBACK_FRONTEND_MODULELOWERING_H
