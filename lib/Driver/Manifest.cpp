// See Manifest.h.
#include "Driver/Manifest.h"

#include "Driver/Version.h"
#include "Transforms/Pipeline.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace pullback;

static std::string printPlace(const Request &request, bool withColumn) {
  const SourceManager &sources = request.primal->getASTContext().getSourceManager();
  PresumedLoc place = sources.getPresumedLoc(sources.getFileLoc(request.body->getLocation()));
  if (place.isInvalid())
    return "";
  std::string text = withColumn ? place.getFilename() : llvm::sys::path::filename(place.getFilename()).str();
  return text + ":" + std::to_string(place.getLine()) +
         (withColumn ? ":" + std::to_string(place.getColumn()) : std::string());
}

/// The qualified name with template arguments.
static std::string printName(const Request &request) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  request.body->getNameForDiagnostic(stream, request.primal->getASTContext().getPrintingPolicy(), /*Qualified=*/true);
  return text;
}

static std::string printParameters(const Request &request) {
  std::string text;
  for (Role role : {Role::Wrt, Role::Of, Role::InOut, Role::Scratch, Role::Inactive}) {
    std::string names;
    for (auto [parameter, requested] : llvm::zip(request.primal->parameters(), request.parameters))
      if (requested.role == role)
        names += (names.empty() ? "" : ", ") + parameter->getNameAsString() +
                 (requested.length.empty() ? "" : "[" + requested.length + "]");
    if (!names.empty())
      text += (text.empty() ? "" : ", ") + getRoleName(role).str() + "(" + names + ")";
  }
  return text;
}

std::string pullback::printListing(llvm::ArrayRef<Request> requests) {
  std::string text;
  for (const Request &request : requests)
    text += printPlace(request, /*withColumn=*/true) + ": " + printName(request) + ": " +
            llvm::join(request.modes, ", ") + "; " + printParameters(request) + "\n";
  return text;
}

static void printRequest(llvm::json::OStream &json, const Request &request, OutputLanguage language) {
  const ASTContext &ast = request.primal->getASTContext();
  json.attribute("function", printName(request));
  json.attribute("place", printPlace(request, /*withColumn=*/false));
  json.attribute("result", request.primal->getReturnType().getAsString(ast.getPrintingPolicy()));
  json.attributeArray("parameters", [&] {
    for (auto [parameter, requested] : llvm::zip(request.primal->parameters(), request.parameters))
      json.object([&, &parameter = parameter, &requested = requested] {
        json.attribute("name", parameter->getName());
        json.attribute("type", parameter->getOriginalType().getAsString(ast.getPrintingPolicy()));
        json.attribute("role", getRoleName(requested.role));
        if (!requested.length.empty())
          json.attribute("length", requested.length);
      });
  });
  json.attributeArray("generated", [&] {
    for (const std::string &mode : request.modes)
      for (const GeneratedSignature &signature :
           getSignatures(request.primal, mode, request.parameters, request.derived, request.workspace, language))
        json.object([&] {
          json.attribute("mode", mode);
          json.attribute("name", signature.name);
          json.attribute("signature", signature.print(ast));
        });
  });
}

static void printNotes(llvm::json::OStream &json, llvm::ArrayRef<StorageNote> notes) {
  for (const StorageNote &note : notes)
    json.object([&] {
      json.attribute("function", note.function);
      json.attribute("variable", note.variable);
      json.attribute("line", note.line);
      json.attribute("how", note.text);
    });
}

static void printLoop(llvm::json::OStream &json, const HeapArray::Loop &loop) {
  if (loop.counter.empty())
    return json.value(nullptr);
  json.object([&] {
    json.attribute("counter", loop.counter);
    json.attribute("first", loop.first);
    json.attribute("while", loop.counter + " " + loop.condition);
    json.attribute("step", loop.step);
  });
}

static void printHeap(llvm::json::OStream &json, llvm::ArrayRef<HeapArray> heap) {
  for (const HeapArray &array : heap)
    json.object([&] {
      json.attribute("function", array.function);
      json.attribute("array", array.array);
      json.attribute("purpose", array.purpose);
      json.attribute("line", array.line);
      json.attribute("bytes", array.bytes ? llvm::json::Value(*array.bytes) : llvm::json::Value(nullptr));
      json.attribute("conditional", array.isConditional);
      json.attributeArray("loops", [&] {
        for (const HeapArray::Loop &loop : array.loops)
          printLoop(json, loop);
      });
    });
}

std::string pullback::printExplanation(llvm::StringRef file, llvm::StringRef variable,
                                       llvm::ArrayRef<StorageNote> notes) {
  std::vector<std::string> lines; // several values of one variable may have one place
  for (const StorageNote &note : notes)
    if (note.variable == variable)
      lines.push_back(file.str() + (note.line ? ":" + std::to_string(note.line) : "") + ": '" + note.variable +
                      "' in " + note.function + ": " + note.text + "\n");
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  if (lines.empty())
    return file.str() + ": '" + variable.str() +
           "': free: no reverse sweep asks for it, or it is still there when the reverse sweep runs\n";
  return llvm::join(lines, "");
}

std::string pullback::printManifest(llvm::ArrayRef<Request> requests, llvm::ArrayRef<StorageNote> notes,
                                    llvm::ArrayRef<HeapArray> heap, OutputLanguage language) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::json::OStream json(stream, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("version", version);
    json.attributeArray("requests", [&] {
      for (const Request &request : requests)
        json.object([&] { printRequest(json, request, language); });
    });
    json.attributeArray("storage", [&] { printNotes(json, notes); });
    json.attributeArray("heap", [&] { printHeap(json, heap); });
    json.attributeArray("stages", [&] {
      for (llvm::StringRef stage : getStageNames())
        json.value(stage);
    });
  });
  stream << "\n";
  return text;
}
