// A type from a header is included as the source includes it: by the directive of the main file that led to the header,
// however many headers lie between. Standard integer types come from the headers that the standard gives them.
#include "Frontend/Includes.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Places.h"
#include "Frontend/Reach.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include <map>

using namespace clang;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Recording
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class IncludeRecorder : public PPCallbacks {
public:
  IncludeRecorder(SourceManager &sources, IncludeDirectives &directives) : sources(sources), directives(directives) {}

  void InclusionDirective(SourceLocation hash, const Token &, llvm::StringRef name, bool isAngled, CharSourceRange,
                          OptionalFileEntryRef, llvm::StringRef, llvm::StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (sources.isInMainFile(hash))
      directives.push_back({sources.getFilename(hash).str(), sources.getFileOffset(hash),
                            ((isAngled ? "<" : "\"") + name + (isAngled ? ">" : "\"")).str()});
  }

private:
  SourceManager &sources;
  IncludeDirectives &directives;
};
} // namespace

void pullback::recordIncludes(CompilerInstance &compiler, IncludeDirectives &directives) {
  compiler.getPreprocessor().addPPCallbacks(std::make_unique<IncludeRecorder>(compiler.getSourceManager(), directives));
}

//===------------------------------------------------------------------------------------------------------------===//
// Collecting
//===------------------------------------------------------------------------------------------------------------===//

static llvm::StringRef getStandardHeader(const NamedDecl *declaration) {
  return llvm::StringSwitch<llvm::StringRef>(declaration->getName())
      .Cases("size_t", "ptrdiff_t", "<cstddef>")
      .Cases("int8_t", "int16_t", "int32_t", "int64_t", "intptr_t", "<cstdint>")
      .Cases("uint8_t", "uint16_t", "uint32_t", "uint64_t", "uintptr_t", "<cstdint>")
      .Default("");
}

/// The directive that led to the file of `location`: the last one that begins before the place from which the file was
/// entered.
static std::optional<size_t> findDirective(const SourceManager &sources, SourceLocation location,
                                           const IncludeDirectives &directives) {
  std::optional<size_t> found;
  bool isInHeader = false;
  while (true) {
    SourceLocation from = getIncluder(sources, location);
    if (from.isInvalid())
      break;
    location = from;
    isInHeader = true;
  }
  llvm::StringRef file = sources.getFilename(location);
  for (auto [index, directive] : llvm::enumerate(directives))
    if (isInHeader && directive.file == file && directive.offset <= sources.getFileOffset(location))
      found = index;
  return found;
}

SourceLocation pullback::getPlace(const Decl *declaration) {
  auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(declaration);
  const CXXRecordDecl *pattern = instance ? instance->getTemplateInstantiationPattern() : nullptr;
  return pattern ? pattern->getLocation() : declaration->getLocation();
}

std::string pullback::findInclude(const Decl *declaration, const IncludeDirectives &directives) {
  const SourceManager &sources = declaration->getASTContext().getSourceManager();
  SourceLocation location = sources.getFileLoc(getPlace(declaration));
  if (location.isInvalid() || sources.isInMainFile(location))
    return "";
  std::optional<size_t> found = findDirective(sources, location, directives);
  return found ? directives[*found].spelling : "";
}

namespace {
class TypeCollector : public RecursiveASTVisitor<TypeCollector> {
public:
  /// `withEigen`: also Eigen's headers, whose classes generated code has in signatures alone.
  TypeCollector(const ASTContext &ast, const IncludeDirectives &directives, bool withEigen)
      : sources(ast.getSourceManager()), directives(directives), withEigen(withEigen) {}

  bool VisitTypedefType(TypedefType *type) {
    add(type->getDecl());
    return TraverseType(type->desugar());
  }
  bool VisitTemplateSpecializationType(TemplateSpecializationType *type) {
    return type->isDependentType() || TraverseType(type->desugar());
  }
  bool VisitTagType(TagType *type) {
    add(type->getDecl());
    return true;
  }
  bool VisitVarDecl(VarDecl *variable) { return TraverseType(variable->getType()); }
  bool VisitExpr(Expr *expression) { return TraverseType(expression->getType()); }
  /// Those of standard types, and then in the source's order.
  std::vector<BodyInclude> getIncludes() const {
    std::vector<BodyInclude> result;
    for (const auto &[header, words] : standard)
      result.push_back({header, words});
    for (const auto &[index, words] : used) {
      const std::string &spelling = directives[index].spelling;
      auto known = llvm::find_if(result, [&](const BodyInclude &one) { return one.spelling == spelling; });
      if (known != result.end())
        known->words.insert(words.begin(), words.end());
      else
        result.push_back({spelling, words});
    }
    return result;
  }

private:
  void add(const NamedDecl *declaration) {
    SourceLocation location = sources.getFileLoc(getPlace(declaration));
    bool isEigen = sources.getFilename(location).starts_with(eigenFolder);
    if (location.isInvalid() || sources.isInMainFile(location) || (isEigen && !withEigen))
      return;
    if (sources.isInSystemHeader(location)) {
      if (llvm::StringRef header = getStandardHeader(declaration); !header.empty()) {
        standard[header.str()].insert(declaration->getName().str());
        return;
      }
    }
    if (std::optional<size_t> found = findDirective(sources, location, directives))
      addWords(declaration, used[*found]);
  }
  /// Where code has an object of the type without naming it, it has a member of it.
  static void addWords(const NamedDecl *declaration, std::set<std::string> &words) {
    if (auto *tag = dyn_cast<TagDecl>(declaration); tag && tag->getTypedefNameForAnonDecl())
      declaration = tag->getTypedefNameForAnonDecl();
    else if (auto *record = dyn_cast<RecordDecl>(declaration); record && !record->isInStdNamespace())
      for (const Decl *member : record->decls())
        if (auto *named = dyn_cast<NamedDecl>(member); named && named->getIdentifier())
          words.insert(("." + named->getName()).str());
    words.insert(declaration->getName().str());
  }

  const SourceManager &sources;
  const IncludeDirectives &directives;
  const bool withEigen;
  std::map<std::string, std::set<std::string>> standard; // header, and the words that want it
  std::map<size_t, std::set<std::string>> used;          // the same, with the directive's place among all
};
} // namespace

std::vector<std::string> pullback::getSignatureIncludes(const FunctionDecl *function,
                                                        const IncludeDirectives &directives) {
  TypeCollector collector(function->getASTContext(), directives, /*withEigen=*/true);
  collector.TraverseType(function->getReturnType());
  for (const ParmVarDecl *parameter : function->parameters())
    collector.TraverseType(parameter->getType());
  std::vector<std::string> spellings;
  for (const BodyInclude &include : collector.getIncludes())
    spellings.push_back(include.spelling);
  return spellings;
}

std::vector<BodyInclude> pullback::getBodyIncludes(const FunctionDecl *function, const IncludeDirectives &directives) {
  TypeCollector collector(function->getASTContext(), directives, /*withEigen=*/false);
  for (const FunctionDecl *reached : getReachedFunctions(function, Reach::Libraries))
    collector.TraverseStmt(reached->getBody());
  return collector.getIncludes();
}
