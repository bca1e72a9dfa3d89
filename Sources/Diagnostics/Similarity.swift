/// What the user probably meant: the candidate that differs least from a word, or nil.
///
/// A candidate that differs in case only is always meant. Otherwise words may be a third of their
/// length apart, at least one step and at most three; a step inserts, deletes or replaces a letter
/// or swaps two neighbours. Both begin with the same letter, and words of up to three letters with
/// the same two where not just letters are swapped (`sgn` is not meant as `sin`). Of equally near
/// candidates the one that begins with the word or that the word begins with is best, then the
/// earliest. Nothing is near a word of one letter.
package func closest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = folded(word)
  var best: (candidate: String, distance: Int, isPrefix: Bool)?
  for candidate in candidates where candidate != word {
    let others = folded(candidate)
    if letters == others { return candidate }
    let length = max(letters.count, others.count)
    guard min(letters.count, others.count) > 1, length <= longestWord else { continue }
    let limit = min(max(length / 3, 1), 3)
    guard let distance = distance(from: letters, to: others, limit: limit) else { continue }
    guard beginAlike(letters, others) else { continue }
    let isPrefix = letters.starts(with: others) || others.starts(with: letters)
    if let best {
      if best.distance < distance { continue }
      if best.distance == distance, best.isPrefix || !isPrefix { continue }
    }
    best = (candidate, distance, isPrefix)
  }
  return best?.candidate
}

/// Longer words are only compared for equality: nobody types them, and the distance takes the
/// product of the lengths.
private let longestWord = 100

private func folded(_ word: String) -> [Unicode.Scalar] {
  Array(word.lowercased().unicodeScalars)
}

private func beginAlike(_ word: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
  guard word[0] == other[0] else { return false }
  return max(word.count, other.count) > 3 || word[1] == other[1] || word.sorted() == other.sorted()
}

/// The optimal string alignment distance (restricted Damerau–Levenshtein), nil beyond the limit.
private func distance(
  from word: [Unicode.Scalar], to other: [Unicode.Scalar], limit: Int
) -> Int? {
  guard abs(word.count - other.count) <= limit else { return nil }
  // Rows of the table for one letter less of `word`, two letters less, and all of them so far.
  var previous = Array(0...other.count)
  var beforePrevious = previous
  for i in 1...word.count {
    var row = Array(repeating: i, count: other.count + 1)
    for j in 1...other.count {
      let replaced = previous[j - 1] + (word[i - 1] == other[j - 1] ? 0 : 1)
      row[j] = min(replaced, previous[j] + 1, row[j - 1] + 1)
      if i > 1, j > 1, word[i - 1] == other[j - 2], word[i - 2] == other[j - 1] {
        row[j] = min(row[j], beforePrevious[j - 2] + 1)
      }
    }
    if let least = row.min(), least > limit { return nil }
    (beforePrevious, previous) = (previous, row)
  }
  return previous[other.count] <= limit ? previous[other.count] : nil
}
