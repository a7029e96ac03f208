// Names of generated functions and types must be new: not generated twice, and not taken in the source.
#include "Frontend/Report.h"
#include "Frontend/Requests.h"

#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace pullback;

namespace {
class NameChecker {
public:
  NameChecker(Sema &sema, llvm::StringRef headerFile, OutputLanguage language)
      : ast(sema.getASTContext()), diagnostics(sema.getDiagnostics()), headerFile(headerFile), language(language) {}

  bool check(llvm::ArrayRef<Request> requests) {
    for (size_t i = 0; i < requests.size(); ++i) {
      checkTaken(requests[i]);
      for (const Request &earlier : requests.take_front(i))
        checkPair(earlier, requests[i]);
    }
    return good;
  }

private:
  /// The named namespace that generated code stands in.
  static const DeclContext *getScope(const FunctionDecl *primal) {
    const DeclContext *scope = primal->getEnclosingNamespaceContext();
    while (auto *space = dyn_cast<NamespaceDecl>(scope)) {
      if (!space->isAnonymousNamespace())
        break;
      scope = space->getParent()->getEnclosingNamespaceContext();
    }
    return scope->getPrimaryContext();
  }

  void checkPair(const Request &earlier, const Request &later) {
    if (earlier.derived != later.derived || getScope(earlier.primal) != getScope(later.primal))
      return;
    for (const std::string &mode : later.modes) {
      if (!llvm::is_contained(earlier.modes, mode))
        continue;
      auto ours = getSignatures(later.primal, mode, later.parameters, later.derived, later.workspace, language);
      auto theirs =
          getSignatures(earlier.primal, mode, earlier.parameters, earlier.derived, earlier.workspace, language);
      if (mode == "split" || language == OutputLanguage::C || haveSameParameters(ast, ours.front(), theirs.front()))
        return reportPair(earlier, later, mode == "split" ? later.derived + "_saved" : ours.front().name);
    }
  }

  void reportPair(const Request &earlier, const Request &later, const std::string &name) {
    good = false;
    reportError(diagnostics, later.range, "two requests would generate the same '" + name + "' [name-clash]");
    reportNote(diagnostics, earlier.range, "the other request is here");
    reportNote(diagnostics, later.range, "give one of them another name with name(...)");
  }

  void checkTaken(const Request &request) {
    for (const std::string &mode : request.modes) {
      for (const GeneratedSignature &signature :
           getSignatures(request.primal, mode, request.parameters, request.derived, request.workspace, language))
        checkFunction(request, signature, mode == "split");
      for (const std::string &name : getNamesOfSaved(request, mode))
        for (const NamedDecl *found : lookup(request, name))
          if (!isGenerated(found))
            reportTaken(request, found);
    }
  }

  /// The struct of saved values, and the functions that C has for it.
  std::vector<std::string> getNamesOfSaved(const Request &request, const std::string &mode) const {
    std::string saved = request.derived + "_saved";
    if (mode != "split")
      return {};
    return language == OutputLanguage::C ? std::vector{saved, saved + "_free", saved + "_copy"} : std::vector{saved};
  }

  DeclContext::lookup_result lookup(const Request &request, const std::string &name) {
    return getScope(request.primal)->lookup(&ast.Idents.get(name));
  }

  void checkFunction(const Request &request, const GeneratedSignature &signature, bool isSplit) {
    for (const NamedDecl *found : lookup(request, signature.name)) {
      auto *function = dyn_cast<FunctionDecl>(found);
      if (!function && !isGenerated(found))
        reportTaken(request, found);
      if (!function)
        continue;
      if (isGenerated(function))
        continue;
      bool sameParameters = !isSplit && function->getNumParams() == signature.parameters.size() &&
                            llvm::equal(function->parameters(), signature.parameters,
                                        [&](const ParmVarDecl *parameter, const auto &generated) {
                                          return ast.hasSameUnqualifiedType(parameter->getType(), generated.type);
                                        });
      if (sameParameters || isSplit || language == OutputLanguage::C)
        reportTaken(request, found);
    }
  }

  /// The source may include what was generated from it before.
  bool isGenerated(const NamedDecl *found) {
    const SourceManager &sources = ast.getSourceManager();
    llvm::StringRef file = sources.getFilename(sources.getFileLoc(found->getLocation()));
    return llvm::sys::path::filename(file) == headerFile;
  }

  void reportTaken(const Request &request, const NamedDecl *found) {
    good = false;
    reportError(diagnostics, request.range,
                "'" + found->getNameAsString() + "' would be generated, but it exists already [name-taken]");
    reportNote(diagnostics, found->getLocation(), "it is declared here");
    reportNote(diagnostics, request.range, "give the request another name with name(...)");
  }

  ASTContext &ast;
  DiagnosticsEngine &diagnostics;
  llvm::StringRef headerFile;
  OutputLanguage language;
  bool good = true;
};
} // namespace

bool pullback::checkGeneratedNames(Sema &sema, llvm::ArrayRef<Request> requests, llvm::StringRef headerFile,
                                   OutputLanguage language) {
  return NameChecker(sema, headerFile, language).check(requests);
}
