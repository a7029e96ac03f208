// std::unique_ptr and std::shared_ptr as records of a pointer.
//
//   std::unique_ptr<double[]> w(new double[n]);   ->   w.pointer = pb.alloc new "w" [%n]
//   auto p = std::make_unique<Circle>(x);         ->   p.pointer = pb.alloc new "p" [1]; a call of the constructor
//   p->area(), w[i], *p                           ->   the place that p.pointer is
//
// Memory lives until the end of the block that makes it, so that owners need not be counted. Not handled, refused:
// deleters, use_count(), std::weak_ptr.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/CXXInheritance.h"

using namespace mlir;
using namespace pullback;

std::optional<MemberCall> FunctionLowering::getMemberCall(const clang::CallExpr *call) {
  MemberCall result;
  result.method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
  result.arguments = ArrayRef(call->getArgs(), call->getNumArgs());
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call)) {
    result.object = member->getImplicitObjectArgument();
  } else if (isa<clang::CXXOperatorCallExpr>(call) && result.method) {
    result.object = result.arguments.front();
    result.arguments = result.arguments.drop_front();
  }
  if (!result.object || !result.method)
    return std::nullopt;
  result.type = result.object->getType();
  if (result.type->isPointerType())
    result.type = result.type->getPointeeType();
  return result;
}

Value FunctionLowering::lowerObject(const clang::Expr *object) {
  return object->getType()->isPointerType() ? lowerValue(object)
         : object->isGLValue()              ? lowerPlace(object)
                                            : lowerRecord(object, "object");
}

static bool isNullLiteral(const clang::Expr *expr) { return expr->getType()->isNullPtrType(); }

/// `pointer` to a class as a pointer to one of its bases, or to the class itself.
Value FunctionLowering::upcastPointer(Location location, Value pointer, clang::QualType from, clang::QualType to) {
  const auto *derived = from->getAsCXXRecordDecl(), *base = to->getAsCXXRecordDecl();
  if (!pointer || !derived || !base || derived->getCanonicalDecl() == base->getCanonicalDecl())
    return pointer;
  clang::CXXBasePaths paths;
  if (!derived->isDerivedFrom(base, paths))
    return {};
  for (const clang::CXXBasePathElement &element : paths.front())
    pointer = getField(location, pointer, module.getTypes().getBaseName(element.Base->getType()->getAsCXXRecordDecl()));
  return pointer;
}

/// The pointer in another smart pointer, which is null afterwards where it was moved from.
Value FunctionLowering::takePointer(const clang::Expr *from, clang::QualType target) {
  Location location = locate(from);
  const clang::Expr *source = from->IgnoreImplicit();
  Value object = from->isGLValue() ? lowerPlace(from) : lowerRecord(from, "moved");
  Value place = getField(location, object, "pointer");
  Value pointer = load(location, place);
  if (!pointer)
    return {};
  clang::QualType own = *TypeLowering::getSmartPointee(from->getType());
  if (from->isXValue() && !source->isPRValue())
    store(location, zeroOf(location, pointer.getType()), place);
  return upcastPointer(location, pointer, own, target);
}

Value FunctionLowering::lowerPointerFor(const clang::Expr *argument, clang::QualType smart, Type type) {
  if (isNullLiteral(argument))
    return builder.create<NullOp>(locate(argument), type);
  Value pointer = TypeLowering::getSmartPointee(argument->getType())
                      ? takePointer(argument, *TypeLowering::getSmartPointee(smart))
                  : argument->getType()->isPointerType()
                      ? upcastPointer(locate(argument), lowerValue(argument), argument->getType()->getPointeeType(),
                                      *TypeLowering::getSmartPointee(smart))
                      : Value();
  return pointer ? qualify(argument, pointer, type) : Value();
}

void FunctionLowering::constructPointer(const clang::CXXConstructExpr *construction, Value place) {
  Location location = locate(construction);
  Value target = getField(location, place, "pointer");
  if (!target)
    return expectReported();
  Type type = cast<PtrType>(target.getType()).getPointee();
  SmallVector<const clang::Expr *> written;
  for (const clang::Expr *argument : construction->arguments())
    if (!isa<clang::CXXDefaultArgExpr>(argument))
      written.push_back(argument);
  if (written.empty())
    return store(location, builder.create<NullOp>(location, type), target);
  Value pointer = written.size() == 1 ? lowerPointerFor(written[0], construction->getType(), type) : Value();
  if (!pointer && written.size() != 1)
    return report(Obstacle::StandardLibrary, construction->getSourceRange(), "this construction of a smart pointer");
  store(location, pointer, target);
}

/// std::make_shared, std::make_unique are functions of the library that can be read; this is for the first.
bool FunctionLowering::lowerMakeShared(const clang::CallExpr *call, Value place) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (!callee || !callee->isInStdNamespace() || !callee->getIdentifier() || callee->getName() != "make_shared")
    return false;
  std::optional<clang::QualType> pointee = TypeLowering::getSmartPointee(call->getType());
  Type element = pointee ? lowerType(*pointee, call->getSourceRange(), "an object") : Type();
  if (!element)
    return expectReported(), true;
  Location location = locate(call);
  auto memory = builder.create<AllocOp>(location, PtrType::get(element), AllocKind::New, "", makeSize(location, 1));
  auto arguments = ArrayRef(call->getArgs(), call->getNumArgs());
  if (Value object = constructInPlace(call, *pointee, arguments)) {
    if (isScalar(element))
      store(location, load(location, object), memory);
    else
      copyObject(location, object, memory);
  }
  Value target = getField(location, place, "pointer");
  if (!target)
    return expectReported(), true;
  Type wanted = cast<PtrType>(target.getType()).getPointee(); // may lead to what is const
  store(location, wanted == memory.getType() ? Value(memory) : addConst(location, memory, wanted), target);
  return true;
}

/// `p == nullptr` and `p != q`: comparisons of what smart pointers point to.
bool FunctionLowering::lowerSmartComparison(const clang::CallExpr *call, Value &result) {
  auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
  bool isEqual = operation && operation->getOperator() == clang::OO_EqualEqual;
  if (!operation || operation->getNumArgs() != 2 || !(isEqual || operation->getOperator() == clang::OO_ExclaimEqual))
    return false;
  auto getPointer = [&](const clang::Expr *smart) {
    Value object = isRefused(smart) ? Value() : lowerObject(smart);
    return load(locate(call), getField(locate(call), object, "pointer"));
  };
  bool isSmart[] = {TypeLowering::getSmartPointee(call->getArg(0)->getType()).has_value(),
                    TypeLowering::getSmartPointee(call->getArg(1)->getType()).has_value()};
  bool isNull[] = {isNullLiteral(call->getArg(0)), isNullLiteral(call->getArg(1))};
  if (!((isSmart[0] && (isSmart[1] || isNull[1])) || (isSmart[1] && isNull[0])))
    return false;
  Value left = isSmart[0] ? getPointer(call->getArg(0)) : Value();
  Value right = isSmart[1] ? getPointer(call->getArg(1)) : Value();
  if (isNull[0] && right)
    left = zeroOf(locate(call), right.getType());
  if (isNull[1] && left)
    right = zeroOf(locate(call), left.getType());
  if (!left || !right)
    expectReported();
  else if (left.getType() == right.getType())
    result = compare(locate(call), isEqual ? clang::BO_EQ : clang::BO_NE, left, right);
  else
    report(Obstacle::StandardLibrary, call->getSourceRange(), "this comparison");
  return true;
}

bool FunctionLowering::lowerSmartCall(const clang::CallExpr *call, Value &result) {
  if (lowerSmartComparison(call, result))
    return true;
  std::optional<MemberCall> member = getMemberCall(call);
  std::optional<clang::QualType> pointee;
  if (!member)
    return false;
  const clang::Expr *whole = member->object->IgnoreParenBaseCasts(); // std::shared_ptr has its members from a base
  if (TypeLowering::getSmartPointee(whole->getType()) && !whole->getType()->isPointerType()) {
    member->object = whole;
    member->type = whole->getType();
  }
  if (!(pointee = TypeLowering::getSmartPointee(member->type)))
    return false;
  Location location = locate(call);
  Value object = lowerObject(member->object);
  Value place = getField(location, object, "pointer");
  if (!place)
    return expectReported(), true;
  Type type = cast<PtrType>(place.getType()).getPointee();
  std::string name = member->method->getNameAsString();
  auto setPointer = [&](Value pointer) {
    if (pointer && cast<PtrType>(place.getType()).getIsConst())
      return reportGlobalStore(member->object);
    store(location, pointer, place);
  };
  if (isa<clang::CXXConversionDecl>(member->method)) {
    result = convertToBool(location, load(location, place));
  } else if (name == "get" || name == "operator*" || name == "operator->") {
    result = load(location, place);
  } else if (name == "operator[]") {
    Value first = load(location, place);
    result = offset(location, first, lowerValue(member->arguments[0]), /*isNegative=*/false);
  } else if (name == "release") {
    result = load(location, place);
    setPointer(builder.create<NullOp>(location, type));
  } else if (name == "reset" || name == "operator=") {
    bool isEmpty = member->arguments.empty() || isa<clang::CXXDefaultArgExpr>(member->arguments[0]);
    setPointer(isEmpty ? builder.create<NullOp>(location, type).getResult()
                       : lowerPointerFor(member->arguments[0], member->type, type));
    result = name == "reset" ? Value() : object;
  } else if (name == "swap") {
    swapObjects(location, object, lowerPlace(member->arguments[0]));
  } else {
    report(Obstacle::StandardLibrary, call->getSourceRange(), "the call to '" + name + "'");
  }
  return true;
}
