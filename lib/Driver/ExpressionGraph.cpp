// See ExpressionGraph.h. Solid edges lead from a value to where it is used; dashed ones carry a loop's value into its
// next iteration. Operations of the reverse or tangent sweep are shaded.
#include "Driver/ExpressionGraph.h"

#include "IR/Pullback.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/GraphWriter.h"

using namespace mlir;
using namespace pullback;

static std::string printConstant(ConstantOp op) {
  if (op.getSpelling())
    return op.getSpelling()->str();
  SmallString<32> text;
  if (auto number = dyn_cast<FloatAttr>(op.getValue()))
    number.getValue().toString(text);
  else
    cast<IntegerAttr>(op.getValue()).getValue().toString(text, 10, cast<IntType>(op.getType()).getIsSigned());
  return text.str().str();
}

/// What an operation does, in as few characters as a reader needs.
static std::string getSymbol(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::string>(op)
      .Case([](ConstantOp constant) { return printConstant(constant); })
      .Case([](MathOp math) { return math.getName().str(); })
      .Case([](CallOp call) { return call.getCallee().str() + "()"; })
      .Case([](FieldOp field) { return "." + field.getName().str(); })
      .Case([](GlobalOp global) { return global.getName().str(); })
      .Case([](LocalOp local) { return local.getName().str(); })
      .Case([](AllocOp alloc) { return alloc.getName().str() + "[]"; })
      .Case([](BinaryOp binary) { return stringifyBinaryKind(binary.getKind()).str(); })
      .Case([](CmpOp compare) { return stringifyPredicate(compare.getPredicate()).str(); })
      .Case([](arith::CmpFOp compare) { return arith::stringifyCmpFPredicate(compare.getPredicate()).str(); })
      .Case([](AccumulateOp) { return std::string("+="); })
      .Case([](StoreOp) { return std::string("="); })
      .Case([](ElementOp) { return std::string("[]"); })
      .Case([](arith::AddFOp) { return std::string("+"); })
      .Case([](arith::SubFOp) { return std::string("-"); })
      .Case([](arith::NegFOp) { return std::string("-"); })
      .Case([](arith::MulFOp) { return std::string("*"); })
      .Case([](arith::DivFOp) { return std::string("/"); })
      .Default([](Operation *other) { return other->getName().stripDialect().str(); });
}

namespace {
class GraphPrinter {
public:
  explicit GraphPrinter(llvm::raw_ostream &out) : out(out) {}

  void print(ArrayRef<ModuleOp> modules) {
    out << "digraph pullback {\n  compound=true;\n  node [shape=box, style=rounded, fontname=\"monospace\"];\n";
    for (ModuleOp module : modules)
      for (auto function : module.getOps<FuncOp>())
        if (!function.isDeclaration())
          printFunction(function);
    for (const std::string &edge : edges)
      out << "  " << edge << "\n";
    out << "}\n";
  }

private:
  void printFunction(FuncOp function) {
    openCluster(function.getRole().str() + " " + function.getCxxName().str());
    for (auto [index, argument] : llvm::enumerate(function.getArguments()))
      node(argument, function.getArgName(index), "shape=ellipse");
    for (Block &block : function.getBody())
      printBlock(block);
    closeCluster();
  }

  void printBlock(Block &block) {
    for (Operation &op : block) {
      if (isa<ForOp, LoopOp, SourceLoopOp>(op))
        printLoop(&op);
      else if (isa<scf::IfOp, OnceOp>(op))
        printBranch(&op);
      else if (!op.hasTrait<OpTrait::IsTerminator>() || isa<pullback::ReturnOp>(op))
        printOperation(&op);
    }
  }

  void printOperation(Operation *op) {
    std::string symbol = getSymbol(op);
    StringRef variable = op->getNumResults() ? getVariableName(op->getResult(0)) : StringRef();
    std::string label = variable.empty() || variable == symbol ? symbol : variable.str() + "\n" + symbol;
    node(op, label, op->hasAttr("pb.adjoint") ? "style=\"rounded,filled\", fillcolor=lightgrey" : "");
    connect(op->getOperands(), name(op));
  }

  void printLoop(Operation *op) {
    openCluster("loop");
    for (Region &region : op->getRegions())
      for (Block &block : region) {
        for (BlockArgument argument : block.getArguments())
          node(argument, getVariableName(argument), "shape=ellipse");
        printBlock(block);
      }
    closeCluster();
    node(op, getVariables(op), "shape=octagon");
    connect(op->getOperands(), name(op));
    for (Region &region : op->getRegions())
      if (!region.empty())
        if (auto yield = dyn_cast<pullback::YieldOp>(region.front().getTerminator()))
          connectYield(op, yield, region.front());
  }

  void connectYield(Operation *loop, pullback::YieldOp yield, Block &body) {
    unsigned offset = body.getNumArguments() - yield.getValues().size();
    for (auto [index, value] : llvm::enumerate(yield.getValues())) {
      edges.push_back(name(value) + " -> " + name(body.getArgument(offset + index)) + " [style=dashed];");
      edges.push_back(name(value) + " -> " + name(loop) + ";");
    }
    if (yield.getGoOn())
      edges.push_back(name(yield.getGoOn()) + " -> " + name(loop) + " [style=dotted];");
  }

  void printBranch(Operation *op) {
    node(op, "if " + getVariables(op), "shape=diamond");
    connect(op->getOperands(), name(op));
    for (Region &region : op->getRegions())
      for (Block &block : region) {
        printBlock(block);
        if (op->getNumResults())
          connect(block.getTerminator()->getOperands(), name(op));
      }
  }

  std::string getVariables(Operation *op) {
    std::string names;
    for (OpResult result : op->getResults())
      if (StringRef variable = getVariableName(result); !variable.empty())
        names += (names.empty() ? "" : ", ") + variable.str();
    return names.empty() && isa<ForOp, LoopOp, SourceLoopOp>(op) ? "loop" : names;
  }

  void connect(ValueRange values, const std::string &target) {
    for (Value value : values)
      edges.push_back(name(value) + " -> " + target + ";");
  }

  template <typename T> void node(T what, const llvm::Twine &label, StringRef style) {
    out.indent(2 * depth + 2) << name(what) << " [label=\"" << llvm::DOT::EscapeString(label.str()) << "\""
                              << (style.empty() ? "" : ", ") << style << "];\n";
  }

  void openCluster(const std::string &label) {
    out.indent(2 * depth + 2) << "subgraph cluster_" << clusters++ << " {\n";
    ++depth;
    out.indent(2 * depth + 2) << "label=\"" << llvm::DOT::EscapeString(label) << "\";\n";
  }

  void closeCluster() {
    --depth;
    out.indent(2 * depth + 2) << "}\n";
  }

  std::string name(Value value) {
    if (Operation *op = value.getDefiningOp())
      return name(op);
    return number(value.getAsOpaquePointer());
  }
  std::string name(Operation *op) { return number(op); }
  std::string number(const void *key) {
    return "n" + std::to_string(numbers.try_emplace(key, numbers.size()).first->second);
  }

  llvm::raw_ostream &out;
  unsigned depth = 0, clusters = 0;
  std::vector<std::string> edges;
  llvm::DenseMap<const void *, size_t> numbers;
};
} // namespace

std::string pullback::drawExpressionGraph(ArrayRef<ModuleOp> modules) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  GraphPrinter(stream).print(modules);
  return text;
}
