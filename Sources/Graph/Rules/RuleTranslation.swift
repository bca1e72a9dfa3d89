import Calculus
import Diagnostics
import Language
import Numerics

/// Translates the text of a rule to a template, which belongs to no graph: its numbers stay
/// numbers.
///
/// A rule is the project's own text: one that does not parse or that uses an unknown name is a
/// fault of the table, and the every-rule test finds it.
enum RuleTranslation {
  /// The names that a text may use, in the order of the template's arguments.
  static func parameters(_ text: RuleExpansion.Text, of primitive: Primitive) -> [String] {
    switch text {
    case .complexReal, .complexImaginary:
      primitive.parameters + primitive.parameters.map { $0 + "_im" } + ["re"]
    case .partial, .again, .reach, .domain, .kink, .singular, .square, .curvature:
      primitive.parameters.prefix(primitive.isVariadic ? 1 : 3) + ["r"]
        + (primitive.isVariadic ? ["ties"] : [])
    }
  }

  static func text(_ text: RuleExpansion.Text, of primitive: Primitive) -> String? {
    switch text {
    case .partial(let index): primitive.partial(index)
    case .again(let index): index < primitive.again.count ? primitive.again[index] : nil
    case .reach(let index): primitive.reach(index)
    case .domain: primitive.domain
    case .kink: primitive.kink
    case .singular: primitive.singular
    case .square: primitive.square
    case .curvature: primitive.curvature
    case .complexReal: primitive.complex?.real
    case .complexImaginary: primitive.complex?.imaginary
    }
  }

  /// Appends the rule of a function of numbers to a template; false where it has none.
  static func append(
    _ which: RuleExpansion.Text, of primitive: Primitive, to template: inout Template
  ) -> Bool {
    guard let text = text(which, of: primitive) else { return false }
    append(
      text, owner: primitive.name, names: parameters(which, of: primitive), isElementwise: true,
      to: &template)
    return true
  }

  /// A text of an operation on arrays; nil where it has none.
  static func template(_ which: ArrayText, of array: ArrayOperation) -> Template? {
    guard let text = which.text(of: array) else { return nil }
    var template = Template()
    append(
      text, owner: array.name, names: which.names(of: array), isElementwise: false, to: &template)
    return template
  }

  private static func append(
    _ text: String, owner: String, names: [String], isElementwise: Bool,
    to template: inout Template
  ) {
    // The text has no name: nobody is ever shown it as a source.
    let source = SourceText(name: "", text)
    guard let tree = try? Parser.parse(source), let statement = tree.statements.first else {
      preconditionFailure("the rule `\(text)` of \(owner) does not parse")
    }
    for index in statement.body {
      let node = tree.nodes[Int(index)]
      if let number = number(node, tree, source, names, owner) {
        template.instructions.append(
          Instruction(
            kind: .number, payload: Int32(truncatingIfNeeded: template.numbers.count), origin: -1))
        template.numbers.append(number)
      } else {
        template.instructions.append(
          isElementwise
            ? elementStep(for: node, tree, source, names, owner)
            : arrayStep(for: node, tree, source, names, owner))
      }
    }
  }

  private static func apply(
    _ operation: Operation, _ count: Int32, _ kind: Instruction.Kind = .apply
  ) -> Instruction {
    Instruction(kind: kind, count: count, payload: Int32(operation.rawValue), origin: -1)
  }

  /// What a literal or the name of a constant stands for; nil for other nodes.
  private static func number(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String
  ) -> Double? {
    if node.kind == .number { return tree.numbers[Int(node.payload)] }
    guard node.kind == .name else { return nil }
    let name = tree.name(node.payload, in: source)
    if names.contains(name) { return nil }
    guard let constant = LanguageWords.constant(name) else {
      preconditionFailure("a rule of \(owner) uses the unknown name \(name)")
    }
    return constant
  }

  /// The instruction of a name that a rule may use; nil for other nodes.
  private static func parameter(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String]
  ) -> Instruction? {
    guard node.kind == .name else { return nil }
    return names.firstIndex(of: tree.name(node.payload, in: source)).map {
      Instruction(kind: .parameter, payload: Int32($0), origin: -1)
    }
  }

  /// An instruction of a rule that is read element by element: `*` is `.*`.
  private static func elementStep(
    for node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String
  ) -> Instruction {
    if let parameter = parameter(node, tree, source, names) { return parameter }
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      let name = tree.name(call.function, in: source)
      if let word = RuleWord(name) { return instruction(word, call.count, owner) }
      guard let operation = Operation.inRules(name) else {
        preconditionFailure("a rule of \(owner) uses the unknown function \(name)")
      }
      return apply(operation, call.count)
    }
    guard let (operation, count) = Operation.written(node.kind) else {
      preconditionFailure("a rule of \(owner) uses array syntax")
    }
    return apply(operation, count)
  }

  /// An instruction of a rule of arrays: operators mean what they mean in a program.
  private static func arrayStep(
    for node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String
  ) -> Instruction {
    if let parameter = parameter(node, tree, source, names) { return parameter }
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      return arrayCall(tree.name(call.function, in: source), call.count, owner)
    }
    guard let instruction = Instruction.written(node, origin: -1) else {
      preconditionFailure("a rule of \(owner) uses syntax that rules do not have")
    }
    return instruction
  }

  private static func instruction(
    _ word: RuleWord, _ count: Int32, _ owner: String
  ) -> Instruction {
    switch word {
    case .guard:
      precondition(count == 3, "a guard in a rule of \(owner) has not three operands")
      return apply(.select, count, .guarded)
    }
  }

  private static func arrayCall(_ name: String, _ count: Int32, _ owner: String) -> Instruction {
    if let word = RuleWord(name) { return instruction(word, count, owner) }
    let scalar = Operation.inRules(name)
    if let scalar, count > 1 || !scalar.primitive.isVariadic { return apply(scalar, count) }
    guard let index = ArrayRegistry.index(inRules: name) else {
      preconditionFailure("a rule of \(owner) uses the unknown function \(name)")
    }
    let operation = Operation(array: index)
    let array = operation.array
    if array.shaped?.name == name, Int(count) == array.operandCount + 1 {
      return apply(operation, count, .shaped)
    }
    let leavesParametersOut = Int(count) == array.operandCount && array.operandCount == 1
    return apply(operation, count, leavesParametersOut ? .inherited : .array)
  }
}

extension Instruction {
  /// The instruction of an operator or of brackets; nil for names, numbers and calls.
  static func written(_ node: SyntaxTree.Node, origin: Int32) -> Instruction? {
    func syntax(_ syntax: ArraySyntax, _ count: Int32) -> Instruction {
      Instruction(kind: .syntax, count: count, payload: syntax.rawValue, origin: origin)
    }
    switch node.kind {
    case .transpose: return syntax(.transpose, 1)
    case .leftDivide: return syntax(.leftDivide, 2)
    case .range: return syntax(.range, node.payload)
    case .row: return syntax(.row, node.payload)
    case .matrix: return syntax(.matrix, node.payload)
    case .index: return syntax(.index, node.payload + 1)
    case .allIndices: return Instruction(kind: .allIndices, payload: 0, origin: origin)
    case .number, .name, .functionName, .call, .lastIndex, .columnName: return nil
    case .negate, .not, .add, .subtract, .multiply, .divide, .elementMultiply, .elementDivide,
      .power, .elementPower, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
      .and, .or:
      break
    }
    guard let (operation, count) = Operation.written(node.kind) else { return nil }
    let isMatrix = node.kind == .multiply || node.kind == .divide || node.kind == .power
    return Instruction(
      kind: isMatrix ? .matrixOperator : .apply, count: count, payload: Int32(operation.rawValue),
      origin: origin)
  }
}

extension Operation {
  /// The primitive that a node of the syntax tree stands for where its operands are scalars, with
  /// their number; nil for other nodes.
  static func written(_ kind: SyntaxTree.Kind) -> (operation: Operation, operands: Int32)? {
    switch kind {
    case .negate: (.negate, 1)
    case .not: (.not, 1)
    case .add: (.add, 2)
    case .subtract: (.subtract, 2)
    case .multiply, .elementMultiply: (.multiply, 2)
    case .divide, .elementDivide: (.divide, 2)
    case .power, .elementPower: (.power, 2)
    case .less: (.less, 2)
    case .lessOrEqual: (.lessOrEqual, 2)
    case .greater: (.greater, 2)
    case .greaterOrEqual: (.greaterOrEqual, 2)
    case .equal: (.equal, 2)
    case .notEqual: (.notEqual, 2)
    case .and: (.and, 2)
    case .or: (.or, 2)
    case .number, .name, .functionName, .call, .transpose, .leftDivide, .range, .row, .matrix,
      .index, .allIndices, .lastIndex, .columnName:
      nil
    }
  }
}
