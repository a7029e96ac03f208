// Virtual calls: every object of a class with virtual functions knows its class by a number.
//
//   Circle c(r);      ->   ... c.Shape_base.kind = 2
//   shape.area(x)     ->   kind == 2 ? Circle::area(the Circle around shape, x) : Square::area(...)
//
// Where the class is known, inlining leaves the one call. The classes are those of the file, and of the headers that it
// sees, of which what is requested makes objects: objects that the caller passes are refused as parameters, because
// nothing is known of their class.
#include "Frontend/FunctionLowering.h"
#include "IR/Downcasts.h"

#include "clang/AST/CXXInheritance.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

class PolymorphicClasses : public clang::RecursiveASTVisitor<PolymorphicClasses> {
public:
  explicit PolymorphicClasses(SmallVectorImpl<const clang::CXXRecordDecl *> &found) : found(found) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl *record) {
    bool isOne = record->isThisDeclarationADefinition() && !record->isDependentType() && record->isPolymorphic() &&
                 !TypeLowering::isFromStandardLibrary(record);
    if (isOne)
      found.push_back(record);
    return true;
  }

private:
  SmallVectorImpl<const clang::CXXRecordDecl *> &found;
};

} // namespace

ArrayRef<const clang::CXXRecordDecl *> ModuleLowering::getPolymorphicClasses() {
  if (!polymorphicClasses) {
    polymorphicClasses.emplace();
    PolymorphicClasses(*polymorphicClasses).TraverseDecl(ast.getTranslationUnitDecl());
  }
  return *polymorphicClasses;
}

int64_t ModuleLowering::getClassNumber(const clang::CXXRecordDecl *record) {
  auto classes = getPolymorphicClasses();
  return llvm::find_if(classes, [&](auto *one) { return one->getCanonicalDecl() == record->getCanonicalDecl(); }) -
         classes.begin() + 1;
}

std::vector<ModuleLowering::Overrider> ModuleLowering::getOverriders(const clang::CXXRecordDecl *from,
                                                                     const clang::CXXMethodDecl *method,
                                                                     bool &isKnownLater) {
  std::vector<Overrider> found;
  for (const clang::CXXRecordDecl *record : getClasses(from, isKnownLater))
    if (const clang::CXXMethodDecl *own = method->getCorrespondingMethodInClass(record))
      found.push_back({record, own});
  return found;
}

std::vector<const clang::CXXRecordDecl *> ModuleLowering::getClasses(const clang::CXXRecordDecl *from,
                                                                     bool &isKnownLater) {
  virtualCalls.areThere = true;
  std::vector<const clang::CXXRecordDecl *> inFile, made;
  for (const clang::CXXRecordDecl *record : getPolymorphicClasses())
    if (!record->isAbstract() && (record == from->getDefinition() || record->isDerivedFrom(from))) {
      inFile.push_back(record);
      if (virtualCalls.made.contains(record->getCanonicalDecl()))
        made.push_back(record);
    }
  isKnownLater = made.empty() && !inFile.empty() && !virtualCalls.takeAllClasses;
  virtualCalls.lackClasses |= isKnownLater;
  bool takesAll = virtualCalls.meetObjectsOfOthers || (made.empty() && virtualCalls.takeAllClasses);
  return takesAll ? inFile : made;
}

/// The objects inside of `object`, of class `record`, that hold the number: the classes where virtual functions begin.
void FunctionLowering::forEachKind(Location location, const clang::CXXRecordDecl *record, Value object,
                                   llvm::function_ref<void(Value)> visit) {
  bool isRoot = true;
  for (const clang::CXXBaseSpecifier &base : record->bases()) {
    const clang::CXXRecordDecl *inner = base.getType()->getAsCXXRecordDecl();
    if (!inner->isPolymorphic())
      continue;
    isRoot = false;
    forEachKind(location, inner, getField(location, object, module.getTypes().getBaseName(inner)), visit);
  }
  if (isRoot && object)
    visit(getField(location, object, module.getTypes().getKindName(record)));
}

void FunctionLowering::setKind(Location location, const clang::CXXRecordDecl *record, Value object) {
  if (!record->isPolymorphic())
    return;
  module.noteMade(record);
  forEachKind(location, record, object, [&](Value place) {
    if (place)
      store(location,
            builder.create<ConstantOp>(location, getIntType(builder.getContext()), module.getClassNumber(record)),
            place);
  });
}

/// True for a global variable, of which generated code does not know what class it is.
bool FunctionLowering::isGlobalObject(const clang::Expr *expr) {
  while (auto *member = dyn_cast<clang::MemberExpr>(expr->IgnoreParenImpCasts()))
    expr = member->getBase();
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasGlobalStorage() && !places.contains(variable);
}

bool FunctionLowering::isVirtualCall(const clang::CallExpr *call) {
  std::optional<MemberCall> member = getMemberCall(call);
  auto *named = dyn_cast<clang::MemberExpr>(call->getCallee()->IgnoreParenImpCasts());
  return member && member->method->isVirtual() && !(named && named->hasQualifier()) &&
         !member->method->getDevirtualizedMethod(member->object, /*IsAppleKext=*/false) &&
         !TypeLowering::isFromStandardLibrary(member->method->getParent());
}

/// The part of an object of class `record` on which `method` is called, from its base of class `from` at `object`.
Value FunctionLowering::castToOverrider(Location location, Value object, const clang::CXXRecordDecl *from,
                                        const clang::CXXRecordDecl *record, const clang::CXXMethodDecl *method) {
  clang::QualType target = ast.getRecordType(method->getParent());
  if (Value base = upcastPointer(location, object, ast.getRecordType(from), target))
    return base;
  Value whole = castDown(location, object, from, record);
  return whole ? upcastPointer(location, whole, ast.getRecordType(record), target) : Value();
}

/// The object of class `record` of which the base of class `from` is at `object`.
Value FunctionLowering::castDown(Location location, Value object, const clang::CXXRecordDecl *from,
                                 const clang::CXXRecordDecl *record) {
  if (record->getCanonicalDecl() == from->getCanonicalDecl())
    return object;
  clang::CXXBasePaths paths;
  if (!record->isDerivedFrom(from, paths))
    return {};
  SmallVector<const clang::CXXRecordDecl *> path{record};
  for (const clang::CXXBasePathElement &element : paths.front())
    path.push_back(element.Base->getType()->getAsCXXRecordDecl());
  for (size_t i = path.size() - 1; object && i-- > 0;) {
    clang::QualType type = ast.getRecordType(path[i]);
    bool isConst = cast<PtrType>(object.getType()).getIsConst();
    PtrType wanted = module.getTypes().lowerPointerTo(isConst ? type.withConst() : type);
    if (!wanted)
      return {};
    auto cast = builder.create<DowncastOp>(location, wanted, object, module.getTypes().getBaseName(path[i + 1]));
    cast->setAttr(kOfVirtualCall, builder.getUnitAttr());
    object = cast;
  }
  return object;
}

/// What `yieldFor` yields for the number of the one among `classes` that the object has, of which the base of class
/// `from` is at `object`.
Value FunctionLowering::chooseByClass(Location location, const clang::CXXRecordDecl *from, Value object,
                                      ArrayRef<const clang::CXXRecordDecl *> classes, Type type,
                                      llvm::function_ref<Value(size_t)> yieldFor) {
  SmallVector<int64_t> numbers;
  for (const clang::CXXRecordDecl *record : classes)
    numbers.push_back(module.getClassNumber(record));
  Value kind;
  forEachKind(location, from, object, [&](Value place) { kind = kind ? kind : load(location, place); });
  auto isIt = [&](size_t index) -> Value {
    Value number = builder.create<ConstantOp>(location, getIntType(builder.getContext()), numbers[index]);
    auto isClass = builder.create<CmpOp>(location, Predicate::EQ, kind, number);
    isClass->setAttr(kAsksForClass, builder.getDenseI64ArrayAttr(numbers));
    return isClass;
  };
  return chooseOne(builder, location, type, classes.size(), isIt, yieldFor);
}

/// `dynamic_cast<Circle *>(shape)`: the Circle around shape where its number is that of a Circle or of a class derived
/// from it, and null elsewhere. A reference that may be of another class is refused.
Value FunctionLowering::lowerDynamicCast(const clang::CastExpr *cast, Value object) {
  auto getClass = [](clang::QualType type) {
    const clang::CXXRecordDecl *pointee = type->getPointeeCXXRecordDecl();
    return pointee ? pointee : type->getAsCXXRecordDecl();
  };
  const clang::CXXRecordDecl *from = getClass(cast->getSubExpr()->getType()), *to = getClass(cast->getType());
  bool isKnownLater = false, isPointer = cast->getType()->isPointerType();
  auto candidates = from ? module.getClasses(from, isKnownLater) : std::vector<const clang::CXXRecordDecl *>();
  bool isAcross = !to || !from || !to->hasDefinition() || !to->isDerivedFrom(from);
  auto isOfClass = [&](const clang::CXXRecordDecl *one) {
    return one->getCanonicalDecl() == to->getCanonicalDecl() || one->isDerivedFrom(to);
  };
  bool mayThrow = !isPointer && !isAcross && !llvm::all_of(candidates, isOfClass);
  if (!object || isAcross || mayThrow || (candidates.empty() && !isKnownLater) || isGlobalObject(cast->getSubExpr())) {
    object ? report(Obstacle::DynamicCast, cast->getSourceRange(), "this cast") : expectReported();
    return {};
  }
  Location location = locate(cast);
  bool isConst = mlir::cast<PtrType>(object.getType()).getIsConst();
  clang::QualType target = ast.getRecordType(to);
  PtrType type = module.getTypes().lowerPointerTo(isConst ? target.withConst() : target);
  if (!type)
    return expectReported(), Value();
  if (isKnownLater)
    return builder.create<UndefOp>(location, type);
  auto makeNull = [&]() -> Value { return builder.create<NullOp>(location, type); };
  auto castOne = [&](size_t index) {
    return isOfClass(candidates[index]) ? castDown(location, object, from, to) : makeNull();
  };
  auto chooseClass = [&] { return chooseByClass(location, from, object, candidates, type, castOne); };
  if (!isPointer)
    return chooseClass();
  Value null = builder.create<NullOp>(location, object.getType());
  Value isThere = builder.create<CmpOp>(location, Predicate::NE, object, null);
  return choose(location, isThere, type, chooseClass, makeNull);
}

Value FunctionLowering::lowerVirtualCall(const clang::CallExpr *call, Value resultPlace) {
  MemberCall member = *getMemberCall(call);
  const clang::CXXMethodDecl *method = member.method;
  const clang::Expr *written = member.object;
  const clang::CXXRecordDecl *from = written->getType()->getPointeeCXXRecordDecl();
  if (!from)
    from = written->getType()->getAsCXXRecordDecl();
  bool isKnownLater = false;
  std::vector<ModuleLowering::Overrider> candidates = module.getOverriders(from, method, isKnownLater);
  Value object = isRefused(written) || isGlobalObject(written) ? Value() : lowerObject(written);
  if (object && isKnownLater) {
    lowerArgumentsForEffects(call);
    Type result = isObject(method->getReturnType()) || method->getReturnType()->isVoidType()
                      ? Type()
                      : module.lowerPassed(method->getReturnType());
    return result ? builder.create<UndefOp>(locate(call), result).getResult() : Value();
  }
  if (candidates.empty() || !object) {
    if (!isRefused(written))
      report(Obstacle::VirtualCall, call->getSourceRange(), "the call to '" + method->getNameAsString() + "'",
             method->getNameAsString());
    lowerArgumentsForEffects(call);
    return {};
  }
  Location location = locate(call);
  SmallVector<FuncOp> targets;
  for (auto [record, own] : candidates)
    targets.push_back(module.getCallee(own, call));
  if (llvm::is_contained(targets, FuncOp())) {
    expectReported();
    return {};
  }
  SmallVector<Value> operands{Value()};
  ArrayRef<Type> types = targets.front().getArgumentTypes().drop_front();
  for (auto [index, parameter] : llvm::enumerate(method->parameters())) {
    operands.push_back(
        lowerArgument(member.arguments[index], parameter->getType(), parameter->getName(), types[index]));
    if (!operands.back())
      return expectReported(), Value();
  }
  if (isObject(method->getReturnType()))
    operands.push_back(resultPlace ? resultPlace
                                   : makeTemporary(location, cast<PtrType>(types.back()).getPointee(), ""));
  Type resultType = targets.front().getResultTypes().empty() ? Type() : module.lowerPassed(method->getReturnType());
  auto callOne = [&](size_t index) -> Value {
    auto [record, own] = candidates[index];
    SmallVector<Value> passed(operands);
    Value self = castToOverrider(location, object, from, record, own);
    passed[0] = self ? qualify(call, self, targets[index].getArgumentTypes().front()) : Value();
    if (!passed[0] || TypeRange(ValueRange(passed)) != TypeRange(targets[index].getArgumentTypes())) {
      report(Obstacle::VirtualCall, call->getSourceRange(), "this call");
      return {};
    }
    auto made = builder.create<CallOp>(location, targets[index], passed);
    Value result = made.getNumResults() == 1 ? made.getResult(0) : Value();
    clang::QualType wanted = method->getReturnType()->getPointeeType(),
                    derived = own->getReturnType()->getPointeeType();
    if (!result || derived.isNull() || ast.hasSameUnqualifiedType(derived, wanted)) // or a covariant one
      return result;
    Value base = upcastPointer(location, result, derived, wanted);
    if (!base)
      report(Obstacle::VirtualCall, call->getSourceRange(), "what this call returns");
    return base ? qualify(call, base, resultType) : Value();
  };
  SmallVector<const clang::CXXRecordDecl *> classes(llvm::make_first_range(candidates));
  return chooseByClass(location, from, object, classes, resultType, callOne);
}
