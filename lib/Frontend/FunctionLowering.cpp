// What all areas of the syntax use: memory access, regions, names.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

FunctionLowering::FunctionLowering(ModuleLowering &module, FuncOp function, const clang::FunctionDecl *declaration,
                                   const ModuleLowering::FunctionArguments &known)
    : module(module), ast(module.getAst()), function(function), declaration(declaration),
      builder(function.getContext()) {
  for (auto [parameter, target] : llvm::zip(declaration->parameters(), known))
    if (target)
      functions[parameter] = target;
}

void FunctionLowering::run() {
  Block *entry = builder.createBlock(&function.getBody());
  lowerParameters();
  if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(declaration))
    lowerInitializers(constructor, entry->getArgument(0));
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

Value FunctionLowering::load(Location location, Value place) {
  if (!place)
    return {};
  Value value = builder.create<LoadOp>(location, place);
  return inactivePlaces.contains(place) ? builder.create<InactiveOp>(location, value).getResult() : value;
}

void FunctionLowering::store(Location location, Value value, Value place) {
  if (!value || !place)
    return expectReported();
  if (inactivePlaces.contains(place))
    value = builder.create<InactiveOp>(location, value);
  builder.create<StoreOp>(location, value, place);
}

void FunctionLowering::expectReported() {
  if (module.getObstacles().getCount() == 0)
    report(Obstacle::UnsupportedExpression, declaration->getLocation(), "this function");
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
