// Structs with pointers in them that the caller passes. What the pointers lead to is passed beside the rest, each as an
// argument of its own, which generated code reads from the struct:
//
//   double f(const Net* net)        struct Net { int n; double *w, *b; };
//   ->  primal.f(%net: !pb.ptr<!pb.record<"Net", n>, const>, %w {pb.member = "w", pb.member_of = "net"}, %b {...})
//         %own = pb.local "net"; n, %w and %b
//         pb.call @f.callee(%own)
//
// The adjoint of %w is read from the adjoint object in the same way. Not handled, refused: classes whose members are
// not public, pointers to pointers and to such structs, references, and arrays of such structs that are passed by
// pointer.
#include "Frontend/FunctionLowering.h"
#include "Frontend/Report.h"

#include "clang/AST/RecursiveASTVisitor.h"

#include <set>

using namespace mlir;
using namespace pullback;

static constexpr unsigned maxPointers = 64;

//===------------------------------------------------------------------------------------------------------------===//
// Which those are
//===------------------------------------------------------------------------------------------------------------===//

static clang::QualType getOwner(clang::QualType type) {
  type = type.getNonReferenceType();
  return (type->isPointerType() ? type->getPointeeType() : type).getCanonicalType().getUnqualifiedType();
}

/// True for pointers, and what holds them, not counting what is behind other pointers.
static bool holdsPointer(const clang::ASTContext &ast, clang::QualType type) {
  type = ast.getBaseElementType(type.getCanonicalType());
  if (type->isPointerType())
    return true;
  const clang::RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  return record && !TypeLowering::isFromStandardLibrary(record) &&
         llvm::any_of(record->fields(), [&](auto *field) { return holdsPointer(ast, field->getType()); });
}

void TypeLowering::forEachMember(clang::QualType type, bool alsoNumbers, const std::string &path,
                                 llvm::function_ref<void(clang::QualType, const std::string &)> visit) {
  type = type.getCanonicalType();
  if (type->isPointerType() || (alsoNumbers && type->isIntegralOrEnumerationType()))
    return visit(type, path);
  if (!alsoNumbers && !holdsPointer(ast, type))
    return;
  if (auto *array = ast.getAsConstantArrayType(type)) {
    for (uint64_t i = 0; i < std::min<uint64_t>(array->getSize().getZExtValue(), maxPointers + 1); ++i)
      forEachMember(array->getElementType(), alsoNumbers, path + "[" + std::to_string(i) + "]", visit);
    return;
  }
  for (const clang::FieldDecl *field : type->getAsRecordDecl()->getDefinition()->fields())
    forEachMember(field->getType(), alsoNumbers, (path.empty() ? "" : path + ".") + field->getNameAsString(), visit);
}

/// A struct that generated code sees, all of whose members it reaches.
bool TypeLowering::isOpenRecord(const clang::RecordDecl *record) {
  bool isNamed = record->getDeclName() || record->getTypedefNameForAnonDecl();
  if (record->isUnion() || !isInHeader(record) || !isNamed || record->getParentFunctionOrMethod() ||
      llvm::any_of(record->fields(), [](const clang::FieldDecl *field) {
        return !field->getDeclName() || field->getType()->isReferenceType() ||
               (field->getAccess() != clang::AS_public && field->getAccess() != clang::AS_none);
      }))
    return false;
  auto *type = dyn_cast<clang::CXXRecordDecl>(record);
  return !type || canBeNamed(type);
}

/// True for a struct with pointers to numbers and plain structs, public all of it.
bool TypeLowering::isOpenOwner(clang::QualType type) {
  type = ast.getBaseElementType(type.getCanonicalType());
  if (!holdsPointer(ast, type))
    return true;
  if (type->isPointerType()) {
    clang::QualType target = type->getPointeeType();
    const clang::RecordDecl *record = ast.getBaseElementType(target)->getAsRecordDecl();
    record = record ? record->getDefinition() : nullptr;
    return lower(target) && !holdsPointer(ast, target) && !isCallersObject(target) && (!record || isOpenRecord(record));
  }
  const clang::RecordDecl *record = type->getAsRecordDecl()->getDefinition();
  return isOpenRecord(record) &&
         llvm::all_of(record->fields(), [&](auto *field) { return isOpenOwner(field->getType()); });
}

bool TypeLowering::hasOpenPointers(clang::QualType type) { return holdsPointer(ast, type) && isOpenOwner(type); }

Type TypeLowering::lowerWithoutPointers(clang::QualType type) {
  type = type.getCanonicalType();
  if (type->isPointerType())
    return {};
  if (!holdsPointer(ast, type))
    return lower(type);
  if (auto *array = ast.getAsConstantArrayType(type)) {
    Type element = lowerWithoutPointers(array->getElementType());
    return element ? Type(pullback::ArrayType::get(array->getSize().getZExtValue(), element)) : Type();
  }
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  SmallVector<FoundBitField> bits;
  for (const clang::FieldDecl *field : type->getAsRecordDecl()->getDefinition()->fields())
    if (Type lowered = field->isBitField() ? lowerField(field, bits) : lowerWithoutPointers(field->getType())) {
      names.push_back(StringAttr::get(context, getFieldName(field)));
      types.push_back(lowered);
    }
  return makeRecord(printName(type), names, types, bits);
}

namespace {

/// Whether a function takes what a parameter leads to for one object: its members are used, it is copied, and passed on
/// to functions that do the same. Its address is not taken otherwise, since there may be others behind it.
class SingleObjectUses {
public:
  explicit SingleObjectUses(clang::ASTContext &ast) : ast(ast) {}

  bool areAll(const clang::FunctionDecl *definition, const clang::ParmVarDecl *parameter) {
    return areAll(definition, parameter, parameter->getType()->isReferenceType());
  }

private:
  bool areAll(const clang::FunctionDecl *definition, const clang::ParmVarDecl *parameter, bool isThere);
  bool isUsedSo(const clang::Stmt *statement);
  bool isTestForNull(const clang::Stmt *statement) const;
  bool isArgumentFine(const clang::FunctionDecl *callee, unsigned index, bool isThere);
  bool areMethodsFine(const clang::CXXMethodDecl *method);

  /// The parameter itself, as a pointer.
  bool isPointer(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
    return use && use->getDecl() == current && current->getType()->isPointerType();
  }
  /// What the parameter leads to.
  bool isObject(const clang::Expr *expr) const {
    expr = expr->IgnoreParenImpCasts();
    if (auto *unary = dyn_cast<clang::UnaryOperator>(expr))
      return unary->getOpcode() == clang::UO_Deref && isPointer(unary->getSubExpr());
    if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(expr)) {
      clang::Expr::EvalResult index;
      return isPointer(subscript->getBase()) && !subscript->getIdx()->isValueDependent() &&
             subscript->getIdx()->EvaluateAsInt(index, ast) && index.Val.getInt().isZero();
    }
    auto *use = dyn_cast<clang::DeclRefExpr>(expr);
    return use && use->getDecl() == current && current->getType()->isReferenceType();
  }

  clang::ASTContext &ast;
  const clang::ParmVarDecl *current = nullptr;
  bool isNeverNull = false; ///< the current one; tests of others for null would come after they are read
  std::set<std::pair<const clang::Decl *, bool>> visited;
};

/// Finds uses of `this` other than for members.
class ThisUses : public clang::RecursiveASTVisitor<ThisUses> {
public:
  bool VisitCXXThisExpr(clang::CXXThisExpr *) { return ++uses, true; }
  bool VisitMemberExpr(clang::MemberExpr *member) {
    uses -= isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts()) &&
            isa<clang::FieldDecl>(member->getMemberDecl());
    return true;
  }

  int uses = 0;
};

} // namespace

bool SingleObjectUses::areMethodsFine(const clang::CXXMethodDecl *method) {
  const clang::FunctionDecl *definition = nullptr;
  if (method->isVirtual() || !method->hasBody(definition))
    return false;
  ThisUses search;
  search.TraverseStmt(definition->getBody());
  return search.uses == 0;
}

bool SingleObjectUses::areAll(const clang::FunctionDecl *definition, const clang::ParmVarDecl *parameter,
                              bool isThere) {
  if (!visited.insert({parameter, isThere}).second)
    return true;
  auto outer = std::exchange(current, parameter);
  bool wasThere = std::exchange(isNeverNull, isThere);
  bool isFine = isUsedSo(definition->getBody());
  current = outer;
  isNeverNull = wasThere;
  return isFine;
}

bool SingleObjectUses::isTestForNull(const clang::Stmt *statement) const {
  if (auto *conversion = dyn_cast<clang::CastExpr>(statement))
    return conversion->getCastKind() == clang::CK_PointerToBoolean && isPointer(conversion->getSubExpr());
  if (auto *negation = dyn_cast<clang::UnaryOperator>(statement))
    return negation->getOpcode() == clang::UO_LNot && isPointer(negation->getSubExpr());
  auto *comparison = dyn_cast<clang::BinaryOperator>(statement);
  auto isNull = [&](const clang::Expr *expr) {
    return expr->isNullPointerConstant(ast, clang::Expr::NPC_ValueDependentIsNotNull) != clang::Expr::NPCK_NotNull;
  };
  return comparison && comparison->isEqualityOp() &&
         ((isPointer(comparison->getLHS()) && isNull(comparison->getRHS())) ||
          (isPointer(comparison->getRHS()) && isNull(comparison->getLHS())));
}

bool SingleObjectUses::isArgumentFine(const clang::FunctionDecl *callee, unsigned index, bool isThere) {
  const clang::FunctionDecl *definition = nullptr;
  if (!callee || !callee->hasBody(definition) || index >= definition->getNumParams())
    return false;
  const clang::ParmVarDecl *parameter = definition->getParamDecl(index);
  bool isAlias = parameter->getType()->isPointerType() || parameter->getType()->isReferenceType();
  return !isAlias || areAll(definition, parameter, isThere);
}

bool SingleObjectUses::isUsedSo(const clang::Stmt *statement) {
  if (!statement || (isNeverNull && isTestForNull(statement)))
    return true;
  if (auto *member = dyn_cast<clang::MemberExpr>(statement)) {
    if (!(member->isArrow() ? isPointer(member->getBase()) : isObject(member->getBase())))
      return isUsedSo(member->getBase());
    auto *method = dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl());
    return !method || areMethodsFine(method);
  }
  if (auto *conversion = dyn_cast<clang::CastExpr>(statement)) {
    if (conversion->getCastKind() == clang::CK_ToVoid && isPointer(conversion->getSubExpr()))
      return true;
    if (conversion->getCastKind() == clang::CK_LValueToRValue && isObject(conversion->getSubExpr()) &&
        conversion->getType()->isRecordType()) // a copy in C
      return true;
  }
  if (auto *size = dyn_cast<clang::UnaryExprOrTypeTraitExpr>(statement); size && size->getKind() == clang::UETT_SizeOf)
    return true;
  if (auto *assignment = dyn_cast<clang::BinaryOperator>(statement))
    if (assignment->getOpcode() == clang::BO_Assign && isObject(assignment->getLHS()))
      return isUsedSo(assignment->getRHS());
  if (auto *construction = dyn_cast<clang::CXXConstructExpr>(statement))
    if (construction->getNumArgs() == 1 && isObject(construction->getArg(0)))
      return construction->getConstructor()->isCopyOrMoveConstructor() && construction->getConstructor()->isDefaulted();
  auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(statement);
  if (operation && operation->getOperator() == clang::OO_Equal) {
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(operation->getDirectCallee());
    if (method && method->isDefaulted())
      return llvm::all_of(operation->arguments(), [&](auto *one) { return isObject(one) || isUsedSo(one); });
  }
  if (auto *call = dyn_cast<clang::CallExpr>(statement)) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    bool hasObject = operation && isa_and_nonnull<clang::CXXMethodDecl>(callee);
    for (auto [index, argument] : llvm::enumerate(call->arguments())) {
      auto *address = dyn_cast<clang::UnaryOperator>(argument->IgnoreParenImpCasts());
      bool isPassed = isPointer(argument) || isObject(argument) ||
                      (address && address->getOpcode() == clang::UO_AddrOf && isObject(address->getSubExpr()));
      if (!isPassed ? !isUsedSo(argument)
                    : (hasObject && index == 0) ||
                          !isArgumentFine(callee, static_cast<unsigned>(index) - (hasObject ? 1 : 0), isNeverNull))
        return false;
    }
    return isUsedSo(call->getCallee());
  }
  if (auto *use = dyn_cast<clang::DeclRefExpr>(statement))
    return use->getDecl() != current;
  if (auto *lambda = dyn_cast<clang::LambdaExpr>(statement)) // its body names what it captures
    return isUsedSo(lambda->getBody()) && llvm::all_of(lambda->captures(), [&](const clang::LambdaCapture &capture) {
             auto *variable = capture.capturesVariable() ? dyn_cast<clang::VarDecl>(capture.getCapturedVar()) : nullptr;
             return !variable || !variable->isInitCapture() || isUsedSo(variable->getInit());
           });
  return llvm::all_of(statement->children(), [&](const clang::Stmt *inner) { return isUsedSo(inner); });
}

/// True for parameters of the request that are, or lead to, one struct with pointers in it.
bool ModuleLowering::isOpened(const clang::ParmVarDecl *parameter) {
  clang::QualType type = parameter->getType(), owner = getOwner(type);
  if (type->isRValueReferenceType() || !owner->isRecordType() || !parameter->getDeclName() ||
      !holdsPointer(ast, owner) || types.isCallersObject(owner) || !types.lower(owner) || !types.isOpenOwner(owner))
    return false;
  StringRef role = requestedRole(parameter);
  bool hasNumbers = holdsFloat(types.lowerWithoutPointers(owner));
  if (role == "scratch" || (role == "of" && hasNumbers)) // the numbers that the caller had there may matter
    return false;
  unsigned count = 0;
  types.forEachMember(owner, role == "of", "", [&](clang::QualType, const std::string &) { ++count; });
  if (count > maxPointers)
    return false;
  if (!type->isPointerType() && !type->isReferenceType())
    return true;
  for (const clang::ParmVarDecl *own : requestedBody->parameters())
    if (own->getName() == parameter->getName())
      return SingleObjectUses(ast).areAll(requestedBody, own);
  return false;
}

//===------------------------------------------------------------------------------------------------------------===//
// Signatures
//===------------------------------------------------------------------------------------------------------------===//

/// The parameter itself: what is left of the struct without its pointers.
void ModuleLowering::lowerOpened(const clang::ParmVarDecl *parameter, SmallVectorImpl<Type> &arguments,
                                 SmallVectorImpl<DictionaryAttr> &attributes) {
  clang::QualType type = parameter->getType();
  bool isByValue = type->isRecordType();
  clang::QualType target = type->isPointerType() ? type->getPointeeType() : type.getNonReferenceType();
  arguments.push_back(
      PtrType::get(types.lowerWithoutPointers(getOwner(type)), target.isConstQualified() && !isByValue));
  Builder builder(getContext());
  NamedAttrList list;
  list.set("pb.name", builder.getStringAttr(parameter->getName()));
  if (isByValue || type->isReferenceType())
    list.set(isByValue ? "pb.byval" : "pb.ref", builder.getUnitAttr());
  if (isInactive(parameter))
    list.set("pb.inactive", builder.getUnitAttr());
  attributes.push_back(list.getDictionary(getContext()));
}

/// What the pointers in it lead to. A pure output is no parameter of most derivatives: its integers, which say what
/// shape it has, are those of its adjoint there.
void ModuleLowering::lowerMembers(const clang::ParmVarDecl *parameter, SmallVectorImpl<Type> &arguments,
                                  SmallVectorImpl<DictionaryAttr> &attributes) {
  Builder builder(getContext());
  StringRef role = requestedRole(parameter);
  types.forEachMember(
      getOwner(parameter->getType()), role == "of", "", [&](clang::QualType type, const std::string &path) {
        Type lowered = types.lower(type);
        std::string name = parameter->getNameAsString() + "_";
        for (char c : path)
          if (llvm::isAlnum(c) || c == '_')
            name += c;
          else if (name.back() != '_')
            name += '_';
        name = StringRef(name).rtrim('_').str();
        while (llvm::any_of(attributes, [&](DictionaryAttr one) {
          auto other = one.getAs<StringAttr>("pb.name");
          return other && other.getValue() == name;
        }))
          name += "_";
        auto pointer = dyn_cast<PtrType>(lowered);
        bool isActive = pointer && !pointer.getIsConst() && holdsFloat(pointer.getPointee());
        if (pointer && pointer.getIsConst() && holdsFloat(pointer.getPointee()) && (role == "wrt" || role == "inout"))
          reportNote(ast.getDiagnostics(), parameter->getSourceRange(),
                     "what '" + parameter->getNameAsString() + "." + path + "' points to is passive: it is const");
        NamedAttrList list;
        list.set("pb.name", builder.getStringAttr(name));
        list.set("pb.role", builder.getStringAttr(isActive && !role.empty() ? role : "passive"));
        list.set("pb.member", builder.getStringAttr(path));
        list.set("pb.member_of", builder.getStringAttr(parameter->getName()));
        arguments.push_back(lowered);
        attributes.push_back(list.getDictionary(getContext()));
      });
}

//===------------------------------------------------------------------------------------------------------------===//
// The function of the request
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::copyOpened(Location location, clang::QualType type, Value given, Value own, bool isBack,
                                  llvm::function_ref<Value()> nextMember) {
  type = type.getCanonicalType();
  if (given && !holdsPointer(ast, type)) {
    Value from = isBack ? own : given, to = isBack ? given : own;
    if (isScalar(cast<PtrType>(own.getType()).getPointee()))
      return store(location, load(location, from), to);
    return copyObject(location, from, to);
  }
  if (type->isPointerType() || type->isIntegralOrEnumerationType()) {
    if (!isBack)
      store(location, nextMember(), own);
    return;
  }
  if (auto *array = ast.getAsConstantArrayType(type)) {
    Value mine = builder.create<DecayOp>(location, own);
    Value givens = given ? builder.create<DecayOp>(location, given) : Value();
    for (uint64_t i = 0; i < array->getSize().getZExtValue(); ++i) {
      Value index = makeSize(location, i);
      Value given = givens ? builder.create<ElementOp>(location, givens, index) : Value();
      copyOpened(location, array->getElementType(), given, builder.create<ElementOp>(location, mine, index), isBack,
                 nextMember);
    }
    return;
  }
  auto part = given ? cast<pullback::RecordType>(cast<PtrType>(given.getType()).getPointee()) : pullback::RecordType();
  for (const clang::FieldDecl *field : type->getAsRecordDecl()->getDefinition()->fields()) {
    StringRef name = module.getTypes().getFieldName(field);
    bool isGiven = part && llvm::any_of(part.getFieldNames(), [&](StringAttr one) { return one.getValue() == name; });
    Location place = nameLocation(name, function.getLoc());
    Value source = isGiven ? getField(place, given, name) : Value();
    copyOpened(place, field->getType(), source, getField(place, own, name), isBack, nextMember);
  }
}

static bool isPartOf(Value place, Value object) {
  while (place != object && place.getDefiningOp() && place.getDefiningOp()->getNumOperands() > 0)
    place = place.getDefiningOp()->getOperand(0);
  return place == object;
}

/// The struct that the function's own text works on. `kept`: its pointers, which stay what they are; in a pure output
/// the rest too, since it is not copied back.
Value FunctionLowering::openStruct(const clang::ParmVarDecl *parameter, unsigned index, PtrType wanted, bool isPure,
                                   SmallVectorImpl<std::pair<Value, Value>> &kept) {
  StringRef name = function.getArgName(index);
  Location location = nameLocation(name, function.getLoc());
  Value own = makeTemporary(location, wanted.getPointee(), name);
  unsigned next = 0;
  while (true) {
    auto owner = function.getArgAttrOfType<StringAttr>(next, "pb.member_of");
    if (owner && owner.getValue() == name)
      break;
    ++next;
  }
  Value given = isPure ? Value() : function.getBody().getArgument(index);
  copyOpened(location, getOwner(parameter->getType()), given, own, /*isBack=*/false,
             [&] { return function.getBody().getArgument(next++); });
  if (wanted.getIsConst() || function.getArgAttr(index, "pb.byval"))
    return own;
  for (auto stored : builder.getInsertionBlock()->getOps<StoreOp>())
    if (isPartOf(stored.getPointer(), own) && (isPure || isa<PtrType>(stored.getValue().getType())))
      kept.push_back({stored.getPointer(), stored.getValue()});
  return own;
}

void FunctionLowering::closeStruct(const clang::ParmVarDecl *parameter, unsigned index, Value own) {
  copyOpened(function.getLoc(), getOwner(parameter->getType()), function.getBody().getArgument(index), own,
             /*isBack=*/true, [] { return Value(); });
}
