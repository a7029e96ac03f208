// The one pass over a function that gives it tangents.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARDBUILDER_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARDBUILDER_H

#include "Analysis/Activity.h"
#include "Transforms/Differentiate/CallVariants.h"
#include "Transforms/Differentiate/Signature.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace pullback {

class ForwardBuilder : mlir::OpBuilder::Listener {
public:
  ForwardBuilder(FuncOp function, const Activity &activity, CallVariants &variants)
      : function(function), activity(activity), variants(variants), builder(function.getContext(), this) {}

  mlir::LogicalResult build(const DerivativeParameters &parameters);

private:
  using Choices = llvm::SmallDenseMap<mlir::Operation *, bool, 2>;

  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override {
    if (!llvm::isa<ConstantOp, mlir::arith::ConstantOp, ElementOp, FieldOp, DecayOp>(op))
      op->setAttr("pb.adjoint", mlir::UnitAttr::get(op->getContext()));
  }

  mlir::LogicalResult addScratchTangents();
  void visitBlock(mlir::Block &block);
  void visit(mlir::Operation *op);
  void visitRule(mlir::Operation *op, llvm::StringRef name);
  void visitSelect(mlir::arith::SelectOp select);
  void visitCast(CastOp cast);
  void visitObject(mlir::Operation *op);
  void visitLoad(LoadOp load);
  void visitStore(StoreOp store);
  void visitCopy(CopyOp copy);
  void visitZero(ZeroOp zero);
  void visitIf(mlir::scf::IfOp branch);
  template <typename LoopType> void visitLoop(LoopType loop);
  void visitCall(CallOp call);
  mlir::Value passTangent(CallOp call, unsigned index, mlir::DictionaryAttr rule);
  mlir::Value makeRuleTangent(CallOp call, unsigned index, mlir::DictionaryAttr rule);
  void callTangent(CallOp call, FuncOp tangent, mlir::DictionaryAttr rule,
                   llvm::function_ref<bool(unsigned)> hasTangent);
  void refuse(mlir::Operation *op, const llvm::Twine &what);

  mlir::Value makeZero(mlir::Type type, mlir::Location location);
  mlir::Value getTangent(mlir::Value value, mlir::Location location);
  void setTangent(mlir::Value value, mlir::Value tangent);
  mlir::Value makeConst(mlir::Value pointer);
  mlir::Value tangentPlace(mlir::Value pointer, const Choices &choices);
  mlir::arith::SelectOp findMixedSelect(mlir::Value pointer, const Choices &choices);
  bool hasTangentPlace(mlir::Value pointer, const Choices &choices);
  mlir::Value loadTangent(mlir::Value pointer, Choices &choices, mlir::Location location);
  void atTangent(mlir::Value pointer, Choices &choices, llvm::function_ref<void(mlir::Value)> visit);
  mlir::Location tangentLocation(mlir::Value value, mlir::Location place);

  FuncOp function;
  const Activity &activity;
  CallVariants &variants;
  mlir::OpBuilder builder;
  llvm::DenseMap<mlir::Value, mlir::Value> tangents; // of scalars, and tangent objects of objects
  bool failed = false;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARDBUILDER_H
