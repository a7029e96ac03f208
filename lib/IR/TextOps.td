// Strings: what they say, as numbers, and what is asked of them. See Text.h, and docs/decisions/strings.md.
#ifndef PULLBACK_TEXTOPS_TD
#define PULLBACK_TEXTOPS_TD

include "PullbackBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def TextOp : Pullback_Op<"text", [Pure]> {
  let summary = "literal text, as the number that stands for it among the texts of the program";
  let description = [{
    Strings are numbers: the field "number" of a record that is one (see IR/Text.h). Which number a text has is decided
    when all texts are known (pb-number-texts): they are numbered in their order, "" is 0.
  }];
  let arguments = (ins StrAttr:$text);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$text attr-dict `:` type($result)";
}

def TextAtOp : Pullback_Op<"text.at", [Pure]> {
  let summary = "the text whose first character the operand points to";
  let description = [{ Known where calls are inlined and the pointer turns out to be that of a literal. }];
  let arguments = (ins AnyPtr:$pointer);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$pointer attr-dict `:` type($pointer) `->` type($result)";
  let hasCanonicalizeMethod = 1;
}

def UnknownTextOp : Pullback_Op<"text.unknown", [Pure]> {
  let summary = "text that is put together when the program runs: nobody may ask what it says";
  let results = (outs AnyInt:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def CompareTextOp : Pullback_Op<"text.cmp", [Pure, SameTypeOperands]> {
  let summary = "comparison of two texts, character by character";
  let arguments = (ins PredicateAttr:$predicate, AnyInt:$lhs, AnyInt:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = "$predicate $lhs `,` $rhs attr-dict `:` type($lhs)";
  let hasCanonicalizeMethod = 1;
}

def TextDataOp : Pullback_Op<"text.data", [Pure]> {
  let summary = "a text, where it is printed or thrown: literal text, or the caller's object";
  let description = [{ `c_string`: as a pointer to its first character. }];
  let arguments = (ins AnyInt:$number, UnitAttr:$c_string);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$number (`c_string` $c_string^)? attr-dict `:` type($number) `->` type($result)";
}

#endif // PULLBACK_TEXTOPS_TD
