/// Our own language, as far as formulas for other languages' functions are written in it.
extension Grammar {
  static let own: Grammar = {
    var grammar = Grammar()
    grammar.infix = [
      Infix("||", 1, .operation(.or)), Infix("&&", 2, .operation(.and)),
      Infix("<", 3, .operation(.less)), Infix("<=", 3, .operation(.lessOrEqual)),
      Infix(">", 3, .operation(.greater)), Infix(">=", 3, .operation(.greaterOrEqual)),
      Infix("==", 3, .operation(.equal)), Infix("!=", 3, .operation(.notEqual)),
      Infix("+", 5, .operation(.add)), Infix("-", 5, .operation(.subtract)),
      Infix("*", 6, .operation(.multiply)), Infix("/", 6, .operation(.divide)),
      Infix(".*", 6, .operation(.elementMultiply)), Infix("./", 6, .operation(.elementDivide)),
      Infix("\\", 6, .operation(.leftDivide)), Infix("@", 6, .matrixProduct),
      Infix("^", 8, .operation(.power), .right), Infix(".^", 8, .operation(.elementPower), .right),
    ]
    grammar.prefix = [Prefix("-", 7, .operation(.negate)), Prefix("!", 7, .operation(.not))]
    grammar.postfix = [Postfix("'", .operation(.transpose))]
    grammar.lexicon.signs = ["...", "]"]
    grammar.operandForms["["] = OperandForm(OwnForms.matrix)
    return grammar
  }()

  /// All signs that the lexer must know.
  var signs: Set<String> {
    var signs: Set<String> = ["(", ")", ",", ":", "="]
    for operation in infix {
      signs.insert(operation.spelling)
      switch operation.meaning {
      case .conditional(let separator): signs.insert(separator)
      case .operation, .formula, .nothing, .percent, .comparison, .wholeDivision,
        .conditionalBehind, .refused, .matrixProduct, .bits, .powerOfUnsigned:
        break
      }
    }
    signs.formUnion(prefix.map(\.spelling))
    signs.formUnion(postfix.map(\.spelling))
    signs.formUnion([call.open, call.close])
    if let index { signs.formUnion([index.brackets.open, index.brackets.close]) }
    if let list { signs.formUnion([list.open, list.close]) }
    if members != nil { signs.insert(".") }
    if !modules.isEmpty { signs.insert(moduleSign) }
    signs.formUnion([arrow, elementCall].compactMap { $0 })
    if operandForms["["] != nil { signs.insert("]") }
    signs.formUnion(argumentSeparators)
    signs.formUnion(definition)
    signs.formUnion(statementEnds)
    signs.formUnion(lexicon.signs)
    signs.formUnion(operandForms.keys)
    signs.formUnion(infixForms.keys)
    signs.formUnion(primes)
    signs.formUnion(statementForms.keys)
    signs.formUnion(functionForms.keys)
    // Words such as `and` are names to the lexer.
    return signs.filter { sign in
      !(sign.unicodeScalars.first.map { $0.isASCII && Spelling.isLetter($0) } ?? true)
    }
  }
}

private enum OwnForms {
  /// `[a, b; c, d]` in a formula of ours; `...` are rows.
  static func matrix(
    _ parser: inout DialectParser, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    var rows: [Int] = [0]
    var elements: [Int32] = []
    while !parser.peek.isWord("]") {
      if parser.take(";") { rows.append(0) }
      if parser.take("...") {
        let others = parser.others.flatMap { parser.column($0) ?? [$0] }
        elements += others
        rows.removeLast()
        rows += others.map { _ in 1 }
      } else {
        let element = try parser.expression()
        if let column = parser.column(element) {
          // A column among rows is its elements.
          elements += column
          rows.removeLast()
          rows += column.map { _ in 1 }
        } else {
          elements.append(element)
          rows[rows.count - 1] += 1
        }
      }
      parser.take(",")
    }
    parser.next()
    return parser.formula.matrix(rows, elements, word: open.span, span: open.span)
  }
}
