// Changes text token by token, so that more of it gets past the lexer than with changes of bytes. Half of the time
// libFuzzer's own mutations are used, with its dictionary.
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <random>
#include <string>

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize);

static llvm::SmallVector<llvm::StringRef> split(llvm::StringRef text) {
  llvm::SmallVector<llvm::StringRef> tokens;
  auto isWord = [](char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '%' || c == '.'; };
  while (!text.empty()) {
    llvm::StringRef word = text.take_while(isWord);
    tokens.push_back(word.empty() ? text.take_front() : word);
    text = text.drop_front(tokens.back().size());
  }
  return tokens;
}

static size_t join(llvm::ArrayRef<llvm::StringRef> tokens, uint8_t *data, size_t maxSize) {
  std::string text;
  for (llvm::StringRef token : tokens)
    text += token;
  size_t size = std::min(text.size(), maxSize);
  std::copy_n(text.data(), size, data);
  return size;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed) {
  std::minstd_rand random(seed);
  if (size == 0 || random() % 2 == 0)
    return LLVMFuzzerMutate(data, size, maxSize);
  std::string copy(reinterpret_cast<char *>(data), size);
  auto tokens = split(copy);
  for (unsigned changes = 1 + random() % 3; changes > 0 && !tokens.empty(); --changes) {
    size_t at = random() % tokens.size(), other = random() % tokens.size();
    switch (random() % 4) {
    case 0: tokens[at] = tokens[other]; break;
    case 1: std::swap(tokens[at], tokens[other]); break;
    case 2: tokens.erase(tokens.begin() + at); break;
    case 3: { // a run of tokens, such as a line, once more
      size_t end = std::min(tokens.size(), at + 1 + random() % 20);
      llvm::SmallVector<llvm::StringRef> run(tokens.begin() + at, tokens.begin() + end);
      tokens.insert(tokens.begin() + other, run.begin(), run.end());
      break;
    }
    }
  }
  return join(tokens, data, maxSize);
}
