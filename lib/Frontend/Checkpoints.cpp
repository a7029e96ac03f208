#include "Frontend/Checkpoints.h"

#include "Frontend/Report.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace pullback;

namespace {

/// The loops of functions by the place of their keywords, and the variables that are seen there, by name.
class LoopCollector : public RecursiveASTVisitor<LoopCollector> {
public:
  bool VisitForStmt(ForStmt *loop) {
    loops.insert(loop->getForLoc());
    return true;
  }
  bool VisitVarDecl(VarDecl *variable) {
    variables.try_emplace(variable->getName(), variable);
    return true;
  }

  llvm::DenseSet<SourceLocation> loops;
  llvm::StringMap<const VarDecl *> variables;
};

} // namespace

static const VarDecl *lookUp(const FunctionDecl *function, llvm::StringRef name) {
  for (const ParmVarDecl *parameter : function->parameters())
    if (parameter->getName() == name)
      return parameter;
  ASTContext &ast = function->getASTContext();
  for (const DeclContext *context = function; context; context = context->getLookupParent())
    for (const NamedDecl *found : context->lookup(&ast.Idents.get(name)))
      if (const auto *variable = dyn_cast<VarDecl>(found))
        return variable;
  return nullptr;
}

/// A number, the name of an integer constant, or that of an integer parameter.
static std::optional<SnapshotCount> readCount(const Annotation &annotation, const FunctionDecl *function,
                                              const llvm::StringMap<const VarDecl *> &locals) {
  if (annotation.tokens.size() != 1)
    return std::nullopt;
  llvm::StringRef text = annotation.tokens.front().text;
  SnapshotCount count;
  if (!text.getAsInteger(0, count.number))
    return count.number > 0 ? std::optional(count) : std::nullopt;
  const VarDecl *variable = lookUp(function, text);
  if (!variable)
    variable = locals.lookup(text);
  if (!variable || !variable->getType()->isIntegerType())
    return std::nullopt;
  if (const auto *parameter = dyn_cast<ParmVarDecl>(variable)) {
    count.parameter = parameter;
    return count;
  }
  if (!variable->isUsableInConstantExpressions(function->getASTContext()) || !variable->evaluateValue())
    return std::nullopt;
  llvm::APSInt value = variable->evaluateValue()->getInt();
  if (!value.isStrictlyPositive())
    return std::nullopt;
  count.number = value.getLimitedValue();
  return count;
}

Checkpoints::Checkpoints(const Annotations &annotations, llvm::ArrayRef<const FunctionDecl *> functions,
                         DiagnosticsEngine &diagnostics) {
  for (const Annotation &annotation : annotations) {
    const auto *function = llvm::find_if(functions, [&](auto *candidate) { return isWithin(annotation, candidate); });
    if (annotation.kind != AnnotationKind::Checkpoint || function == functions.end())
      continue;
    const SourceManager &sources = (*function)->getASTContext().getSourceManager();
    LoopCollector collector;
    collector.TraverseStmt((*function)->getBody());
    std::optional<Token> next =
        Lexer::findNextToken(annotation.range.getEnd(), sources, (*function)->getASTContext().getLangOpts());
    if (!next || !collector.loops.contains(next->getLocation())) {
      failed = true;
      reportError(diagnostics, annotation.range, "PULLBACK_CHECKPOINT stands before no 'for' [checkpoint]");
      reportNote(diagnostics, annotation.range, "put it directly in front of the loop over time steps");
      continue;
    }
    std::optional<SnapshotCount> count = readCount(annotation, *function, collector.variables);
    if (count) {
      counts[next->getLocation()] = *count;
      continue;
    }
    failed = true;
    reportError(diagnostics, annotation.range,
                "the number of snapshots is no positive constant and no integer parameter of the function "
                "[checkpoint]");
    reportNote(diagnostics, annotation.range, "give a number, a constexpr variable or a parameter");
  }
}

std::optional<SnapshotCount> Checkpoints::find(const Stmt *loop) const {
  auto found = counts.find(loop->getBeginLoc());
  return found == counts.end() ? std::nullopt : std::optional(found->second);
}
