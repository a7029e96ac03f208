// Lowers the body of one function. Each area of the syntax has its file; this is what they have in common.
//
// Expressions follow C++'s value categories:
//   lowerValue     a scalar prvalue: its SSA value
//   lowerPlace     a glvalue of any type: a pointer to the object
//   lowerInto      any initialiser, into an object: records and arrays exist in memory only
//   lowerEffects   an expression whose value is not used
// A null value says that an obstacle was met and reported; lowering goes on, to report the others too.
#ifndef PULLBACK_FRONTEND_FUNCTIONLOWERING_H
#define PULLBACK_FRONTEND_FUNCTIONLOWERING_H

#include "Frontend/AllocationFunctions.h"
#include "Frontend/LoweringParts.h"
#include "Frontend/ModuleLowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/ScopeExit.h"

namespace pullback {

/// Marks an integer that is zero exactly where its condition is false.
inline constexpr llvm::StringLiteral kTruth = "pb.truth";

class FunctionLowering : mlir::OpBuilder::Listener {
public:
  /// `functions`: what the parameters that are pointers or references to functions stand for.
  FunctionLowering(ModuleLowering &module, FuncOp function, const clang::FunctionDecl *declaration,
                   const ModuleLowering::FunctionArguments &functions);
  void run();
  /// Makes the body of `function`, which has the signature of the request and its objects, as a call of `inner`, which
  /// does the work. `roles` are those of the parameters of `signature`.
  void runAsCaller(FuncOp inner, const clang::FunctionDecl *signature, llvm::ArrayRef<llvm::StringRef> roles);
  /// Makes the body of a function that calls what a std::function holds.
  void runAsChooser(const clang::CXXRecordDecl *record, const ModuleLowering::StoredFunction &stored);

private:
  using Value = mlir::Value;
  using Location = mlir::Location;
  using Type = mlir::Type;
  using Lower = llvm::function_ref<void()>;
  using LowerValue = llvm::function_ref<Value()>;
  using Arguments = llvm::ArrayRef<const clang::Expr *>;
  using Items = llvm::SmallVectorImpl<std::string>;
  using Pairs = llvm::SmallVectorImpl<std::pair<Value, Value>>;
  using Visit = llvm::function_ref<void(Value)>;
  using Classes = llvm::ArrayRef<const clang::CXXRecordDecl *>;
  using MakeElements = llvm::function_ref<std::pair<Value, bool>(Value)>;

  // Statements.cpp
  void lowerParameters();
  bool standsForFunction(const clang::ParmVarDecl *parameter);
  void bindCaptures(const clang::CXXMethodDecl *callOperator, Value closure);
  void lowerStatement(const clang::Stmt *statement);
  void dispatchStatement(const clang::Stmt *statement);
  void lowerIf(const clang::IfStmt *statement);
  void lowerReturn(const clang::ReturnStmt *statement);
  void exit(ExitKind kind, clang::SourceLocation location, Value value = {});
  /// True if an exit stands before the insertion point, so that nothing placed there is reached.
  bool isTerminated();

  // ScopeGuards.cpp
  void lowerStatementOfBlock(const clang::Stmt *statement);
  void lowerGuard(const clang::VarDecl *variable);
  void destroyGuards(size_t first);
  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override;
  void closeGuards(size_t first);

  // Jumps.cpp
  void lowerBlock(const clang::CompoundStmt *block);
  void declareBefore(llvm::ArrayRef<const clang::Stmt *> inner, llvm::ArrayRef<const clang::Stmt *> behind);
  void makeOnce(Location location, const void *target, Lower body);
  void makeRepeated(Location location, const clang::LabelDecl *label, Lower body);
  void openJumpTarget(JumpTarget target, Lower lower);
  void openUsersTarget(JumpTarget::Kind kind, Lower lower) {
    openJumpTarget({nullptr, kind, {}, {}, guards.size()}, lower);
  }
  void jumpTo(Location location, size_t target, ExitKind kind, Value flag = {});
  Value makeFlag(Location location);
  void lowerGoto(const clang::GotoStmt *statement);
  void lowerBreak(clang::SourceLocation location, ExitKind kind);

  // Loops.cpp
  void lowerFor(const clang::ForStmt *statement);
  void lowerWhile(const clang::WhileStmt *statement);
  void lowerDo(const clang::DoStmt *statement);
  void lowerRangeFor(const clang::CXXForRangeStmt *statement);
  /// The first element of a range whose length is known, and its length; nothing for other ranges.
  std::optional<std::pair<Value, Value>> findElements(const clang::Expr *range);
  void lowerIteratorLoop(const clang::CXXForRangeStmt *statement);
  void bindLoopVariable(const clang::VarDecl *variable, Value element, const clang::Expr *range);
  /// A source loop; `condition` yields an i1 (null: obstacle).
  SourceLoopOp makeLoop(Location location, bool isDoWhile, LowerValue condition, Lower body, Lower step);
  void setCheckpoints(SourceLoopOp loop, const clang::Stmt *statement);
  /// `for (std::size_t k = 0; k < count; ++k) body(k)`.
  void makeCountedLoop(Location location, Value count, Visit body);

  // Switch.cpp
  void lowerSwitch(const clang::SwitchStmt *statement);
  bool collectSections(const clang::Stmt *body, llvm::SmallVectorImpl<SwitchSection> &sections);
  void lowerSectionsAsBranches(llvm::ArrayRef<SwitchSection> sections, Value selector, Location location);
  void lowerSectionsInOrder(llvm::ArrayRef<SwitchSection> sections, Value selector, Location location);
  Value matchSection(const SwitchSection &section, Value selector, Location location);
  Value matchLabel(const clang::CaseStmt *label, Value selector, Location location);

  // Declarations.cpp
  void lowerDeclarations(const clang::DeclStmt *statement);
  void lowerVariable(const clang::VarDecl *variable);
  bool canBeInactive(clang::QualType type);
  void initializeVariable(const clang::VarDecl *variable, Value place);
  /// The memory of a variable, made at the insertion point; null if its type is refused.
  Value declareLocal(const clang::VarDecl *variable);
  void lowerVariableArray(const clang::VarDecl *variable, const clang::VariableArrayType *array);
  void noteSizes(clang::QualType type);
  Value countElements(clang::QualType type, Location location);
  std::pair<Value, Value> findElement(const clang::ArraySubscriptExpr *expr);
  bool lowerRowSubscript(const clang::ArraySubscriptExpr *expr, Value &place);
  bool lowerRowArgument(const clang::Expr *argument, clang::QualType parameter, Value &pointer);
  void lowerReference(const clang::VarDecl *variable);
  void bindStructure(const clang::VarDecl *variable);
  /// Lowers the numbers that an object which is refused is made of, so that obstacles in them are reported too.
  void lowerNumbersIn(const clang::Expr *expr);
  Value makeTemporary(Location location, Type type, llvm::StringRef name);

  // Initializers.cpp
  void lowerInto(const clang::Expr *initializer, Value place);
  /// Calls `lower` with a default member initialiser, in which `this` is the object that is being made.
  template <class Lower> auto lowerDefault(const clang::CXXDefaultInitExpr *initializer, Lower lower) {
    thisObjects.push_back(madeObjects.empty() ? thisObjects.back() : madeObjects.back());
    auto restore = llvm::make_scope_exit([this] { thisObjects.pop_back(); });
    return lower(initializer->getExpr());
  }
  void lowerList(const clang::InitListExpr *list, Value place);
  void lowerElements(const clang::InitListExpr *list, Value place);
  void lowerFields(const clang::InitListExpr *list, Value place);
  void lowerConstruction(const clang::CXXConstructExpr *construction, Value place);
  void construct(const clang::CXXConstructExpr *construction, const clang::CXXConstructorDecl *constructor,
                 Value place);
  void forEachObject(Location location, Value place, Visit visit);
  void initializeMembers(const clang::CXXConstructorDecl *constructor, Value place);
  void lowerInitializers(const clang::CXXConstructorDecl *constructor, Value object);
  void initializeField(const clang::FieldDecl *field, const clang::Expr *value, Value target);
  void initializeMember(const clang::FieldDecl *field, const clang::Expr *value, Value object);
  void inheritConstructor(const clang::CXXInheritedCtorInitExpr *inherited, Value place);
  void inheritVector(clang::QualType type, Value place);
  const clang::CXXConstructExpr *inheritingConstruction = nullptr; // of a class whose vector it makes
  void lowerClosure(const clang::LambdaExpr *lambda, Value place);
  void lowerArrayCopy(const clang::ArrayInitLoopExpr *loop, Value place);
  void lowerInitializerList(const clang::CXXStdInitializerListExpr *list, Value place);
  void setZero(Location location, Value place);
  Value zeroOf(Location location, Type type);
  void copyObject(Location location, Value source, Value target);

  // Expressions.cpp
  Value lowerValue(const clang::Expr *expr);
  /// The value for a place, parameter or result of exactly this type.
  Value lowerValueAs(const clang::Expr *expr, Type type);
  Value dispatchValue(const clang::Expr *expr);
  Value lowerPlace(const clang::Expr *expr);
  Value dispatchPlace(const clang::Expr *expr);
  void lowerEffects(const clang::Expr *expr);
  Value lowerCondition(const clang::Expr *expr);
  Value lowerMember(const clang::MemberExpr *expr);
  /// The place of a field of the record at `object`, or null.
  Value getField(Location location, Value object, llvm::StringRef name);
  /// The place of a member, which may be another name of one; null where it is not known.
  Value getMember(Location location, Value object, const clang::FieldDecl *field);
  /// The place that an initialiser binds a reference to.
  Value lowerReferred(const clang::Expr *expr, llvm::StringRef name);
  Value lowerSubscript(const clang::ArraySubscriptExpr *expr);
  std::pair<llvm::SmallVector<const clang::FieldDecl *>, size_t> findRun(const clang::FieldDecl *field);
  Value lowerMemberSubscript(const clang::ArraySubscriptExpr *expr, Value pointer, Value index);
  /// The first element of an array. A pointer to the start of a row may walk on over other rows, which a subscript of
  /// the row itself may not: it is element 0 of what a subscript is taken of.
  Value lowerDecay(const clang::CastExpr *cast, bool isSubscripted);
  Value lowerConditional(const clang::ConditionalOperator *, Type type, llvm::function_ref<Value(const clang::Expr *)>);
  Value lowerTemporary(const clang::MaterializeTemporaryExpr *expr, llvm::StringRef name);
  /// An object that holds the record that `expr` yields: itself where it is one already, else a temporary.
  Value lowerRecord(const clang::Expr *expr, llvm::StringRef name);
  Value refuseExpression(const clang::Expr *expr);
  /// True if the object that `expr` names, or is part of, belongs to a variable that was refused.
  bool isRefused(const clang::Expr *expr);
  Value findPlace(const clang::VarDecl *variable, const clang::DeclRefExpr *use);

  // Casts.cpp
  Value lowerCast(const clang::CastExpr *cast);
  Value lowerPlaceCast(const clang::CastExpr *cast);
  bool isInLibrary(const clang::Expr *expr);
  Value lowerUpcast(const clang::CastExpr *cast, Value object);
  Value lowerDowncast(const clang::CastExpr *cast, Value object);
  /// Conversion between arithmetic types and bool, exact on literals.
  Value convert(Location location, Value value, Type type, bool isImplicit = true);
  Value convertToBool(Location location, Value value);
  /// `pointer`, with const where `type` has it. Pointers to globals are const whatever C++ says.
  Value addConst(Location location, Value pointer, Type type);
  /// `pointer` as a value of exactly `type`, for what may write through it: taking const away is an obstacle.
  Value qualify(const clang::Expr *expr, Value pointer, Type type);

  // Operators.cpp
  Value lowerUnary(const clang::UnaryOperator *expr);
  Value lowerBinary(const clang::BinaryOperator *expr);
  Value lowerLogical(const clang::BinaryOperator *expr);
  Value compareWithNull(const clang::BinaryOperator *expr, const clang::Expr *pointer);
  Value lowerTruth(const clang::BinaryOperator *expr);
  void lowerOrder(const clang::BinaryOperator *expr, Value place);
  Value lowerRewritten(const clang::CXXRewrittenBinaryOperator *expr);
  Value lowerNot(const clang::UnaryOperator *expr);
  Value convertTruth(const clang::Expr *expr, Value truth);
  Value lowerAssigned(const clang::BinaryOperator *expr);
  Value lowerPointerArithmetic(const clang::BinaryOperator *expr);
  Value compare(Location location, clang::BinaryOperatorKind kind, Value left, Value right);
  Value arithmetic(Location location, clang::BinaryOperatorKind kind, Value left, Value right);
  Value offset(Location location, Value pointer, Value index, bool isNegative);
  Value negate(Location location, Value value);
  /// These change an object and yield its place.
  Value lowerAssignment(const clang::BinaryOperator *expr);
  Value lowerCompoundAssignment(const clang::CompoundAssignOperator *expr);
  /// ++ and --; yields the place, and the old value in `before`.
  Value lowerStep(const clang::UnaryOperator *expr, Value *before = nullptr);

  // Constants.cpp
  Value lowerLiteral(const clang::Expr *expr);
  /// The constant that Clang computes for `expr`, or null if it is none.
  Value lowerConstantExpression(const clang::Expr *expr, llvm::StringRef spelling = {});
  Value makeConstant(Location location, Type type, const clang::APValue &value, llvm::StringRef spelling);
  Value makeInteger(Location location, Type type, const llvm::APInt &value, llvm::StringRef spelling = {});
  Value makeFloat(Location location, Type type, const llvm::APFloat &value, llvm::StringRef spelling = {});
  Value makeBool(Location location, bool value);
  Value makeSize(Location location, uint64_t value);
  std::string getSpelling(const clang::Expr *literal);

  // Globals.cpp
  /// The value of a const scalar with a constant initialiser, or null if `variable` is none.
  Value lowerConstantVariable(const clang::VarDecl *variable, const clang::DeclRefExpr *use);
  Value lowerGlobal(const clang::VarDecl *variable, const clang::DeclRefExpr *use);
  void reportGlobalStore(const clang::Expr *expr);

  // StaticLocals.cpp
  /// What an integer is initialized with, where it and all variables in there stay as they are; any other expression
  /// itself.
  const clang::Expr *lookThroughVariable(const clang::Expr *expr);

  // ComputedConstants.cpp
  /// True for a constant whose initializer yields the same value whenever it is evaluated.
  bool isComputedConstant(const clang::VarDecl *variable);
  /// True for one whose initial value is constant, and which its initializer can be made of anywhere.
  bool canBeMadeHere(const clang::VarDecl *variable);
  /// Makes an object of its value at the start of the function; the result is its address.
  Value makeComputedConstant(const clang::VarDecl *variable, Type type);
  mlir::Operation *lastComputedConstant = nullptr;

  // Calls.cpp
  /// A call: the value or, where the function returns a reference, the place that it yields; null for void.
  Value lowerCall(const clang::CallExpr *call);
  /// A call that returns a record, into `place`.
  void lowerCallInto(const clang::CallExpr *call, Value place);
  /// Calls `callee`, on `object` where it has one; a record that it returns goes to `resultPlace`.
  Value emitCall(const clang::Expr *call, const clang::FunctionDecl *callee, Value object, Arguments arguments,
                 Value resultPlace);
  /// The same for a call as it is written.
  Value lowerCallOf(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value resultPlace);
  Value lowerArgument(const clang::Expr *argument, clang::QualType parameter, llvm::StringRef name, Type type);
  const clang::FunctionDecl *resolveCallee(const clang::CallExpr *call);
  /// The function that an expression of function type or a pointer to a function means, or null if it is not known.
  const clang::FunctionDecl *findFunction(const clang::Expr *expr);
  bool isCallByPointer(const clang::CallExpr *call);
  void lowerArgumentsForEffects(const clang::CallExpr *call);

  // MathFunctions.cpp
  /// True if `callee` is a function of <cmath> that has a rule; then `result` is its value.
  Value addSign(Location location, Value classified, Value number);
  bool lowerMathCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result);

  // Eigen.cpp
  /// True if `callee` is one of the functions that our own Eigen says derivatives with; then `result` is its value.
  bool lowerDerivativeCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result);

  // StandardLibrary.cpp
  /// True if `callee` is a function of the standard library or a builtin that is known here; then `result` is its
  /// value.
  bool lowerStandardCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result);
  Value lowerMinMax(const clang::CallExpr *call, bool isMax);
  Value lowerMinMaxPlace(const clang::CallExpr *call, bool isMax);
  Value selectMinMax(Location location, bool isMax, Value first, Value second);
  bool lowerBitCount(const clang::CallExpr *call, llvm::StringRef name, Value &result);
  Value lowerIntegerAbs(const clang::CallExpr *call);
  void lowerSwap(const clang::CallExpr *call);
  Value lowerPointerTaken(const clang::CallExpr *call);
  void swapObjects(Location location, Value first, Value second);
  const clang::BinaryOperator *findProduct(const clang::Expr *expr);
  Value lowerElementCount(const clang::Expr *bytes, clang::QualType element);
  void clearElements(mlir::Location location, mlir::Value first, mlir::Value count);
  void copyPlain(Location location, Value source, Value target, Value count);
  void copyRows(mlir::Location location, mlir::Value arrays, mlir::Value numbers, mlir::Value count, bool isToArray);
  bool copyArrayAndElements(const clang::CallExpr *call, const clang::Expr *first, const clang::Expr *second,
                            Value &result);
  bool lowerMemoryCall(const clang::CallExpr *call, llvm::StringRef name, Value &result);
  void lowerAssertion(const clang::CallExpr *call);

  // Strings.cpp
  void lowerStringInto(const clang::Expr *expr, Value place);
  Value noteCharacters(Value global, const clang::StringLiteral *text);
  Value lowerTextArray(const clang::StringLiteral *text);
  Value makeTextNumber(Location location, llvm::StringRef text);
  Value getTextNumber(Location location, Value string);
  void copyText(Location location, Value from, Value to, bool isMove);
  Value lowerTextNumber(const clang::Expr *expr);
  Value lowerUnknownText(const clang::Expr *expr);
  Value lowerTextPointerNumber(const clang::Expr *expr);
  Value chooseText(const clang::ConditionalOperator *choice);
  Value lowerMovedText(const clang::Expr *expr);
  Value lowerConstructedText(const clang::CXXConstructExpr *construction);
  Value lowerTextOperand(const clang::Expr *expr);
  Value compareTexts(Location location, Predicate predicate, Value left, Value right);
  bool lowerTextOrder(const clang::BinaryOperator *expr, Value &result);
  bool lowerTextComparison(const clang::Expr *comparison, clang::OverloadedOperatorKind kind, const clang::Expr *left,
                           const clang::Expr *right, Value &result);
  /// True if `call` changes or compares a string; then `result` is its place, or the outcome.
  bool lowerStringCall(const clang::CallExpr *call, Value &result);

  // Sorting.cpp
  /// True if `call` sorts, and that could be lowered.
  bool lowerSort(const clang::CallExpr *call, const clang::FunctionDecl *callee);
  bool lowerSortOfC(const clang::CallExpr *call, const clang::FunctionDecl *callee);
  void moveSorted(const clang::CallExpr *call, const Sorting &sorting, clang::QualType element);
  Value findOrder(const Sorting &sorting);
  void mergeRuns(const Sorting &sorting, Value low, Value middle, Value high, Value order, Value merged);
  Value takesLeft(const Sorting &sorting, Value left, Value right);

  // Exceptions.cpp
  void lowerThrow(const clang::CXXThrowExpr *expr);
  void throwPlain(const clang::Expr *thrown);
  Value lowerTextPointer(const clang::Expr *expr);
  bool collectText(const clang::Expr *expr, Items &items, llvm::SmallVectorImpl<Value> &operands);
  bool collectThrown(const clang::Expr *argument, Items &items, llvm::SmallVectorImpl<Value> &operands);
  void throwComposed(const clang::CXXThrowExpr *expr, const clang::CXXConstructExpr *construction);
  void throwOutOfRange(Location location, llvm::StringRef what);
  bool lowerLibraryThrow(const clang::FunctionDecl *callee, const clang::Expr *call);
  Value lowerText(const clang::StringLiteral *text, Location location);
  Value makeText(Location location, llvm::StringRef quoted);

  // OpaqueObjects.cpp
  /// The opaque class that a type is, or refers or points to; or null.
  const OpaqueClass *findOpaque(clang::QualType type);
  bool isRequestedParameter(const clang::Expr *expr);
  bool lowerOpaqueCall(const clang::CallExpr *call, Value &result);
  bool lowerOpaqueArgument(const clang::Expr *argument, clang::QualType parameter, bool isInactive, OpaqueCall &call);
  /// True, and reported, where an object of an opaque class would be made, copied or looked into.
  bool refuseOpaque(Type type, const llvm::Twine &subject);

  // Messages.cpp
  bool lowerMessage(const clang::VarDecl *variable);
  MessageText *findMessage(const clang::Expr *expr);
  bool lowerMessageCall(const clang::CallExpr *call);
  MessageText *findWritten(const clang::Expr *expr);
  bool collectMessage(const clang::Expr *expr, Items &items, llvm::SmallVectorImpl<Value> &operands);
  llvm::DenseMap<const clang::ValueDecl *, MessageText> messages;

  // Memory.cpp
  Value lowerNew(const clang::CXXNewExpr *expr);
  Value lowerNewArray(const clang::CXXNewExpr *expr, Type element);
  /// True for malloc() and calloc(), whose result is converted to a pointer to the elements.
  Value lowerAllocation(const clang::CallExpr *call, const Allocation &allocation, const clang::CastExpr *conversion);
  void lowerDelete(const clang::CXXDeleteExpr *expr);

  // FunctionPointers.cpp
  bool isNeverChanged(const clang::VarDecl *variable);
  const clang::APValue *evaluateConst(const clang::VarDecl *variable);
  const clang::FunctionDecl *findConstantFunction(const clang::VarDecl *variable);
  const clang::FunctionDecl *findConstantPart(const clang::Expr *expr);
  Value makeFunctionNumber(const clang::Expr *at, const clang::FunctionDecl *function);
  Value lowerFunction(const clang::Expr *expr);
  bool lowerFunctionPointer(const clang::VarDecl *variable);
  bool lowerOperands(const clang::CallExpr *call, FuncOp callee, Value resultPlace,
                     llvm::SmallVectorImpl<Value> &operands);
  /// A call of what a pointer or reference refers to that is not known.
  Value lowerCallByPointer(const clang::CallExpr *call, Value resultPlace);

  // FunctionObjects.cpp
  const clang::FunctionDecl *findTarget(const clang::Expr *expr, clang::QualType type);
  Value lowerTargetObject(const clang::Expr *expr, const clang::FunctionDecl *target, const clang::ValueDecl *variable);
  bool lowerFunctionVariable(const clang::VarDecl *variable);
  static bool isStdFunctionCall(const clang::CallExpr *call);
  bool lowerFunctionCall(const clang::CallExpr *call, Value resultPlace, Value &result);

  // StoredFunctions.cpp
  bool isOnlyCalled(const clang::VarDecl *variable);
  void setFunctionKind(Location location, Value place, int64_t number);
  void makeFunction(const clang::Expr *expr, clang::QualType type, Value place);
  void constructFunction(const clang::CXXConstructExpr *construction, Value place);
  void copyKnown(const clang::Expr *use, const clang::FunctionDecl *target, const clang::VarDecl *variable,
                 clang::QualType type, Value place);
  Value lowerKnownFunction(const clang::DeclRefExpr *use, const clang::FunctionDecl *target,
                           const clang::VarDecl *variable);
  void copyFunction(const clang::Expr *at, clang::QualType type, Value source, Value target, bool isMove);
  Value passOn(const clang::Expr *call, Value value, clang::QualType from, clang::QualType to, Type wanted);
  Value callStored(const clang::Expr *call, const TypeLowering::StoredTarget &target,
                   const clang::FunctionProtoType *prototype, Value object, mlir::ValueRange operands);
  Value lowerStoredCall(const clang::CallExpr *call, Value resultPlace);
  bool lowerFunctionMember(const clang::CallExpr *call, Value &result);

  // Virtual.cpp
  void forEachKind(Location at, const clang::CXXRecordDecl *record, Value object, Visit visit);
  /// Says of which class an object is, where that class has virtual functions.
  void setKind(Location location, const clang::CXXRecordDecl *record, Value object);
  bool isVirtualCall(const clang::CallExpr *call);
  bool isGlobalObject(const clang::Expr *expr);
  Value castDown(Location at, Value object, const clang::CXXRecordDecl *from, const clang::CXXRecordDecl *record);
  Value chooseByClass(Location at, const clang::CXXRecordDecl *from, Value object, Classes classes, Type type,
                      llvm::function_ref<Value(size_t)> yieldFor);
  Value lowerDynamicCast(const clang::CastExpr *cast, Value object);
  Value castToOverrider(Location at, Value object, const clang::CXXRecordDecl *from, const clang::CXXRecordDecl *record,
                        const clang::CXXMethodDecl *method);
  Value lowerVirtualCall(const clang::CallExpr *call, Value resultPlace);

  // Logging.cpp
  std::string printItem(const clang::Expr *expr);
  void emitPrinting(const clang::Expr *at, llvm::StringRef name, llvm::ArrayRef<std::string> items,
                    llvm::ArrayRef<Value> operands);
  /// True if `call` prints text.
  bool lowerPrintCall(const clang::CallExpr *call);
  bool lowerStreamCall(const clang::CallExpr *call);
  bool lowerErrno(const clang::Expr *expr);

  // SmartPointers.cpp
  std::optional<MemberCall> getMemberCall(const clang::CallExpr *call);
  /// The place of the object that a member is called on.
  Value lowerObject(const clang::Expr *object);
  Value upcastPointer(Location location, Value pointer, clang::QualType from, clang::QualType to);
  Value takePointer(const clang::Expr *from, clang::QualType target);
  Value lowerPointerFor(const clang::Expr *argument, clang::QualType smart, Type type);
  void constructPointer(const clang::CXXConstructExpr *construction, Value place);
  bool lowerMakeShared(const clang::CallExpr *call, Value place);
  bool lowerSmartComparison(const clang::CallExpr *call, Value &result);
  bool lowerSmartCall(const clang::CallExpr *call, Value &result);

  // Complex.cpp
  ComplexValue loadComplex(Location location, Value place);
  void storeComplex(Location location, ComplexValue value, Value place);
  ComplexValue lowerComplex(const clang::Expr *expr);
  ComplexValue lowerComplexCast(const clang::CastExpr *cast);
  ComplexValue lowerComplexFunction(const clang::CallExpr *call);
  ComplexValue projectComplex(Location location, ComplexValue value);
  ComplexValue complexArithmetic(Location location, clang::BinaryOperatorKind kind, ComplexValue left,
                                 ComplexValue right);
  ComplexValue lowerComplexTemporary(const clang::Expr *expr);
  Value assignComplex(const clang::BinaryOperator *expr);
  Value compareComplex(const clang::BinaryOperator *expr);
  Value lowerPart(const clang::UnaryOperator *expr);
  Value lowerPartPlace(const clang::UnaryOperator *expr);
  /// True if `call` yields a real number that belongs to a complex one; then `result` is it.
  bool lowerComplexCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result);

  // Optionals.cpp
  void copyOptional(const clang::Expr *at, clang::QualType type, Value source, Value target, bool isMove);
  void setOptional(const clang::Expr *argument, clang::QualType type, Value object);
  void constructOptional(const clang::CXXConstructExpr *construction, Value place);
  bool lowerOptionalCall(const clang::CallExpr *call, Value &result);
  bool lowerOptionalOr(const clang::CallExpr *call, Value place);

  // Objects.cpp
  /// Copies or moves an object of this type into memory that holds none, or one of zeros, or one that is given up.
  void copyInto(const clang::Expr *at, clang::QualType type, Value source, Value target, bool isMove);
  void copyParts(const clang::Expr *at, const clang::CXXRecordDecl *record, Value source, Value target, bool isMove);
  void callConstructor(const clang::Expr *at, const clang::CXXConstructorDecl *constructor, Value target, Value source);
  void copyElements(const clang::Expr *at, clang::QualType element, Value source, Value target, Value count,
                    bool isMove, bool isNew = false);
  Value constructInPlace(const clang::CallExpr *call, clang::QualType type, Arguments arguments);

  // Insertions.cpp
  void moveUp(Location location, Value data, Value first, Value last, Value by);
  Value insertElements(const clang::CXXMemberCallExpr *call, Value vector);
  Value eraseElements(const clang::CXXMemberCallExpr *call, Value vector);
  bool lowerVectorIterator(const clang::CallExpr *call, Value place);

  // Bits.cpp
  Value convertElement(Location location, Value value, Value target);
  Value findBitPointer(Location location, Value object);
  Value findBit(const clang::Expr *expr);
  Value referToBit(Location location, Value bit, Value place);
  bool lowerBitInto(const clang::CallExpr *call, Value place);
  bool constructBit(const clang::CXXConstructExpr *construction, Value place);
  bool lowerBitIteratorCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result);
  bool lowerBitCall(const clang::CallExpr *call, Value &result);

  // Containers.cpp
  bool isVector(clang::QualType type);
  Value getVectorData(Location location, Value vector);
  Value getVectorSize(Location location, Value vector);
  Value getLastIndex(Location location, Value vector);
  Value getVectorCapacity(Location location, Value vector);
  void setVectorSize(Location location, Value vector, Value size);
  void makeElements(Location location, Value vector, Value count);
  Value growVector(Location location, Value vector, Value kept, Value count);
  bool reserveElements(Location location, Value vector, Value kept, Value count);
  void forEachIn(Location location, Value data, Value first, Value last, Visit visit);
  bool fillElements(const clang::Expr *place, clang::QualType element, Value data, Value first, Value last,
                    const clang::Expr *fill, bool isNew);
  void constructElement(const clang::Expr *place, const clang::CXXRecordDecl *record, Value target);
  Value lowerFill(const clang::Expr *argument);
  bool copyRange(const clang::Expr *at, clang::QualType element, Value source, Value target, Value count);
  bool copyByIterators(const clang::Expr *at, clang::QualType element, Arguments range, MakeElements make);
  Value lowerIterator(const clang::Expr *expr);
  bool lowerContent(const clang::Expr *place, clang::QualType vector, Arguments arguments, MakeElements make);
  /// `type`: the vector, where the construction is that of a class derived from it.
  void constructVector(const clang::CXXConstructExpr *construction, clang::QualType type, Value place);
  void copyVector(const clang::Expr *from, Value place);
  void copyVector(const clang::Expr *at, clang::QualType type, Value source, Value place);
  void moveVector(const clang::Expr *from, Value place);
  /// `isReused`: the source may be used again, and is empty then.
  void moveVector(Location location, Value source, Value place, bool isReused);
  void assignVector(const clang::Expr *at, clang::QualType type, Value source, Value target, bool isMove);
  void resizeVector(const clang::CallExpr *call, clang::QualType type, Value vector, Arguments arguments);
  void appendToVector(const clang::CallExpr *call, clang::QualType type, Value vector, Arguments arguments);
  Value lowerVectorAccess(const clang::CallExpr *call, llvm::StringRef name, Value vector, Arguments arguments);
  bool lowerVectorChange(const clang::CallExpr *call, clang::QualType type, llvm::StringRef name, Value vector,
                         Arguments arguments);
  /// True if `call` is a member of a std::vector; then `result` is its value or place.
  bool lowerVectorCall(const clang::CallExpr *call, Value &result);

  // CallersObjects.cpp
  void forEachPart(Location location, clang::QualType type, Value left, Value right,
                   llvm::function_ref<void(clang::QualType, Value, Value)> visit);
  void copyIn(Location location, clang::QualType type, Value from, Value to);
  void copyOptionalIn(Location location, clang::QualType value, Value from, Value to);
  void copyOptionalOut(Location location, clang::QualType value, Value from, Value to, bool isNew);
  void copyOut(Location location, clang::QualType type, Value from, Value to, bool isNew);
  void makeEmpty(Location location, clang::QualType type, Value object);
  void emptyRows(Location location, clang::QualType element, Value elements, Value first, Value last);
  void emptyParts(Location location, clang::QualType type, Value object);
  using SetPart = llvm::function_ref<void(Value place, Value value)>;
  Value openContainer(const clang::ParmVarDecl *parameter, unsigned index, mlir::ValueRange sizes, PtrType wanted,
                      Pairs &kept);
  void openVector(Value object, Value first, Value size, SetPart setPart);
  void copyEigenIn(Location location, const EigenObject &eigen, Value from, Value to);
  void setEigenSizes(Location location, Value object, Value count,
                     llvm::ArrayRef<std::pair<llvm::StringRef, Value>> sizes);
  void openEigen(const EigenObject &eigen, Value object, Value first, mlir::ValueRange sizes, SetPart setPart);

  // CallersPointers.cpp
  void copyOpened(Location location, clang::QualType type, Value given, Value own, bool isBack, LowerValue nextMember);
  Value openStruct(const clang::ParmVarDecl *parameter, unsigned index, PtrType wanted, bool isPure, Pairs &kept);
  void closeStruct(const clang::ParmVarDecl *parameter, unsigned index, Value own);

  // FunctionLowering.cpp
  Location locate(clang::SourceLocation location) { return module.locate(location); }
  Location locate(const clang::Expr *expr) { return module.locate(expr->getExprLoc()); }
  Type lowerType(clang::QualType type, clang::SourceRange range, const llvm::Twine &subject);
  void report(Obstacle obstacle, clang::SourceRange range, const llvm::Twine &subject, llvm::StringRef name = {});
  /// Called where a value is missing: that some obstacle was reported for it is what keeps the result from being wrong.
  void expectReported();
  Value load(Location location, Value place);
  void store(Location location, Value value, Value place);
  /// A bit-field as it computes, not in the type that it is declared with; any other value itself.
  Value withoutDeclaredType(Value value);
  bool fitsIn(Value value, const TypeLowering::BitField &bits);
  /// The number that the bit-field `place` keeps of `value`.
  Value cutToBits(Location location, Value value, const TypeLowering::BitField &bits, Value place);
  /// Gives the value just computed the name of the user's variable that it is assigned to.
  void nameValue(Value value, llvm::StringRef variable);
  /// Runs `lower` with the insertion point in the only block of `region`, which may be made here.
  void inRegion(mlir::Region &region, Lower lower);
  /// True if a derivative of what stands at `place` is zero by decision.
  bool isInactivePlace(Value place);
  void copyInactive(Location location, Value source, Value target);
  void reportInactivePointer(clang::SourceRange range);
  const clang::ValueDecl *findInactiveObject(const clang::Expr *expr);
  bool refuseInactiveArguments(const clang::CallExpr *call);
  void checkInactiveArgument(const clang::Expr *argument, const clang::ParmVarDecl *parameter, Value operand);
  void branch(Location location, Value condition, Lower then, Lower otherwise = nullptr);
  Value choose(Location location, Value condition, Type type, LowerValue then, LowerValue otherwise);

  ModuleLowering &module;
  clang::ASTContext &ast;
  FuncOp function;
  const clang::FunctionDecl *declaration;
  mlir::OpBuilder builder;
  llvm::DenseMap<const clang::ValueDecl *, Value> places;
  llvm::DenseMap<const clang::Expr *, Value> rowSizes; // of arrays whose sizes are computed, as they were declared
  llvm::DenseSet<Value> inactivePlaces; // of what is declared PULLBACK_INACTIVE; what is part of them is inactive, too
  const clang::Stmt *current = nullptr; // the statement that is lowered now
  llvm::SmallVector<const clang::CXXRecordDecl *, 4> copiedRecords; // of which objects are being copied part by part
  /// Vectors that nothing has been done with since they were made empty.
  llvm::DenseMap<Value, EmptyVector> emptyVectors;
  /// What variables that are pointers or references to functions stand for, where they are never assigned.
  llvm::DenseMap<const clang::VarDecl *, const clang::FunctionDecl *> functions;
  /// What `this` is: the object of a member function, or that whose default member initialiser is being lowered.
  llvm::SmallVector<Value> thisObjects;
  llvm::SmallVector<JumpTarget> jumpTargets; // around what is lowered now, innermost last
  llvm::SmallVector<ScopeGuard> guards;      // that live now, the last that was declared last
  bool isInBlock = false;                    // a declaration of a guard is one of a block's own statements
  /// Aggregates whose members are being initialised: `this` in their default member initialisers.
  llvm::SmallVector<Value> madeObjects;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_FUNCTIONLOWERING_H
