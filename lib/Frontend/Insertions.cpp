// Elements in the middle of a std::vector, and iterators.
//
//   v.insert(v.begin() + 1, x)   ->   v grows by one; elements from 1 on move up, the last first; v[1] = x
//   v.insert(v.end(), {x, y})    ->   the same for what the list refers to
//   v.erase(v.begin())           ->   elements from 1 on move down; v.size -= 1
//   v.assign(l.begin(), l.end()) ->   distance(first, last) elements; v[i] = *first, ++first, as the iterators do it
//   b[i] = x > 0                 ->   an element of unsigned char, which the library refers to by objects
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// True for iterators of vectors and arrays, which hold a pointer; what those of users do with theirs is not known.
static bool isContiguous(const clang::CXXRecordDecl *iterator) {
  auto *known = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(iterator);
  if (!known || !TypeLowering::isFromStandardLibrary(known))
    return TypeLowering::isBitClass(iterator);
  clang::QualType inner = known->getTemplateArgs()[0].getAsType();
  bool isMoved = known->getName() == "move_iterator" && inner->isPointerType() &&
                 inner->getPointeeType()->isArithmeticType(); // of which a move is a copy
  return isMoved || known->getName() == "__normal_iterator" || known->getName() == "__wrap_iter";
}

/// The pointer behind a pointer or an iterator of the standard library, or null.
Value FunctionLowering::lowerIterator(const clang::Expr *expr) {
  if (expr->getType()->isPointerType())
    return lowerValue(expr);
  if (!isContiguous(expr->getType()->getAsCXXRecordDecl()))
    return {};
  Type type = expr->getType()->isRecordType() ? module.getTypes().lower(expr->getType()) : Type();
  auto record = dyn_cast_or_null<pullback::RecordType>(type);
  const auto *bits = expr->getType()->getAsCXXRecordDecl();
  if (record && TypeLowering::isBitClass(bits)) {
    Value pointer = findBitPointer(locate(expr), lowerRecord(expr, "iterator"));
    return pointer ? load(locate(expr), pointer) : Value();
  }
  if (!record || record.getFieldTypes().size() != 1 || !isa<PtrType>(record.getFieldTypes()[0]))
    return {}; // of another kind, and not lowered yet: that may have effects
  Value object = lowerRecord(expr, "iterator");
  return object ? load(locate(expr), getField(locate(expr), object, record.getFieldNames()[0])) : Value();
}

/// Moves the elements from `first` to `last` up by `by` places, the last first.
void FunctionLowering::moveUp(Location location, Value data, Value first, Value last, Value by) {
  Value counter = makeTemporary(location, last.getType(), "index");
  store(location, last, counter);
  auto condition = [&] { return compare(location, clang::BO_GT, load(location, counter), first); };
  auto body = [&] {
    Value now = load(location, counter);
    Value before = arithmetic(location, clang::BO_Sub, now, makeSize(location, 1));
    Value source = builder.create<ElementOp>(location, data, before);
    Value target = builder.create<ElementOp>(location, data, arithmetic(location, clang::BO_Add, before, by));
    copyPlain(location, source, target, makeSize(location, 1));
  };
  auto step = [&] {
    Value now = load(location, counter);
    Value next = arithmetic(location, clang::BO_Sub, now, makeSize(location, 1));
    nameValue(next, "index");
    store(location, next, counter);
  };
  makeLoop(location, /*isDoWhile=*/false, condition, body, step);
}

/// The instance of std::distance for such iterators, which the library's containers call.
static const clang::FunctionDecl *findDistance(clang::ASTContext &ast, clang::QualType iterator) {
  const clang::FunctionDecl *found = nullptr;
  for (const clang::NamedDecl *space : ast.getTranslationUnitDecl()->lookup(&ast.Idents.get("std")))
    for (const clang::NamedDecl *one : cast<clang::NamespaceDecl>(space)->lookup(&ast.Idents.get("distance")))
      if (auto *pattern = dyn_cast<clang::FunctionTemplateDecl>(one))
        for (const clang::FunctionDecl *instance : pattern->specializations())
          if (instance->isDefined() && ast.hasSameUnqualifiedType(instance->getParamDecl(0)->getType(), iterator))
            found = instance;
  return found;
}

/// The operator of a class of iterators, or of its base, that has no parameters, which may lack a definition.
static const clang::CXXMethodDecl *findOperator(const clang::CXXRecordDecl *iterator,
                                                clang::OverloadedOperatorKind kind) {
  const clang::CXXMethodDecl *found = nullptr;
  if (iterator->getNumBases() == 1 && iterator->bases_begin()->getType()->getAsCXXRecordDecl())
    found = findOperator(iterator->bases_begin()->getType()->getAsCXXRecordDecl(), kind);
  for (const clang::CXXMethodDecl *method : iterator->methods())
    if (method->getOverloadedOperator() == kind && method->getNumParams() == 0)
      found = method;
  return found;
}

/// The members of a std::reverse_iterator of a vector or an array that lead to its pointer; empty for other classes.
static SmallVector<StringAttr> findReversed(Type iterator) {
  SmallVector<StringAttr> path;
  while (auto record = dyn_cast_or_null<pullback::RecordType>(iterator)) {
    auto name = StringAttr::get(record.getContext(), "current");
    size_t index = path.empty() ? llvm::find(record.getFieldNames(), name) - record.getFieldNames().begin() : 0;
    if (index >= record.getFieldTypes().size() || (!path.empty() && record.getFieldTypes().size() != 1))
      return {};
    path.push_back(record.getFieldNames()[index]);
    iterator = record.getFieldTypes()[index];
  }
  return isa_and_nonnull<PtrType>(iterator) ? path : SmallVector<StringAttr>();
}

/// The types of both parts of a std::pair.
static std::optional<std::pair<clang::QualType, clang::QualType>> getPairParts(clang::QualType type) {
  auto *pair = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!pair || !pair->isInStdNamespace() || pair->getName() != "pair")
    return std::nullopt;
  return std::pair(pair->getTemplateArgs()[0].getAsType(), pair->getTemplateArgs()[1].getAsType());
}

namespace {

/// A part of a pair, of a pair in it, or all of an object.
struct CopiedPart {
  SmallVector<StringRef, 2> path;
  clang::QualType from, to;
};

} // namespace

/// What copying one object to the other copies: the object, a number, or both parts of a std::pair, as of an element of
/// a std::map to a pair whose first part is not const. False if it is something else.
static bool collectParts(const clang::ASTContext &ast, const CopiedPart &whole, SmallVectorImpl<CopiedPart> &parts) {
  if (ast.hasSameUnqualifiedType(whole.from, whole.to) ||
      (whole.from->isArithmeticType() && whole.to->isArithmeticType())) {
    parts.push_back(whole);
    return true;
  }
  auto from = getPairParts(whole.from), to = getPairParts(whole.to);
  if (!from || !to)
    return false;
  CopiedPart first = {whole.path, from->first, to->first}, second = {whole.path, from->second, to->second};
  first.path.push_back("first");
  second.path.push_back("second");
  return collectParts(ast, first, parts) && collectParts(ast, second, parts);
}

/// Copies a range whose iterators are objects: of a list, of a set, of a map, or backwards. `make` gives memory for so
/// many elements. False if it is something else.
bool FunctionLowering::copyByIterators(const clang::Expr *at, clang::QualType element, Arguments range,
                                       MakeElements make) {
  const clang::Expr *from = range[0], *to = range[1];
  clang::QualType type = from->getType();
  const clang::CXXRecordDecl *iterator = type->getAsCXXRecordDecl();
  bool isRange = iterator && iterator->hasDefinition() && ast.hasSameUnqualifiedType(type, to->getType());
  const clang::CXXMethodDecl *read = isRange ? findOperator(iterator, clang::OO_Star) : nullptr;
  if (!read || !read->getReturnType()->isReferenceType() || element->isBooleanType())
    return false;
  SmallVector<CopiedPart> parts;
  Type lowered = module.getTypes().lower(type);
  if (!lowered || !collectParts(ast, {{}, read->getReturnType().getNonReferenceType(), element}, parts))
    return false;
  bool isMove = read->getReturnType()->isRValueReferenceType(); // as those of std::make_move_iterator
  bool isReversed = !isMove && iterator->isInStdNamespace() && iterator->getName() == "reverse_iterator";
  Location location = locate(at);
  auto copyFrom = [&](Value source, Value target) {
    for (const CopiedPart &part : parts) {
      Value from = source, to = target;
      for (StringRef name : part.path) {
        from = getField(location, from, name);
        to = getField(location, to, name);
      }
      if (part.to->isRecordType())
        copyInto(at, part.to, from, to, isMove && !part.from.isConstQualified());
      else
        store(location, convert(location, load(location, from), cast<PtrType>(to.getType()).getPointee()), to);
    }
  };
  SmallVector<StringAttr> path = isReversed ? findReversed(lowered) : SmallVector<StringAttr>();
  if (!path.empty()) {
    auto getPointer = [&](const clang::Expr *expr) -> Value { // behind the element
      Value place = lowerRecord(expr, "iterator");
      for (StringAttr name : place ? path : SmallVector<StringAttr>())
        place = getField(location, place, name);
      return place ? load(location, place) : Value();
    };
    Value start = getPointer(from), end = start ? getPointer(to) : Value();
    if (!end)
      return expectReported(), true;
    Value count = builder.create<PtrDiffOp>(location, getPtrdiffType(builder.getContext()), start, end);
    count = convert(location, count, getSizeType(builder.getContext()));
    Value data = make(count).first;
    makeCountedLoop(location, count, [&](Value index) {
      Value behind = arithmetic(location, clang::BO_Sub, count, index);
      Value place = arithmetic(location, clang::BO_Sub, behind, makeSize(location, 1));
      Value source = builder.create<ElementOp>(location, end, place);
      copyFrom(source, builder.create<ElementOp>(location, data, index));
    });
    return true;
  }
  const clang::FunctionDecl *distance = findDistance(ast, type);
  const clang::CXXMethodDecl *step = findOperator(iterator, clang::OO_PlusPlus);
  if (!distance || !step || !read->isDefined() || !step->isDefined())
    return false;
  Value first = makeTemporary(location, lowered, "first"), last = makeTemporary(location, lowered, "last");
  for (auto [place, expr] : {std::pair(first, from), std::pair(last, to)})
    copyInto(at, type, lowerRecord(expr, "iterator"), place, /*isMove=*/false);
  auto call = [&](const clang::FunctionDecl *function, ArrayRef<Value> places) -> Value {
    FuncOp target = module.getCallee(function, at);
    if (!target || target.getNumArguments() != places.size() || target.getResultTypes().size() != 1)
      return {};
    SmallVector<Value> operands;
    auto *method = dyn_cast<clang::CXXMethodDecl>(function);
    for (auto [place, wanted] : llvm::zip_equal(places, target.getArgumentTypes())) {
      Value operand = place;
      for (const clang::CXXRecordDecl *one = iterator; method && one != method->getParent();) { // of a base
        one = one->bases_begin()->getType()->getAsCXXRecordDecl();
        operand = getField(location, operand, module.getTypes().getBaseName(one));
      }
      operands.push_back(qualify(at, operand, wanted));
    }
    return builder.create<CallOp>(location, target, operands).getResult(0);
  };
  Value count = call(distance, {first, last});
  if (!count)
    return expectReported(), true;
  count = convert(location, count, getSizeType(builder.getContext()));
  Value data = make(count).first;
  makeCountedLoop(location, count, [&](Value index) {
    Value source = call(read, first), target = builder.create<ElementOp>(location, data, index);
    if (!source)
      return expectReported();
    copyFrom(source, target);
    call(step, first);
  });
  return true;
}

/// insert(position, value), insert(position, count, value), insert(position, first, last), insert(position, list):
/// emplace(position, arguments): yields the index of the first new element.
Value FunctionLowering::insertElements(const clang::CXXMemberCallExpr *call, Value vector) {
  Location location = locate(call);
  clang::QualType element = *TypeLowering::getVectorElement(call->getObjectType());
  Value position = lowerIterator(call->getArg(0));
  bool isMade = call->getMethodDecl()->getNameAsString() == "emplace";
  bool isList = !isMade && call->getNumArgs() == 2 && isInitializerList(call->getArg(1)->getType());
  bool isRange = isList || (!isMade && call->getNumArgs() == 3 && !call->getArg(1)->getType()->isIntegerType());
  bool isOne =
      isMade || (!isList && call->getNumArgs() == 2 && !isa<clang::InitListExpr>(call->getArg(1)->IgnoreImplicit()));
  if (!position || (!isOne && !isRange && call->getNumArgs() != 3)) {
    report(Obstacle::Container, call->getSourceRange(), "this form of insert");
    return {};
  }
  Type sizeType = getSizeType(builder.getContext());
  auto distance = [&](Value to, Value from) {
    Value count = builder.create<PtrDiffOp>(location, getPtrdiffType(builder.getContext()), to,
                                            addConst(location, from, to.getType()));
    return convert(location, count, sizeType);
  };
  Value index = distance(position, getVectorData(location, vector));
  Value list = isList ? lowerRecord(call->getArg(1), "list") : Value(); // a pointer and a number
  auto loadPart = [&](unsigned part) {
    auto record =
        list ? dyn_cast<pullback::RecordType>(cast<PtrType>(list.getType()).getPointee()) : pullback::RecordType();
    return record ? load(location, getField(location, list, record.getFieldNames()[part])) : Value();
  };
  Value first = isList ? loadPart(0) : isRange ? lowerIterator(call->getArg(1)) : Value();
  Value last = isRange && !isList ? lowerIterator(call->getArg(2)) : Value();
  Value count = isOne     ? makeSize(location, 1)
                : isList  ? loadPart(1)
                : isRange ? (first && last ? distance(last, first) : Value())
                          : convert(location, lowerValue(call->getArg(1)), sizeType);
  const clang::Expr *filler = isRange ? nullptr : call->getArg(call->getNumArgs() - 1);
  Value object, value;
  if (isMade && element->isRecordType()) {
    object = constructInPlace(call, element, ArrayRef(call->getArgs(), call->getNumArgs()).drop_front());
  } else if (isMade && call->getNumArgs() == 1) {
    value = zeroOf(location, module.getTypes().lower(element));
  } else if (filler && element->isRecordType()) { // an object of its own: the filler may be one of the elements
    object = makeTemporary(location, module.getTypes().lower(element), "item");
    copyInto(call, element, lowerReferred(filler, "item"), object, /*isMove=*/isOne && filler->isXValue());
  } else if (filler) {
    value = lowerFill(filler);
  }
  auto makeRoom = [&](Value added) -> std::pair<Value, bool> {
    Value size = getVectorSize(location, vector);
    Value next = arithmetic(location, clang::BO_Add, size, added);
    Value data = growVector(location, vector, size, next);
    setVectorSize(location, vector, next);
    moveUp(location, data, index, size, added);
    Value target = builder.create<ElementOp>(location, data, index);
    if (element->isRecordType() && !isOne) // what has moved up is not there any more
      clearElements(location, target, added);
    return {target, false};
  };
  if (isRange && !isList && !count) {
    if (!copyByIterators(call, element, {call->getArg(1), call->getArg(2)}, makeRoom))
      report(Obstacle::Container, call->getSourceRange(), "this form of insert");
    return index;
  }
  if (isRange && !count)
    report(Obstacle::Container, call->getSourceRange(), "this form of insert");
  if (!count || (filler && !object && !value))
    return {};
  Value target = makeRoom(count).first;
  if (isRange) {
    if (!copyRange(call, element, first, target, count))
      report(Obstacle::Container, call->getSourceRange(), "this form of insert");
  } else if (isOne && object)
    copyObject(location, object, target);
  else if (object)
    forEachIn(location, target, makeSize(location, 0), count,
              [&](Value one) { copyInto(call, element, object, one, /*isMove=*/false); });
  else if (isOne)
    store(location, convertElement(location, value, target), target);
  else
    forEachIn(location, target, makeSize(location, 0), count,
              [&](Value one) { store(location, convertElement(location, value, one), one); });
  return index;
}

/// erase(position), erase(first, last): yields the index behind them.
Value FunctionLowering::eraseElements(const clang::CXXMemberCallExpr *call, Value vector) {
  Location location = locate(call);
  Value position = lowerIterator(call->getArg(0));
  Value last = call->getNumArgs() == 2 ? lowerIterator(call->getArg(1)) : Value();
  if (!position || (call->getNumArgs() == 2 && !last)) {
    report(Obstacle::Container, call->getSourceRange(), "this form of erase");
    return {};
  }
  Type sizeType = getSizeType(builder.getContext()), ptrdiff = getPtrdiffType(builder.getContext());
  Value data = getVectorData(location, vector), size = getVectorSize(location, vector);
  auto getIndex = [&](Value iterator) {
    Value from = addConst(location, data, iterator.getType());
    return convert(location, builder.create<PtrDiffOp>(location, ptrdiff, iterator, from).getResult(), sizeType);
  };
  Value index = getIndex(position);
  Value end = last ? getIndex(last) : arithmetic(location, clang::BO_Add, index, makeSize(location, 1));
  Value moved = arithmetic(location, clang::BO_Sub, size, end);
  Value source = builder.create<ElementOp>(location, data, end);
  copyPlain(location, source, builder.create<ElementOp>(location, data, index), moved);
  setVectorSize(location, vector, arithmetic(location, clang::BO_Add, index, moved));
  return index;
}

/// begin() and end(), insert() and erase(): an iterator of the library, which holds a pointer.
bool FunctionLowering::lowerVectorIterator(const clang::CallExpr *call, Value place) {
  auto *member = dyn_cast<clang::CXXMemberCallExpr>(call);
  if (!member || !isVector(member->getObjectType()))
    return false;
  std::string name = member->getMethodDecl()->getNameAsString();
  bool isEnd = name == "end" || name == "cend", isBegin = name == "begin" || name == "cbegin";
  bool isInsertion = name == "insert" || name == "emplace", isChange = isInsertion || name == "erase";
  auto record = dyn_cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee());
  if ((!isEnd && !isBegin && !isChange) || !record || record.getFieldTypes().size() != 1)
    return false;
  const clang::Expr *object = member->getImplicitObjectArgument();
  Value vector = object->getType()->isPointerType() ? lowerValue(object) : lowerRecord(object, "range");
  if (!vector) {
    expectReported();
    return true;
  }
  Location location = locate(call);
  Value index = isEnd ? getVectorSize(location, vector) : Value();
  if (isChange && !(index = isInsertion ? insertElements(member, vector) : eraseElements(member, vector)))
    return expectReported(), true;
  Value data = getVectorData(location, vector);
  if (index)
    data = builder.create<ElementOp>(location, data, index);
  Value pointer = findBitPointer(location, place);
  store(location, addConst(location, data, cast<PtrType>(pointer.getType()).getPointee()), pointer);
  return true;
}
