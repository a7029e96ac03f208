// The program that checks generated derivatives: --gradcheck.
#ifndef PULLBACK_GRADCHECK_GRADCHECK_H
#define PULLBACK_GRADCHECK_GRADCHECK_H

#include "Frontend/Includes.h"
#include "Gradcheck/LocalDerivatives.h"

namespace pullback {

struct GradcheckOptions {
  std::string program, header, source; // as this program names itself, includes the header, and includes the source
  std::string generatedSource;         // for the comment that says how to build it
  std::string version;                 // of the tool
  std::string inputsName, inputs;      // the file given by --inputs, and its text
  OutputLanguage language = OutputLanguage::Cxx; // of the generated code
  std::vector<std::string> owners = {};          // of C's structs of saved values, those that have to be freed
};

struct GradcheckProgram {
  std::string text;
  bool includesSource = false; // since the primal can be reached in no other way
};

/// The program for all requests of a source.
GradcheckProgram printGradcheck(llvm::ArrayRef<Request> requests, llvm::ArrayRef<LocalDerivatives> derivatives,
                                const IncludeDirectives &includes, const InactiveDeclarations &inactive,
                                const GradcheckOptions &options);

} // namespace pullback

#endif // PULLBACK_GRADCHECK_GRADCHECK_H
