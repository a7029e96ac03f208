// Headers that nearly every file that sees Clang's AST includes, on top of those of IR/Precompiled.h; compiled once.
#ifndef PULLBACK_FRONTEND_CLANGPRECOMPILED_H
#define PULLBACK_FRONTEND_CLANGPRECOMPILED_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#endif // PULLBACK_FRONTEND_CLANGPRECOMPILED_H
