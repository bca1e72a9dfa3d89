import Diagnostics

/// Whole numbers, whose quotients have no fraction in some languages.
extension DialectParser {
  /// Whether all of some nodes are whole numbers to the dialect.
  func isWhole(_ nodes: [Int32]) -> Bool {
    grammar.wholeNumbers != .none && nodes.allSatisfy { wholeNodes.contains($0) }
  }

  /// Whether a name stands for whole numbers.
  func isWholeName(_ name: String) -> Bool {
    let name = grammar.lexicon.caseFolding.apply(name)
    switch grammar.wholeNumbers {
    case .none: return false
    case .declared: return declared[name] ?? false
    case .letters:
      return declared[name] ?? (name.first.map { ("i"..."n").contains($0) } ?? false)
    }
  }

  /// Says of what kind a name is.
  mutating func declare(_ name: String, isWhole: Bool) {
    declared[grammar.lexicon.caseFolding.apply(name)] = isWhole
  }

  /// A quotient that has no fraction there.
  @inline(never)
  func wholeQuotient(_ operands: [Int32], _ span: Span) -> DialectError {
    if let number = formula.wholeNumber(operands[0]),
      let other = formula.wholeNumber(operands[1]), other != 0,
      !formula[operands[0]].isEnclosed, !formula[operands[1]].isEnclosed
    {
      let quotient = number / other
      return .refused(
        span,
        Refusal(
          headline: "`\(excerpt(span))` is \(quotient) there: a quotient of whole numbers",
          edits: [Edit(span, "\(number).0/\(other)"), Edit(span, "\(quotient)")]))
    }
    let real = "1.0*\(excerpt(span))"
    let whole = grammar.functions.isKnown("aint") ? "aint" : "trunc"
    let isNamed = grammar.wholeNumbers == .letters
    return .refused(
      span,
      Refusal(
        headline: "`\(excerpt(span))` loses its fraction there: a quotient of whole numbers",
        edits: [Edit(span, real), Edit(span, "\(whole)(\(real))")],
        advice: isNamed
          ? "names from i to n are whole numbers, unless they are declared: `real :: …`" : nil))
  }

  /// An operation on operands, with what is known of the numbers and arrays that they are.
  @inline(never)
  mutating func operate(
    _ operation: Formula.Operator, _ operands: [Int32], _ word: Span
  ) throws(DialectError) -> Int32 {
    try checkVectors(operation, operands, word)
    let node = formula.apply(operation, operands, word: word)
    switch operation.ofElements {
    case .add, .subtract, .elementMultiply, .negate:
      if isWhole(operands) { wholeNodes.insert(node) }
    case .elementPower:
      if isWhole(operands) {
        if grammar.wholeNumbers == .letters, let exponent = formula.constantWhole(operands[1]),
          exponent < 0
        {
          let span = formula[node].span
          throw .refused(
            span,
            Refusal(
              headline: "`\(excerpt(span))` loses its fraction there: a power of whole numbers",
              edits: [Edit(span, "1.0*\(excerpt(span))".wholePower)]))
        }
        wholeNodes.insert(node)
      }
    case .and, .or:
      if grammar.logic == .operands, !operands.allSatisfy({ isTruth($0) }) { choices[node] = word }
    case .not: settle(operands[0])
    case .multiply, .elementDivide, .divide, .leftDivide, .power, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .transpose, .range:
      break
    }
    return node
  }
}

extension String {
  /// `1.0*2**(-1)` as a power of a number with a fraction: `(1.0*2)**(-1)`.
  fileprivate var wholePower: String {
    guard let mark = firstRange(of: "**") else { return self }
    return "(" + self[..<mark.lowerBound] + ")" + self[mark.lowerBound...]
  }
}
