// std::sort and std::stable_sort as a permutation: the order of the elements, which has no derivative, then the moves.
//
//   std::sort(v.begin(), v.end(), less);   ->   order[k] = k; runs of 1, 2, 4, ... subscripts are merged by less
//                                               kept = v; v[k] = kept[order[k]]
//
//   qsort(v, n, sizeof *v, compare);       ->   the same by compare(&v[j], &v[i]) < 0
//
// What `less` is, the library's own body of the function says: the class of the comparator that it passes on. Elements
// that are equal keep their order, which std::sort does not promise and, for more than 16 elements, does not do. Not
// handled, refused: std::nth_element and std::partial_sort, whose other elements come in an order of their own.
#include "Frontend/CopyFunctions.h"
#include "Frontend/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace mlir;
using namespace pullback;

/// The call of `name` in the body of a library function.
static const clang::CallExpr *findCall(const clang::Stmt *statement, StringRef name) {
  if (!statement)
    return nullptr;
  auto *call = dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (callee && callee->getIdentifier() && callee->getName() == name)
    return call;
  for (const clang::Stmt *inner : statement->children())
    if (const clang::CallExpr *found = findCall(inner, name))
      return found;
  return nullptr;
}

/// The comparison of what two iterators point to that the library's comparator does.
static const clang::FunctionDecl *findComparison(const clang::CXXRecordDecl *comparator, clang::QualType iterator) {
  for (const clang::Decl *member : comparator->decls())
    if (auto *pattern = dyn_cast<clang::FunctionTemplateDecl>(member))
      for (const clang::FunctionDecl *one : pattern->specializations()) {
        bool isIt = one->getNumParams() == 2 && one->hasBody() && isa<clang::CXXMethodDecl>(one) &&
                    one->getOverloadedOperator() == clang::OO_Call &&
                    llvm::all_of(one->parameters(), [&](const clang::ParmVarDecl *parameter) {
                      return parameter->getASTContext().hasSameUnqualifiedType(parameter->getType(), iterator);
                    });
        if (isIt)
          return one;
      }
  return nullptr;
}

/// What an iterator of the library points to: the pointer that it holds says so.
static clang::QualType findElementType(clang::QualType iterator) {
  const auto *record = iterator->getAsCXXRecordDecl();
  const clang::FieldDecl *field = record && !record->field_empty() ? *record->field_begin() : nullptr;
  return field && field->getType()->isPointerType() ? field->getType()->getPointeeType() : clang::QualType();
}

/// True where merging runs takes the left one: what comes next in the right one is not less.
Value FunctionLowering::takesLeft(const Sorting &sorting, Value left, Value right) {
  Location location = sorting.location;
  FuncOp comparison = sorting.comparison;
  if (!sorting.comparator) { // of C, which takes pointers to void
    Value second = builder.create<CastOp>(location, comparison.getArgumentTypes()[0], right, /*implicit=*/true);
    Value first = builder.create<CastOp>(location, comparison.getArgumentTypes()[1], left, /*implicit=*/true);
    Value outcome = builder.create<CallOp>(location, comparison, ValueRange{second, first}).getResult(0);
    return compare(location, clang::BO_GE, outcome, zeroOf(location, outcome.getType()));
  }
  Value comparator = addConst(location, sorting.comparator, comparison.getArgumentTypes()[0]);
  SmallVector<Value> operands{comparator};
  for (auto [place, type] :
       {std::pair(right, comparison.getArgumentTypes()[1]), std::pair(left, comparison.getArgumentTypes()[2])}) {
    Value operand = place;
    if (operand.getType() != type) { // an iterator, which holds a pointer
      operand = makeTemporary(location, cast<PtrType>(type).getPointee(), "");
      auto record = cast<pullback::RecordType>(cast<PtrType>(type).getPointee());
      store(location, place, getField(location, operand, record.getFieldNames()[0]));
    }
    operands.push_back(operand);
  }
  Value isLess = builder.create<CallOp>(location, comparison, operands).getResult(0);
  return builder.create<arith::XOrIOp>(location, isLess, makeBool(location, true));
}

/// Merges two neighbouring runs of sorted subscripts, [low, middle) and [middle, high).
void FunctionLowering::mergeRuns(const Sorting &sorting, Value low, Value middle, Value high, Value order,
                                 Value merged) {
  Location location = sorting.location;
  Type size = getSizeType(builder.getContext());
  Value left = makeTemporary(location, size, "left"), right = makeTemporary(location, size, "right");
  Value next = makeTemporary(location, size, "next");
  store(location, low, left);
  store(location, middle, right);
  store(location, low, next);
  auto isBelow = [&](Value counter, Value end) {
    return compare(location, clang::BO_LT, load(location, counter), end);
  };
  auto getElement = [&](Value counter) -> Value {
    Value place = builder.create<ElementOp>(location, order, load(location, counter));
    return builder.create<ElementOp>(location, sorting.first, load(location, place));
  };
  auto increase = [&](Value counter) {
    Value now = load(location, counter);
    store(location, arithmetic(location, clang::BO_Add, now, makeSize(location, 1)), counter);
  };
  auto take = [&](Value counter) {
    Value from = builder.create<ElementOp>(location, order, load(location, counter));
    Value to = builder.create<ElementOp>(location, merged, load(location, next));
    store(location, load(location, from), to);
    increase(counter);
  };
  makeLoop(
      location, /*isDoWhile=*/false, [&] { return isBelow(next, high); },
      [&] {
        Type boolean = builder.getI1Type();
        Value isLeft = choose(
            location, isBelow(left, middle), boolean,
            [&] {
              return choose(
                  location, isBelow(right, high), boolean,
                  [&] {
                    Value leftElement = getElement(left);
                    return takesLeft(sorting, leftElement, getElement(right));
                  },
                  [&] { return makeBool(location, true); });
            },
            [&] { return makeBool(location, false); });
        branch(location, isLeft, [&] { take(left); }, [&] { take(right); });
      },
      [&] { increase(next); });
}

/// The subscripts of the elements in the order in which they are to stand.
Value FunctionLowering::findOrder(const Sorting &sorting) {
  Location location = sorting.location;
  Type size = getSizeType(builder.getContext());
  auto allocate = [&](StringRef name) -> Value {
    return builder.create<AllocOp>(nameLocation(name, location), PtrType::get(size), AllocKind::New, name,
                                   sorting.count);
  };
  Value order = allocate("order"), merged = allocate("merged");
  auto getPlace = [&](Value array, Value index) -> Value { return builder.create<ElementOp>(location, array, index); };
  makeCountedLoop(location, sorting.count, [&](Value index) { store(location, index, getPlace(order, index)); });
  Value width = makeTemporary(location, size, "width"), low = makeTemporary(location, size, "low");
  store(location, makeSize(location, 1), width);
  auto add = [&](Value a, Value b) { return arithmetic(location, clang::BO_Add, a, b); };
  auto isInside = [&](Value counter) {
    return compare(location, clang::BO_LT, load(location, counter), sorting.count);
  };
  auto bound = [&](Value end) { return selectMinMax(location, /*isMax=*/false, sorting.count, end); };
  auto mergeAll = [&] {
    store(location, makeSize(location, 0), low);
    makeLoop(
        location, /*isDoWhile=*/false, [&] { return isInside(low); },
        [&] {
          Value begin = load(location, low), length = load(location, width);
          Value middle = bound(add(begin, length)), high = bound(add(add(begin, length), length));
          mergeRuns(sorting, begin, middle, high, order, merged);
        },
        [&] {
          Value length = load(location, width);
          store(location, add(add(load(location, low), length), length), low);
        });
    makeCountedLoop(location, sorting.count, [&](Value index) {
      Value place = load(location, getPlace(merged, index));
      store(location, place, getPlace(order, index));
    });
  };
  makeLoop(
      location, /*isDoWhile=*/false, [&] { return isInside(width); }, mergeAll,
      [&] {
        Value now = load(location, width);
        store(location, add(now, load(location, width)), width);
      });
  return order;
}

/// qsort of the elements of an array by a function of the user's.
bool FunctionLowering::lowerSortOfC(const clang::CallExpr *call, const clang::FunctionDecl *callee) {
  bool isSort = callee->isExternC() && callee->getIdentifier() && callee->getName() == "qsort";
  if (!isSort || call->getNumArgs() != 4)
    return false;
  const clang::Expr *base = call->getArg(0)->IgnoreParens();
  while (base->getType()->isVoidPointerType() && isa<clang::CastExpr>(base))
    base = cast<clang::CastExpr>(base)->getSubExpr()->IgnoreParens();
  clang::QualType element = base->getType()->isPointerType() ? base->getType()->getPointeeType() : clang::QualType();
  const clang::FunctionDecl *comparison = findFunction(call->getArg(3));
  clang::Expr::EvalResult bytes;
  bool isWhole = !element.isNull() && !element->isVoidType() && !element->isIncompleteType() &&
                 call->getArg(2)->EvaluateAsInt(bytes, ast) &&
                 bytes.Val.getInt() == ast.getTypeSizeInChars(element).getQuantity();
  FuncOp target = isWhole && comparison ? module.getCallee(comparison, call) : FuncOp();
  if (!target || target.getArgumentTypes().size() != 2 || target.getResultTypes().size() != 1)
    return false;
  Value first = lowerValue(base);
  Value count = lowerValueAs(call->getArg(1), getSizeType(builder.getContext()));
  if (!first || !count)
    return expectReported(), true;
  moveSorted(call, Sorting{locate(call), first, count, Value(), target}, element);
  return true;
}

bool FunctionLowering::lowerSort(const clang::CallExpr *call, const clang::FunctionDecl *callee) {
  if (lowerSortOfC(call, callee))
    return true;
  bool isSort = callee->isInStdNamespace() && callee->getIdentifier() &&
                (callee->getName() == "sort" || callee->getName() == "stable_sort") && callee->hasBody();
  if (!isSort)
    return false;
  unsigned count = call->getNumArgs();
  const clang::CallExpr *inner = findCall(callee->getBody(), ("__" + callee->getName()).str());
  const clang::FunctionDecl *sorted = inner ? inner->getDirectCallee() : nullptr;
  const clang::CXXRecordDecl *comparator =
      sorted && sorted->getNumParams() == 3 ? sorted->getParamDecl(2)->getType()->getAsCXXRecordDecl() : nullptr;
  clang::QualType iterator = callee->getParamDecl(0)->getType();
  const clang::FunctionDecl *comparison = comparator ? findComparison(comparator, iterator) : nullptr;
  if (!comparison || count > 3)
    return false;
  if (TypeLowering::isBitClass(iterator->getAsCXXRecordDecl())) {
    report(Obstacle::Container, call->getSourceRange(), "sorting a std::vector<bool>");
    return true;
  }
  Location location = locate(call);
  Value first = lowerIterator(call->getArg(0)), last = lowerIterator(call->getArg(1));
  Type type = module.getTypes().lower(ast.getRecordType(comparator));
  FuncOp target = module.getCallee(comparison, call);
  if (!first || !last || !type || !target)
    return false;
  Value object = makeTemporary(location, type, "comparator");
  if (count == 3 && comparator->field_empty())
    return false;
  if (count == 3) {
    const clang::FieldDecl *field = *comparator->field_begin();
    Value place = getField(location, object, module.getTypes().getFieldName(field));
    if (!place)
      return false;
    lowerInto(call->getArg(2), place);
  }
  Value length = builder.create<PtrDiffOp>(location, getPtrdiffType(builder.getContext()), last, first);
  length = convert(location, length, getSizeType(builder.getContext()));
  clang::QualType element =
      comparison->getParamDecl(0)->getType()->isPointerType() ? iterator->getPointeeType() : findElementType(iterator);
  moveSorted(call, Sorting{location, first, length, object, target}, element);
  return true;
}

/// Moves the elements to where the order has them.
void FunctionLowering::moveSorted(const clang::CallExpr *call, const Sorting &sorting, clang::QualType element) {
  Location location = sorting.location;
  Value order = findOrder(sorting), first = sorting.first, length = sorting.count;
  if (!element.isNull() && changesInCopies(element->getAsCXXRecordDecl()))
    report(Obstacle::ChangedCopy, call->getSourceRange(), "this sort");
  auto elementType = cast<PtrType>(first.getType()).getPointee();
  Value kept = builder.create<AllocOp>(nameLocation("kept", location), PtrType::get(elementType), AllocKind::New,
                                       "kept", length);
  const bool isPlain = !ast.getLangOpts().CPlusPlus && element->isRecordType(); // copied as it lies in memory
  if (isPlain)
    copyPlain(location, first, kept, length);
  else
    copyElements(call, element, first, kept, length, /*isMove=*/true, /*isNew=*/true);
  makeCountedLoop(location, length, [&](Value index) {
    Value from = load(location, builder.create<ElementOp>(location, order, index));
    Value source = builder.create<ElementOp>(location, kept, from);
    Value target = builder.create<ElementOp>(location, first, index);
    if (isPlain)
      copyObject(location, source, target);
    else
      copyInto(call, element, source, target, /*isMove=*/true);
  });
}
