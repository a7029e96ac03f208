// Local std::vector<T> of numbers whose length is set once: elements on the heap and a length.
//
//   std::vector<double> v(n);               ->   pb.alloc vector "v" [%n]
//   std::vector<double> v; v.resize(n);     ->   the same, if both stand in one block
//   v[i], v.size(), v.data()                ->   pb.element of it, the length, the pointer
//
// Not handled, refused: growing, assigning, passing and returning vectors; vectors of anything but numbers.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

static const clang::ClassTemplateSpecializationDecl *getVectorClass(clang::QualType type) {
  auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  auto *specialization = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  bool isVector = specialization && specialization->isInStdNamespace() && specialization->getIdentifier() &&
                  specialization->getName() == "vector";
  return isVector ? specialization : nullptr;
}

bool FunctionLowering::isVector(clang::QualType type) { return getVectorClass(type) != nullptr; }

const FunctionLowering::Vector *FunctionLowering::findVector(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  auto found = variable ? vectors.find(variable) : vectors.end();
  return found == vectors.end() ? nullptr : &found->second;
}

void FunctionLowering::lowerVector(const clang::VarDecl *variable) {
  std::string subject = "the variable '" + variable->getNameAsString() + "'";
  auto refuse = [&] { report(Obstacle::Container, variable->getSourceRange(), subject); };
  clang::QualType elementType = getVectorClass(variable->getType())->getTemplateArgs()[0].getAsType();
  bool isNumber = elementType->isRealFloatingType() || (elementType->isIntegerType() && !elementType->isBooleanType());
  const clang::Expr *initializer = variable->getInit();
  auto *construction = initializer ? dyn_cast<clang::CXXConstructExpr>(initializer->IgnoreImplicit()) : nullptr;
  if (!isNumber || !construction)
    return refuse();
  Type type = lowerType(elementType, variable->getSourceRange(), subject);
  if (!type)
    return;

  SmallVector<const clang::Expr *> arguments;
  for (const clang::Expr *argument : construction->arguments())
    if (!isa<clang::CXXDefaultArgExpr>(argument))
      arguments.push_back(argument);
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  if (arguments.empty()) {
    vectors[variable] = {Value(), Value(), builder.getInsertionBlock()};
    return;
  }
  if (auto *list = dyn_cast<clang::CXXStdInitializerListExpr>(arguments[0]->IgnoreImplicit())) {
    auto *elements = cast<clang::InitListExpr>(list->getSubExpr()->IgnoreImplicit());
    SmallVector<Value> values;
    for (const clang::Expr *element : elements->inits())
      values.push_back(lowerValue(element));
    Value count = makeSize(location, values.size());
    Value data = builder.create<AllocOp>(location, PtrType::get(type), AllocKind::Vector, variable->getName(), count);
    vectors[variable] = {data, count, builder.getInsertionBlock()};
    for (auto [index, value] : llvm::enumerate(values))
      store(location, value, builder.create<ElementOp>(location, data, makeSize(location, index)));
    return;
  }
  if (!arguments[0]->getType()->isIntegerType() || arguments.size() > 2)
    return refuse();
  setLength(variable, arguments, location);
}

/// Arguments as for the constructor: a count, or a count and a value.
void FunctionLowering::setLength(const clang::VarDecl *variable, ArrayRef<const clang::Expr *> arguments,
                                 Location location) {
  clang::QualType elementType = getVectorClass(variable->getType())->getTemplateArgs()[0].getAsType();
  Type type = module.getTypes().lower(elementType);
  Value count = lowerValue(arguments[0]);
  Value fill = arguments.size() == 2 ? lowerFill(arguments[1]) : Value();
  if (!count || (arguments.size() == 2 && !fill))
    return;
  count = convert(location, count, getSizeType(builder.getContext()));
  Value data = builder.create<AllocOp>(location, PtrType::get(type), AllocKind::Vector, variable->getName(), count);
  vectors[variable] = {data, count, builder.getInsertionBlock()};
  if (fill)
    makeCountedLoop(location, vectors[variable].size,
                    [&](Value index) { store(location, fill, builder.create<ElementOp>(location, data, index)); });
}

/// The initial value of the elements, which is passed by const reference.
Value FunctionLowering::lowerFill(const clang::Expr *argument) {
  const clang::Expr *inner = argument->IgnoreParens();
  if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(inner))
    inner = temporary->getSubExpr();
  return inner->isPRValue() ? lowerValue(inner) : load(locate(inner), lowerPlace(inner));
}

bool FunctionLowering::lowerVectorCall(const clang::CallExpr *call, Value &result) {
  const clang::Expr *object = nullptr, *index = nullptr;
  StringRef name;
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call)) {
    object = member->getImplicitObjectArgument();
    const clang::CXXMethodDecl *method = member->getMethodDecl();
    name = method && method->getIdentifier() ? method->getName() : "";
  } else if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
             operation && operation->getOperator() == clang::OO_Subscript) {
    object = operation->getArg(0);
    index = operation->getArg(1);
  }
  const Vector *vector = object ? findVector(object) : nullptr;
  if (!vector)
    return false;
  Location location = locate(call);
  Value data = vector->data, size = vector->size ? vector->size : makeSize(location, 0);
  auto *variable = cast<clang::VarDecl>(cast<clang::DeclRefExpr>(object->IgnoreParenImpCasts())->getDecl());
  bool setsLength = (name == "resize" || name == "assign") && !data && vector->home == builder.getInsertionBlock() &&
                    call->getNumArgs() >= 1 && call->getArg(0)->getType()->isIntegerType() &&
                    !variable->getType()->isReferenceType();
  if (setsLength) {
    SmallVector<const clang::Expr *> arguments;
    for (const clang::Expr *argument : call->arguments())
      if (!isa<clang::CXXDefaultArgExpr>(argument))
        arguments.push_back(argument);
    setLength(variable, arguments, nameLocation(variable->getName(), location));
    return true;
  }
  if (name == "size") {
    result = size;
  } else if (name == "empty") {
    result = compare(location, clang::BO_EQ, size, makeSize(location, 0));
  } else if (!data) {
    report(Obstacle::Container, call->getSourceRange(), "this use of '" + variable->getNameAsString() + "'");
    vectors.erase(variable);
  } else if (index) {
    Value position = lowerValue(index);
    result = position ? builder.create<ElementOp>(location, data, position) : Value();
  } else if (name == "data") {
    Type type = lowerType(call->getType(), call->getSourceRange(), "this call");
    result = type ? addConst(location, data, type) : Value();
  } else if (name == "front") {
    result = data;
  } else if (name == "back") {
    Value last = arithmetic(location, clang::BO_Sub, size, makeSize(location, 1));
    result = builder.create<ElementOp>(location, data, last);
  } else {
    report(Obstacle::Container, call->getSourceRange(), "this use of '" + variable->getNameAsString() + "'");
    lowerArgumentsForEffects(call);
    vectors.erase(variable);
  }
  return true;
}
