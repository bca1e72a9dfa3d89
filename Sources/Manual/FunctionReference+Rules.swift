import Calculus

/// The linear rules of operations on arrays, with what their letters and words mean.
extension FunctionReference {
  /// What entries say of names that programs cannot use.
  static let ruleUse = "in rules; programs do not write it"

  /// The names that occur in rules and nowhere else.
  static var ruleNames: [String] {
    let operations = ArrayRegistry.operations
    let hidden = operations.filter { $0.form == .hidden }.map(\.name)
    let shaped = operations.compactMap(\.shaped?.name)
    return hidden + shaped.filter { name in !operations.contains { $0.name == name } }
  }

  /// Formula, tangent and adjoints.
  static func derivatives(of operation: ArrayOperation) -> [Row] {
    switch operation.meaning {
    case .formula(let texts): return formula(texts, of: operation)
    case .count: return [("derivative", "0: the result depends on the shape alone")]
    case .builtFromShape(let construction): return built(operation, construction)
    case .body: return [("derivative", "a loop of the derivatives of its body")]
    case .step: break
    }
    if operation.isVariadic {
      return [
        ("tangent", "the tangents of the parts, put together in the same way"),
        ("adjoint", "of each part: its part of the adjoint of the result"),
      ]
    }
    if operation.isFactor {
      return [("derivative", "none: the operations that share it have rules of their own")]
    }
    let arcs = zip(operation.parameters, operation.adjoints)
      .compactMap { name, rule in rule.map { (name, RuleWord.inPrograms($0)) } }
    guard !arcs.isEmpty else { return [("derivative", "0: it is constant")] }
    let tangents = operation.tangents.compactMap { $0.map(RuleWord.inPrograms) }
    var rows: [Row] = [("tangent", "dR = \(sum(tangents))")]
    rows += arcs.map { ("adjoint", arcs.count == 1 ? $0.1 : "of \($0.0): \($0.1)") }
    rows.append(("letters", letters(arcs.map(\.0))))
    if arcs.contains(where: { uses("J", in: $0.1) }) {
      rows.append(("", "J are the columns (elements of a vector) of G that may differ from 0"))
    }
    return rows + words(in: tangents + arcs.map(\.1), of: operation)
  }

  private static func formula(_ texts: [String], of operation: ArrayOperation) -> [Row] {
    var rows: [Row] = zip(signatures(of: operation), texts).map { ("formula", "\($0) = \($1)") }
    rows += hiddenWords.filter { word in texts.contains { uses(word.name, in: $0) } }.map(\.row)
    if operation.form != .hidden { rows.append(("derivative", "that of its formula")) }
    return rows
  }

  /// Formulas that hang on the shape.
  private static func built(
    _ operation: ArrayOperation, _ construction: ArrayOperation.Construction
  ) -> [Row] {
    switch construction {
    case .diagonal:
      [
        ("tangent", "dR = diag(dA)"),
        ("adjoint", "of a vector: the diagonal of G; of a matrix: G on the diagonal"),
        ("letters", letters(operation.parameters)),
      ]
    case .product, .running(.product): [("derivative", "that of the products it is made of")]
    case .running(.greatest), .running(.least):
      [("derivative", "that of the comparisons of two it is made of")]
    case .softmax: [("derivative", "that of softmax")]
    }
  }

  /// Terms put together: `dA*B + A*dB`, `-X + Y`.
  private static func sum(_ terms: [String]) -> String {
    var sum = terms[0]
    for term in terms.dropFirst() {
      sum += term.hasPrefix("-") ? " - " + term.dropFirst() : " + " + term
    }
    return sum
  }

  /// `R is the result, G its adjoint, dA and dB the tangents of A and B`.
  private static func letters(_ operands: [String]) -> String {
    let tangents = operands.map { "d\($0)" }.joined(separator: " and ")
    return "R is the result, G its adjoint, \(tangents) the tangent\(operands.count > 1 ? "s" : "")"
      + " of " + operands.joined(separator: " and ")
  }

  // MARK: - Words that only rules use

  /// A name that rules use in a way that programs do not.
  private struct Word {
    let name: String
    let signature: String
    let meaning: String

    var row: Row { ("where", "\(signature): \(meaning)") }
  }

  /// What the words mean that rules use in their own way.
  private static func words(in rules: [String], of operation: ArrayOperation) -> [Row] {
    func isUsed(_ word: Word) -> Bool { rules.contains { uses(word.name, in: $0) } }
    let hidden = hiddenWords.filter { word in
      word.name != operation.name && !shapedWords.contains { $0.name == word.name }
    }
    var rows = (shapedWords + hidden).filter { isUsed($0) }.map(\.row)
    // Rules of an operation with parameters write it without them.
    let own = "\(operation.name)(X)"
    if case .brackets = operation.form {
      rows.append(("where", "\(own): the same places of X"))
    } else if !operation.constants.isEmpty, operation.shaped == nil,
      rules.contains(where: { uses(operation.name, in: $0) })
    {
      let parameters = operation.constants.map(\.name)
      rows.append(("where", "\(own) has the same \(parameters.joined(separator: " and "))"))
    }
    return rows
  }

  /// Operations that take the shape of their last argument.
  private static let shapedWords = ArrayRegistry.operations.compactMap(\.shaped)
    .sorted { $0.name < $1.name }
    .map { Word(name: $0.name, signature: "\($0.name)(X, Y)", meaning: $0.meaning) }

  /// Operations that only rules and formulas use.
  private static var hiddenWords: [Word] {
    ArrayRegistry.operations.filter { $0.form == .hidden }.map { operation in
      Word(
        name: operation.name, signature: signature(of: operation),
        meaning: phrase(operation.summary))
    }
  }

  /// A summary as a part of a sentence: a letter that is a name keeps its size.
  private static func phrase(_ summary: String) -> String {
    let second = summary.dropFirst().prefix(1)
    let first = summary.prefix(1)
    return (second == " " || second == "," ? String(first) : first.lowercased())
      + summary.dropFirst().dropLast(summary.hasSuffix(".") ? 1 : 0)
  }

  /// The entry of a name that rules give to an operation with a shape for its last argument.
  static func shapedEntry(named name: String) -> String? {
    guard let word = shapedWords.first(where: { $0.name == name }),
      let operation = ArrayRegistry.operations.first(where: { $0.shaped?.name == name })
    else { return nil }
    let summary = word.meaning.prefix(1).uppercased() + word.meaning.dropFirst() + "."
    return render(
      signature: word.signature, summary: summary,
      rows: [("use", ruleUse), ("see", "autodiff functions \(operation.name)")])
  }
}
