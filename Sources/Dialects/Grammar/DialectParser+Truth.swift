import Diagnostics

/// `and`, `or` and bits, where they give an operand and not 0 or 1.
extension DialectParser {
  /// Whether a value is 0 or 1.
  func isTruth(_ node: Int32) -> Bool {
    switch formula[node].kind {
    case .operation(let operation):
      switch operation {
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .not: return true
      case .and, .or: return formula[node].children.allSatisfy { isTruth($0) }
      case .add, .subtract, .multiply, .divide, .elementMultiply, .elementDivide, .leftDivide,
        .power, .elementPower, .negate, .transpose, .range:
        return false
      }
    case .name: return truths.contains(excerpt(formula[node].span))
    case .number: return ["True", "False", "true", "false"].contains(excerpt(formula[node].span))
    case .call, .matrix, .index, .allIndices, .lastIndex: return false
    }
  }

  /// Only whether a value is 0 is asked: what `and` and `or` give does not matter.
  mutating func settle(_ node: Int32) {
    guard choices.removeValue(forKey: node) != nil else { return }
    for child in formula[node].children { settle(child) }
  }

  /// Refuses `x or 5` as a number.
  func checkChoices() throws(DialectError) {
    let last = choices.max { formula[$0.key].span.length < formula[$1.key].span.length }
    guard let (node, word) = last else { return }
    let span = formula[node].span
    throw .refused(
      word,
      Refusal(
        headline: "`\(excerpt(word))` gives one of its operands there, and here 0 or 1",
        edits: [Edit(span, compared(node), "for 0 or 1")],
        advice: "a choice is written with a condition"))
  }

  /// A formula with each number compared with 0.
  private func compared(_ node: Int32) -> String {
    let text = excerpt(formula[node].span)
    if isTruth(node) { return text }
    let children = formula[node].children
    switch formula[node].kind {
    case .operation(.and), .operation(.or):
      let joined =
        "\(compared(children[0])) \(excerpt(formula[node].word)) \(compared(children[1]))"
      return formula[node].isEnclosed ? "(\(joined))" : joined
    case .name, .number, .call, .operation, .matrix, .index, .allIndices, .lastIndex:
      return "(\(text) != 0)"
    }
  }

  /// An operation on the bits of numbers.
  @inline(never)
  func noBits(_ operands: [Int32], _ word: Span) -> DialectError {
    let span = formula.reach(operands, word)
    let texts = operands.map { isTruth($0) ? excerpt(formula[$0].span) : compared($0) }
    let sign = excerpt(word)
    return .refused(
      word,
      Refusal(
        headline: "`\(sign)` works on the bits of numbers",
        edits: [
          Edit(
            span, texts.count == 1 ? "\(sign)\(texts[0])" : texts.joined(separator: " \(sign) "),
            "for conditions")
        ]))
  }
}

extension Span {
  fileprivate var length: Int32 { end - start }
}
