// What all areas of the syntax use: memory access, regions, names.
#include "Frontend/FunctionLowering.h"
#include "Frontend/KeptIterators.h"

using namespace mlir;
using namespace pullback;

FunctionLowering::FunctionLowering(ModuleLowering &module, FuncOp function, const clang::FunctionDecl *declaration,
                                   const ModuleLowering::FunctionArguments &known)
    : module(module), ast(module.getAst()), function(function), declaration(declaration),
      builder(function.getContext(), this) {
  for (auto [index, target] : llvm::enumerate(known))
    if (target)
      functions[declaration->getParamDecl(index)] = target;
}

void FunctionLowering::run() {
  Block *entry = builder.createBlock(&function.getBody());
  lowerParameters();
  if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(declaration))
    lowerInitializers(constructor, entry->getArgument(0));
  checkKeptIterators(declaration, module.getObstacles());
  lowerStatement(declaration->getBody());
  if (!entry->empty() && isa<ReturnOp>(entry->back()))
    return;
  // The end of a void function, or a place that is never reached.
  Location location = locate(declaration->getBodyRBrace());
  Value result;
  if (!function.getResultTypes().empty())
    result = declaration->isMain() ? zeroOf(location, function.getResultTypes().front())
                                   : builder.create<UndefOp>(location, function.getResultTypes().front());
  builder.create<ReturnOp>(location, result);
}

mlir::Type FunctionLowering::lowerType(clang::QualType type, clang::SourceRange range, const Twine &subject) {
  Type lowered = module.getTypes().lower(type);
  if (!lowered)
    module.reportType(range, subject);
  return lowered;
}

void FunctionLowering::report(Obstacle obstacle, clang::SourceRange range, const Twine &subject, StringRef name) {
  module.getObstacles().report(obstacle, range, subject, name);
}

/// The place under the type that it has in its class.
static Value getOwnPlace(const TypeLowering &types, Value place) {
  auto cast = place.getDefiningOp<CastOp>();
  bool isWhole = cast && types.getWhole(cast.getOperand().getType()) == place.getType();
  return isWhole ? cast.getOperand() : place;
}

Value FunctionLowering::load(Location location, Value place) {
  if (!place)
    return {};
  place = getOwnPlace(module.getTypes(), place);
  Value value = builder.create<LoadOp>(location, place);
  if (Type whole = module.getTypes().getWhole(value.getType()); whole != value.getType())
    value = builder.create<CastOp>(location, whole, value, /*implicit=*/true);
  if (const TypeLowering::BitField *bits = module.getTypes().findBitField(place);
      bits && bits->declared != bits->computed)
    return builder.create<CastOp>(location, bits->declared, value, /*implicit=*/true);
  if (!isInactivePlace(place))
    return value;
  if (isa<PtrType>(value.getType())) // leads to what is inactive, too
    inactivePlaces.insert(value);
  return isa<FloatType>(value.getType()) ? builder.create<InactiveOp>(location, value).getResult() : value;
}

bool FunctionLowering::isInactivePlace(Value place) {
  if (inactivePlaces.empty())
    return false;
  while (place && !inactivePlaces.contains(place)) {
    Operation *op = place.getDefiningOp();
    place = isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp>(op) ? op->getOperand(0) : Value();
  }
  return place != nullptr;
}

/// Copies number by number, so that no derivative comes along.
void FunctionLowering::copyInactive(Location location, Value source, Value target) {
  Type type = cast<PtrType>(target.getType()).getPointee();
  if (isScalar(type))
    return store(location, load(location, source), target);
  if (auto record = dyn_cast<pullback::RecordType>(type)) {
    for (StringAttr name : record.getFieldNames()) {
      Value from = getField(location, source, name);
      copyInactive(location, from, getField(location, target, name));
    }
    return;
  }
  Value from = builder.create<DecayOp>(location, source), to = builder.create<DecayOp>(location, target);
  auto copyElement = [&](Value index) {
    Value element = builder.create<ElementOp>(location, from, index);
    copyInactive(location, element, builder.create<ElementOp>(location, to, index));
  };
  makeCountedLoop(location, makeSize(location, cast<pullback::ArrayType>(type).getExtent()), copyElement);
}

void FunctionLowering::store(Location location, Value value, Value place) {
  if (!value || !place)
    return expectReported();
  if (const TypeLowering::BitField *bits = module.getTypes().findBitField(place))
    value = cutToBits(location, value, *bits, place);
  if (!value)
    return;
  if (isInactivePlace(place) && isa<FloatType>(value.getType()))
    value = builder.create<InactiveOp>(location, value);
  auto pointer = dyn_cast<PtrType>(value.getType());
  if (pointer && holdsFloat(pointer.getPointee()) && isInactivePlace(value) && !isInactivePlace(place))
    reportInactivePointer(current ? current->getSourceRange() : declaration->getSourceRange());
  place = getOwnPlace(module.getTypes(), place);
  Type own = cast<PtrType>(place.getType()).getPointee();
  if (own != value.getType() && module.getTypes().getWhole(own) == value.getType())
    value = builder.create<CastOp>(location, own, value, /*implicit=*/true);
  builder.create<StoreOp>(location, value, place);
}

/// What is written and read through such a pointer would be active.
void FunctionLowering::reportInactivePointer(clang::SourceRange range) {
  report(Obstacle::InactiveVariable, range, "a pointer to what is PULLBACK_INACTIVE");
}

/// Passes a pointer or reference on to where nobody knows that what it leads to is inactive.
void FunctionLowering::checkInactiveArgument(const clang::Expr *argument, const clang::ParmVarDecl *parameter,
                                             Value operand) {
  auto pointer = operand ? dyn_cast<PtrType>(operand.getType()) : PtrType();
  if (!pointer || !holdsFloat(pointer.getPointee()) || !isInactivePlace(operand))
    return;
  clang::QualType type = argument->getType();
  type = type->isPointerType() ? type->getPointeeType() : type;
  const clang::TagDecl *tag = type->getAsTagDecl();
  bool isKnown = (parameter && module.isInactive(parameter)) || (tag && module.isInactive(tag));
  if (!isKnown)
    reportInactivePointer(argument->getSourceRange());
}

void FunctionLowering::expectReported() {
  if (module.getObstacles().getCount() == 0)
    report(Obstacle::UnsupportedExpression, declaration ? declaration->getLocation() : clang::SourceLocation(),
           "this function");
}

void FunctionLowering::nameValue(Value value, StringRef variable) {
  Operation *op = value ? value.getDefiningOp() : nullptr;
  if (auto memory = dyn_cast_or_null<AllocOp>(op); memory && memory.getName().empty())
    memory.setName(variable);
  if (!op || variable.empty() || isa<NameLoc>(op->getLoc()) || op->hasTrait<OpTrait::ConstantLike>() ||
      isa<ConstantOp, arith::ConstantOp, AllocOp, LocalOp>(op))
    return;
  op->setLoc(nameLocation(variable, op->getLoc()));
}

void FunctionLowering::inRegion(Region &region, Lower lower) {
  OpBuilder::InsertionGuard guard(builder);
  if (region.empty())
    builder.createBlock(&region);
  Block &block = region.front();
  bool isOpen = block.empty() || !block.back().hasTrait<OpTrait::IsTerminator>();
  builder.setInsertionPoint(&block, isOpen ? block.end() : std::prev(block.end()));
  lower();
}

void FunctionLowering::branch(Location location, Value condition, Lower then, Lower otherwise) {
  if (!condition) { // an obstacle: only look for more of them
    expectReported();
    condition = builder.create<UndefOp>(location, builder.getI1Type());
  }
  auto op =
      builder.create<scf::IfOp>(location, TypeRange(), condition, /*withElseRegion=*/static_cast<bool>(otherwise));
  inRegion(op.getThenRegion(), then);
  if (otherwise)
    inRegion(op.getElseRegion(), otherwise);
}

Value FunctionLowering::choose(Location location, Value condition, Type type, LowerValue then, LowerValue otherwise) {
  bool isFine = condition != nullptr;
  if (!condition) {
    expectReported();
    condition = builder.create<UndefOp>(location, builder.getI1Type());
  }
  auto op = builder.create<scf::IfOp>(location, type, condition, /*withElseRegion=*/true);
  auto lowerBranch = [&](LowerValue lower) {
    Value value = lower();
    isFine &= value != nullptr;
    if (!value)
      value = builder.create<UndefOp>(location, type);
    builder.create<scf::YieldOp>(location, value);
  };
  inRegion(op.getThenRegion(), [&] { lowerBranch(then); });
  inRegion(op.getElseRegion(), [&] { lowerBranch(otherwise); });
  return isFine ? op.getResult(0) : Value();
}
